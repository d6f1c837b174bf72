"""The checks: one line each, in the order in which their findings at one place are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import ModuleType

from compliance.rulesets.lint import (
    citation,
    claimed_twice,
    condition_never,
    contradicts,
    dead_event,
    duration_gap,
    example_idle,
    gap,
    implied,
    mixed_days,
    near_miss,
    never_due,
    overlap,
    own_trigger,
    unused,
)
from compliance.rulesets.lint.subject import Remark, Subject

CHECKS: tuple[ModuleType, ...] = (
    implied,
    contradicts,
    overlap,
    gap,
    never_due,
    own_trigger,
    dead_event,
    condition_never,
    mixed_days,
    duration_gap,
    near_miss,
    claimed_twice,
    unused,
    example_idle,
    citation,
)
Check = Callable[[Subject], Iterable[Remark]]


def every_check() -> list[tuple[str, Check]]:
    """The code of each check, and what makes its remarks."""
    return [(module.CODE, module.check) for module in CHECKS]
