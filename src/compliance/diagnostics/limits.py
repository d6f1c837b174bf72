"""How large anything may be that a user gives: named here and nowhere else, and the words for what is larger.

The limits keep a file that is broken, or made to do harm, from taking the memory, the disk or the afternoon of whoever checks
it. None of them is near what an office keeps; who has more raises one (`--limit cell=4MB`, or `[limits]` of compliance.toml).
They hold for the whole process, so that a reader far below need not be handed them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from compliance.diagnostics.diagnostic import Diagnostic, Place, Refused, Text
from compliance.diagnostics.nearest import nearest

CHARACTERS = Text("个字符", "characters")
BYTES = Text("字节", "bytes")
ONCE_PACKED = 100_000_000
"""Bytes up to which a packed file may be packed as densely as it likes."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit: how many of what."""

    default: int
    of: Text
    """What it bounds."""
    unit: Text


LIMITS: Mapping[str, Limit] = {
    "cell": Limit(1_000_000, Text("一个单元格", "a cell"), CHARACTERS),
    "row": Limit(4_000_000, Text("一行", "a row"), BYTES),
    "columns": Limit(4_096, Text("一张表", "a table"), Text("列", "columns")),
    "file": Limit(32_000_000_000, Text("一个台账文件", "a file of a log"), BYTES),
    "packing": Limit(100, Text("压缩文件解开后", "a packed file, unpacked"), Text("倍", "times its packed size")),
    "workbook": Limit(1_000_000_000, Text("一个工作簿解压后", "a workbook, unpacked"), BYTES),
    "sheet": Limit(20_000_000, Text("一个文件的表格", "the tables of a file"), Text("个单元格", "cells")),
    "rule": Limit(20_000, Text("一条规则", "a rule"), CHARACTERS),
    "pairs": Limit(
        20_000, Text("lint 两两比较的义务", "duties that lint compares with each other"), Text("对", "pairs")
    ),
    "text": Limit(2_000_000, Text("一个规则、设置或映射文件", "a file of rules or settings"), BYTES),
    "report": Limit(500_000_000, Text("整份读入的报告", "a report that is read whole"), BYTES),
    "nesting": Limit(64, Text("一层套一层的括号或表", "brackets or tables within each other"), Text("层", "levels")),
}
SIZE = re.compile(r"(\d{1,15})\s*([KMGT]?)B?", re.IGNORECASE)
MOST = 10**15
"""A limit beyond this is none; a database counts no further than some ten thousand times as far."""
_TIMES = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_BROKEN = Text(
    "多半是文件坏了或格式不对；确有这么大的", "most likely the file is broken; if it is meant to be so large"
)
_raised: dict[str, int] = {}
_without_option: list[bool] = []
"""Whether the commands under way, one within the other, have no `--limit`."""


def limit(name: str) -> int:
    """The limit in force."""
    return _raised.get(name, LIMITS[name].default)


def raised() -> dict[str, int]:
    """The limits that are in another place than the usual, for a process that reads on behalf of this one."""
    return dict(_raised)


def times_larger(size: int, packed: int) -> int:
    """How many times as large something is unpacked; what is a little more than a limit is more than it."""
    return -(-size // max(1, packed))


@contextmanager
def settings_alone() -> Iterator[None]:
    """Has what is refused for a while name compliance.toml alone: the command has no `--limit`."""
    _without_option.append(True)
    try:
        yield
    finally:
        _without_option.pop()


@contextmanager
def using(values: Mapping[str, int]) -> Iterator[None]:
    """Has other limits in force for a while."""
    before = dict(_raised)
    _raised.update(values)
    try:
        yield
    finally:
        _raised.clear()
        _raised.update(before)


def too_much(name: str, found: int, *, at_least: bool = False) -> tuple[Text, Text]:
    """What was found and what is allowed, and what to do about it. `at_least`: nobody counted on, so twice as much is offered."""
    one, most = LIMITS[name], limit(name)
    more = Text("至少", "at least ") if at_least else Text("", "")
    title = Text(
        f"{one.of.zh}最多 {most:,} {one.unit.zh}，这里{more.zh}有 {found:,} {one.unit.zh}",
        f"{one.of.en}: at most {most:,} {one.unit.en}, found {more.en}{found:,}",
    )
    enough = _enough(name, found, at_least)
    hint = Text(
        f"{_BROKEN.zh}，用 --limit {name}={enough} 或 compliance.toml 的 [limits] 放宽",
        f"{_BROKEN.en}, allow it with --limit {name}={enough}, or in [limits] of compliance.toml",
    )
    return title, hint


def exceeded(name: str, found: int, place: Place | None, *, at_least: bool = False) -> Diagnostic:
    """The same as a diagnostic; of a command that has no `--limit` only the other way is told."""
    title, hint = too_much(name, found, at_least=at_least)
    if _without_option:
        own = f'{name} = "{_enough(name, found, at_least)}"'
        hint = Text(
            f"{_BROKEN.zh}，在 compliance.toml 的 [limits] 下写 {own} 放宽",
            f"{_BROKEN.en}, allow it with {own} in [limits] of compliance.toml",
        )
    return Diagnostic(f"limit/{name}", title, place, hint)


def reason(name: str, found: int, *, at_least: bool = False) -> Text:
    """The same in one sentence, for a row that is rejected."""
    title, hint = too_much(name, found, at_least=at_least)
    return Text(f"{title.zh}；{hint.zh}", f"{title.en}; {hint.en}")


def check(name: str, found: int, place: Place | None) -> None:
    """Raises Refused where there is more than the limit."""
    if found > limit(name):
        raise Refused([exceeded(name, found, place)])


def parse_limits(said: Mapping[str, str | int], place: Place | None = None) -> dict[str, int]:
    """Limits by name as a user writes them, such as `4MB` or 200. Raises Refused with every mistake in them."""
    found: dict[str, int] = {}
    problems = []
    for name, value in said.items():
        size = SIZE.fullmatch(str(value).strip())
        if name not in LIMITS:
            problems.append(_unknown(name, place))
        elif size is None or isinstance(value, bool) or not (number := int(size[1]) * _TIMES[size[2].upper()]):
            title = Text(f"“{name}”的限额“{value}”不是大小", f"the limit of {name}, “{value}”, is no size")
            # In a file of settings a size with a unit is text; as the option has it, it would be no TOML.
            large, plain = (f'{name} = "4MB"', f"{name} = 5000") if place else (f"{name}=4MB", f"{name}=5000")
            hint = Text(f"写作 {large} 或 {plain}", f"write {large} or {plain}")
            problems.append(Diagnostic("usage/limit", title, place, hint))
        else:
            found[name] = min(number, MOST)
    if problems:
        raise Refused(problems)
    return found


def _unknown(name: str, place: Place | None) -> Diagnostic:
    near = nearest(name, LIMITS)
    title = Text(f"没有叫“{name}”的限额", f"there is no limit “{name}”")
    known = Text(f"可用：{'、'.join(LIMITS)}", f"known: {', '.join(LIMITS)}")
    hint = Text(f"是不是“{near}”？", f"did you mean “{near}”?") if near else known
    return Diagnostic("usage/limit", title, place, hint)


def _enough(name: str, found: int, at_least: bool) -> str:
    """A round number that is enough, as `--limit` takes it; twice what was found where nobody counted on."""
    number = found * 2 if at_least else found
    if LIMITS[name].unit not in (BYTES, CHARACTERS):
        return str(number)
    for size, letter in ((10**9, "GB"), (10**6, "MB"), (10**3, "KB")):
        if number >= size:
            return f"{-(-number // size)}{letter}"
    return str(number)
