"""What every message has that the source can make: a code of one style, and what to do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import compliance

SOURCE = Path(compliance.__file__).parent


def made() -> Iterator[tuple[str, ast.Call]]:
    """Each call of `Diagnostic` in the source, with its place."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Diagnostic":
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", node


MADE = dict(made())


@pytest.mark.parametrize("place", MADE)
def test_a_message_says_what_to_do(place: str) -> None:
    """The hint is the fourth argument, or named."""
    call = MADE[place]
    assert len(call.args) >= 4 or {"hint", None} & {keyword.arg for keyword in call.keywords}


@pytest.mark.parametrize("place", [place for place, call in MADE.items() if isinstance(call.args[0], ast.Constant)])
def test_a_code_is_a_family_and_a_name(place: str) -> None:
    """Of one style; what the families mean is tested with `explain`."""
    assert re.fullmatch(r"[a-z]+/[a-z-]+", ast.literal_eval(MADE[place].args[0]))
