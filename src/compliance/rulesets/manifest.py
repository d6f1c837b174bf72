"""`ruleset.toml` as it stands: read by tomli, checked by pydantic; an unknown key is an error that names its place."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import tomli
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from compliance.calendars.durations import parse_figure
from compliance.calendars.figure import Figure, Per
from compliance.diagnostics import Diagnostic, Place, Refused, Text, nearest

REGULARITIES = {
    "daily": Per.DAY,
    "weekly": Per.WEEK,
    "monthly": Per.MONTH,
    "quarterly": Per.QUARTER,
    "half-yearly": Per.HALF,
    "yearly": Per.YEAR,
}


def _figure(value: object) -> Figure:
    figure = parse_figure(value) if isinstance(value, str) else None
    if figure is None:
        raise ValueError('应写作“20个工作日”或 "20 working days" | write "20 working days" or “20个工作日”')
    return figure


def _per(value: object) -> Per:
    if value not in REGULARITIES:
        raise ValueError(f"应为 {'、'.join(REGULARITIES)} 之一 | write one of {', '.join(REGULARITIES)}")
    return REGULARITIES[str(value)]


def _month_day(value: object) -> tuple[int, int]:
    match = re.fullmatch(r"(\d\d)-(\d\d)", value) if isinstance(value, str) else None
    try:
        day = date(2000, int(match[1]), int(match[2])) if match else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError('应写作 "06-01"（月-日） | write "06-01" (month-day)')
    return day.month, day.day


def _zone(value: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError('没有这个时区，应写作 "Asia/Shanghai" | no such time zone, write "Asia/Shanghai"') from None
    return value


FigureField = Annotated[Figure, BeforeValidator(_figure)]
PerField = Annotated[Per, BeforeValidator(_per)]
MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]
Zone = Annotated[str, AfterValidator(_zone)]


class Strict(BaseModel):
    """A table of the file in which every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Range(Strict):
    """From a day to a day, both included; None is open."""

    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="to")


class Head(Strict):
    """`[ruleset]`."""

    id: str = Field(min_length=1)
    title: str = ""
    issuer: str | None = None
    issued: date | None = None
    effective: Range = Range()
    extends: tuple[str, ...] = ()
    language: Literal["zh", "en"] = "zh"


class Deadlines(Strict):
    """`[deadlines]`."""

    timezone: Zone = "Asia/Shanghai"
    calendar: str = "CN"
    rollover: Literal["none", "next-working-day"] = "none"
    promptly: FigureField | None = None
    regularly: PerField | None = None


class Dated(Strict):
    """One figure of a named duration, in force from a day on."""

    start: date = Field(alias="from")
    figure: FigureField = Field(alias="is")
    cite: str | None = None


class Corrections(Strict):
    """`[calendar]`: days that the official calendar lacks or has otherwise."""

    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()


class Log(Strict):
    """`[log]`."""

    cases: Literal["agency", "shared"] = "agency"


class Entry(Strict):
    """A name of the vocabulary."""

    aliases: tuple[str, ...] = ()


class Agency(Entry):
    """An agency, with the groups it belongs to."""

    groups: tuple[str, ...] = ()


class Ground(Entry):
    """A ground of exemption; under the name `default`, the grounds that release from every rule that names none."""

    grounds: tuple[str, ...] = ()


class Season(Strict):
    """A season of the year, `from` after `to` where it goes over the new year."""

    start: MonthDay = Field(alias="from")
    end: MonthDay = Field(alias="to")


class Score(Strict):
    """`[score]`."""

    late_credit: float = Field(default=0.0, ge=0, le=1)
    grades: dict[str, float] = {"优秀": 90.0, "良好": 75.0, "合格": 60.0}


class Manifest(Strict):
    """The whole of `ruleset.toml`."""

    ruleset: Head
    deadlines: Deadlines = Deadlines()
    durations: dict[str, tuple[Dated, ...]] = {}
    calendar: Corrections = Corrections()
    log: Log = Log()
    actions: dict[str, Entry] = {}
    matters: dict[str, Entry] = {}
    channels: dict[str, Entry] = {}
    elements: dict[str, Entry] = {}
    agencies: dict[str, Agency] = {}
    assignments: dict[str, tuple[str, ...]] = {}
    lists: dict[str, tuple[str, ...]] = {}
    exemptions: dict[str, Ground] = {}
    seasons: dict[str, Season] = {}
    score: Score = Score()


