"""Where templates of a user's own run: they reach nothing but the page, and make no text that fills the memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

MOST = 1_000_000
"""Characters or entries that one multiplication or one format of a template may make; digits of a power."""
WIDE = ("%", "*", "**")
"""What can make much of little; jinja works it out while it reads the template unless it is told to ask."""
WIDTH = re.compile(r"%(?:\([^)]*\))?[-+ #0]*(\d*)(?:\.(\d+))?")
"""The width and the digits of a field of a format."""


def sandbox(**settings: Any) -> SandboxedEnvironment:
    """An environment for templates that may have been mailed to their user."""
    from jinja2.exceptions import SecurityError
    from jinja2.runtime import Context
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset(WIDE)

        def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
            if _size(operator, left, right) > MOST:
                raise SecurityError(f"more than {MOST} characters, entries or digits")
            return super().call_binop(context, operator, left, right)

    return Sandbox(**settings)


def _size(operator: str, left: Any, right: Any) -> int:
    """Roughly how much comes of it."""
    if operator == "**":
        return left.bit_length() * max(right, 0) if isinstance(left, int) and isinstance(right, int) else 0
    if operator == "*":
        return max(_times(left, right), _times(right, left))
    # `"%999999999d" % 1`, `"%*d" % (999999999, 1)`: as many characters as the widest of its fields says.
    if not isinstance(left, str):
        return 0
    widths = [int(number[:12]) for field in WIDTH.findall(left) for number in field if number.isdigit()]
    given = right if isinstance(right, tuple) and "*" in left else ()
    return max([*widths, *(one for one in given if isinstance(one, int))], default=0)


def _times(many: Any, n: Any) -> int:
    return len(many) * n if isinstance(many, (str, bytes, list, tuple)) and isinstance(n, int) else 0