def read_manifest(path: Path) -> Manifest:
    """The manifest of a ruleset folder's `ruleset.toml`. Raises Refused with every error the file has."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        title = Text("ruleset.toml 不是 UTF-8 编码", "ruleset.toml is not in UTF-8")
        hint = Text("请另存为 UTF-8", "save it as UTF-8")
        place = Place(str(path), line=error.object[: error.start].count(b"\n") + 1)
        raise Refused([Diagnostic("manifest/encoding", title, place, hint)]) from None
    return parse_manifest(text, str(path))


def parse_manifest(text: str, file: str) -> Manifest:
    """The manifest in `text`. Raises Refused with every error found: of TOML, of unknown keys, of values."""
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise Refused([_toml_error(error, text, file)]) from None
    try:
        return Manifest.model_validate(data)
    except ValidationError as error:
        raise Refused([_key_error(e, data, text, file) for e in error.errors()]) from None


def _toml_error(error: tomli.TOMLDecodeError, text: str, file: str) -> Diagnostic:
    lines = text.splitlines() or [""]
    line = min(error.lineno, len(lines))
    place = Place(file, line, error.colno, 1, lines[line - 1])
    said = error.msg
    title = Text(f"TOML 写法有误：{said}", f"not valid TOML: {said}")
    hint = Text(
        "字符串要加引号，列表用 [ ]，键与值之间用 =", "quote strings, write lists in [ ], put = between key and value"
    )
    return Diagnostic("manifest/toml", title, place, hint)


def _key_error(error: Any, data: dict[str, Any], text: str, file: str) -> Diagnostic:
    path = [str(part) for part in error["loc"]]
    place = place_of(text, file, path)
    where = ".".join(path)
    if error["type"] == "extra_forbidden":
        known = _known_keys(path[:-1])
        near = nearest(path[-1], known)
        title = Text(f"未知的键 “{where}”", f"unknown key “{where}”")
        hint = Text(f"是否想写 “{near}”？", f"did you mean “{near}”?") if near else _listing(known)
        return Diagnostic("manifest/unknown-key", title, place, hint)
    if error["type"] == "missing":
        return Diagnostic("manifest/missing-key", Text(f"缺少键 “{where}”", f"the key “{where}” is missing"), place)
    zh, _, en = error["msg"].removeprefix("Value error, ").partition(" | ")
    found = error["input"]
    title = Text(
        f"“{where}” 的值 {found!r} 不可用：{zh}", f"the value {found!r} of “{where}” cannot be used: {en or zh}"
    )
    return Diagnostic("manifest/value", title, place)


def _listing(known: list[str]) -> Text | None:
    return Text(f"可用的键：{'、'.join(known)}", f"known keys: {', '.join(known)}") if known else None


def _known_keys(path: list[str]) -> list[str]:
    """The keys that the table at `path` may have."""
    if not path:
        return list(Manifest.model_fields)
    model = {
        "ruleset": Head if len(path) == 1 else Range,
        "deadlines": Deadlines,
        "calendar": Corrections,
        "durations": Dated,
        "log": Log,
        "agencies": Agency,
        "exemptions": Ground,
        "seasons": Season,
        "score": Score,
    }.get(path[0], Entry)
    return [field.alias or name for name, field in model.model_fields.items()]


def place_of(text: str, file: str, path: list[str]) -> Place:
    """Where a key stands in the text of a TOML file; tomli keeps no places, so tables and keys are looked for by line."""
    names = [part for part in path if not part.isdigit()]
    table, best = "", Place(file)
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[+([^\]]*)\]+\s*(#.*)?$", line)
        if header:
            table = _plain(header[1])
        for depth in range(len(names), 0, -1):
            parent, key = ".".join(names[: depth - 1]), names[depth - 1]
            found = re.search(rf"""(?<![\w-])(["']?){re.escape(key)}\1\s*[=\].]""", line)
            inside = table == parent or parent.startswith(f"{table}.") or (header and table == ".".join(names[:depth]))
            if found and inside and (best.line is None or depth > best.length):
                column = found.start() + 1 + len(found[1])
                best = Place(file, number, column, depth, line)
    if best.line is None:
        return Place(file)
    key = next(n for n in reversed(names) if best.source and best.source[(best.column or 1) - 1 :].startswith(n))
    return Place(file, best.line, best.column, len(key), best.source)


def _plain(header: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in header.split("."))
