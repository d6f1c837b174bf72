"""`ruleset.toml` as it stands: read by tomli, checked by pydantic; an unknown key is an error that names its place."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from compliance.calendars.durations import parse_figure
from compliance.calendars.figure import Figure, Per
from compliance.diagnostics import Refused, Text
from compliance.diagnostics.small_file import SHOWN, read_given
from compliance.diagnostics.toml_file import tables_of, text_of
from compliance.diagnostics.toml_places import toml_places
from compliance.findings.verdict import GAPS, Verdict
from compliance.rulesets.manifest_mistakes import Unusable, key_mistake

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
        raise Unusable(
            Text("整数和单位", "a whole number with its unit"),
            Text('写成 "20 working days" 或 "20个工作日"', 'write "20 working days" or "20个工作日"'),
        )
    return figure


def _word(value: str) -> str:
    if not value.strip():
        raise Unusable(Text("文字", "a text"), Text("在引号里写上名称", "write a name between the quotes"))
    return value


def _id(value: str) -> str:
    """What reports, messages and the terminal call the ruleset by."""
    if not all(c.isprintable() or c == "\u3000" for c in value):
        hint = Text("删去换行和看不见的字符", "take line breaks and characters that nobody sees away")
        raise Unusable(Text("一行看得见的文字", "a line of text that can be seen"), hint)
    return _word(value)


def _from_different_days(value: tuple[Dated, ...]) -> tuple[Dated, ...]:
    """Two figures from one day on would leave open which holds."""
    if not value or len({one.start for one in value}) < len(value):
        raise Unusable(
            Text("起始日各不相同的期限，至少一条", "figures from different days on, one at least"),
            Text("每个起始日（from）只写一条", "write one entry for each day in `from`"),
        )
    return value


def _per(value: object) -> Per:
    if not isinstance(value, str) or value not in REGULARITIES:
        known = list(REGULARITIES)
        raise Unusable(Text("周期", "a period"), Text(f"可写 {'、'.join(known)}", f"one of {', '.join(known)}"), known)
    return REGULARITIES[value]


def _month_day(value: object) -> tuple[int, int]:
    match = re.fullmatch(r"(\d\d)-(\d\d)", value) if isinstance(value, str) else None
    try:
        day = date(2000, int(match[1]), int(match[2])) if match else None
    except ValueError:
        day = None
    if day is None:
        raise Unusable(Text("月和日", "a month and a day"), Text('例如 "06-01"', 'for example "06-01"'))
    return day.month, day.day


def _day(value: object) -> date:
    """A date of TOML, or the same in quotes; not a number, which pydantic would take for seconds."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise Unusable(Text("日期", "a date"), Text("例如 2018-08-08", "for example 2018-08-08"))


def _points(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < math.inf:
        raise Unusable(Text("大于0的分数", "a number of points above 0"), Text("例如 2", "for example 2"))
    return float(value)


def _gaps(value: object) -> tuple[Verdict, ...]:
    """One gap or a list of them, in either language."""
    known = {name: verdict for verdict in GAPS for name in (verdict.value, verdict.words.zh)}
    said = value if isinstance(value, list | tuple) else [value]
    found = tuple(known[one] for one in said if isinstance(one, str) and one in known)
    if len(found) < len(said) or not found:
        names = list(known)
        hint = Text(f"可写 {'、'.join(names)}", f"one or several of {', '.join(names)}")
        raise Unusable(Text("问题的结论", "the verdict of a gap"), hint, names)
    return found


def _zone(value: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        hint = Text('例如 "Asia/Shanghai"', 'for example "Asia/Shanghai"')
        raise Unusable(Text("时区", "a time zone"), hint) from None
    return value


FigureField = Annotated[Figure, BeforeValidator(_figure)]
PerField = Annotated[Per, BeforeValidator(_per)]
MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]
Day = Annotated[date, BeforeValidator(_day)]
Zone = Annotated[str, AfterValidator(_zone)]
Word = Annotated[str, AfterValidator(_word)]
Id = Annotated[str, AfterValidator(_id)]
Points = Annotated[float, BeforeValidator(_points)]
Gaps = Annotated[tuple[Verdict, ...], BeforeValidator(_gaps)]


class Strict(BaseModel):
    """A table of the file in which every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Range(Strict):
    """From a day to a day, both included; None is open."""

    start: Day | None = Field(default=None, alias="from")
    end: Day | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Range:
        if self.start and self.end and self.start > self.end:
            raise Unusable(
                Text("先后有序的起止日期", "a first day that is not after the last"),
                Text("检查两个日期的先后", "check the order of the two dates"),
            )
        return self


class Head(Strict):
    """`[ruleset]`."""

    id: Id
    title: str = ""
    issuer: str | None = None
    issued: Day | None = None
    effective: Range = Range()
    extends: tuple[Word, ...] = ()
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

    start: Day = Field(alias="from")
    figure: FigureField = Field(alias="is")
    cite: str | None = None


class Corrections(Strict):
    """`[calendar]`: days that the official calendar lacks or has otherwise."""

    holidays: tuple[Day, ...] = ()
    workdays: tuple[Day, ...] = ()


class Log(Strict):
    """`[log]`."""

    cases: Literal["agency", "shared"] = "agency"


class Entry(Strict):
    """A name of the vocabulary."""

    aliases: tuple[Word, ...] = ()


class Agency(Entry):
    """An agency, with the groups it belongs to."""

    groups: tuple[Word, ...] = ()


class Ground(Entry):
    """A ground of exemption; under the name `default`, the grounds that release from every rule that names none."""

    grounds: tuple[Word, ...] = ()


class Season(Strict):
    """A season of the year, `from` after `to` where it goes over the new year."""

    start: MonthDay = Field(alias="from")
    end: MonthDay = Field(alias="to")


class Deduct(Strict):
    """One of `deductions`: what a gap costs. Without `verdict` it is for every gap, without `rules` and `matters` for all rules."""

    verdict: Gaps = GAPS
    rules: tuple[Word, ...] = ()
    matters: tuple[Word, ...] = ()
    points: Points
    cap: Points | None = None


class Bonus(Strict):
    """One of `bonus`: what a met duty earns. Without `rules` and `matters` it is for all rules that are `may`."""

    rules: tuple[Word, ...] = ()
    matters: tuple[Word, ...] = ()
    points: Points
    cap: Points | None = None


class Score(Strict):
    """`[score]`."""

    method: Literal["share", "deductions"] = "share"
    late_credit: float = Field(default=0.0, strict=True, ge=0, le=1)
    deductions: tuple[Deduct, ...] = ()
    bonus: tuple[Bonus, ...] = ()
    veto: tuple[Word, ...] = ()
    not_applicable: Literal["left out", "spread"] = "left out"
    grades: dict[str, Annotated[float, Field(strict=True, allow_inf_nan=False)]] = {
        "优秀": 90.0,
        "良好": 75.0,
        "合格": 60.0,
    }


class Manifest(Strict):
    """The whole of `ruleset.toml`."""

    ruleset: Head
    deadlines: Deadlines = Deadlines()
    durations: dict[str, Annotated[tuple[Dated, ...], AfterValidator(_from_different_days)]] = {}
    calendar: Corrections = Corrections()
    log: Log = Log()
    actions: dict[str, Entry] = {}
    matters: dict[str, Entry] = {}
    channels: dict[str, Entry] = {}
    elements: dict[str, Entry] = {}
    agencies: dict[str, Agency] = {}
    assignments: dict[str, tuple[Word, ...]] = {}
    lists: dict[str, tuple[Word, ...]] = {}
    exemptions: dict[str, Ground] = {}
    seasons: dict[str, Season] = {}
    score: Score = Score()


def read_manifest(path: Path) -> Manifest:
    """The manifest of a ruleset folder's `ruleset.toml`. Raises Refused with every error the file has."""
    return parse_manifest(text_of(read_given(path), path, "manifest"), str(path))


def parse_manifest(text: str, file: str) -> Manifest:
    """The manifest in `text`. Raises Refused with every error found: of TOML, of unknown keys, of values."""
    data = tables_of(text, file, "manifest")
    try:
        return Manifest.model_validate(data)
    except ValidationError as error:
        places = toml_places(text, file)
        raise Refused([key_mistake(e, places, known_keys) for e in error.errors()[:SHOWN]]) from None


def known_keys(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that the table at `path` may have; none where any may stand."""
    return keys_of(Manifest, path)


def keys_of(root: type[BaseModel], path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The same for any file that `root` is the whole of."""
    kind: Any = root
    for part in path:
        kind = _fields(kind).get(str(part)) if _fields(kind) else _inner(kind)
    return tuple(_fields(kind))


def _fields(kind: Any) -> dict[str, Any]:
    """The keys of a table of the file with their kinds; empty where `kind` is none."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return {}
    return {field.alias or name: field.annotation for name, field in kind.model_fields.items()}


def _inner(kind: Any) -> Any:
    """What the entries of a table, or the members of a list, are."""
    kind = kind.__origin__ if hasattr(kind, "__metadata__") else kind  # Without what is checked of it besides.
    return [inner for inner in getattr(kind, "__args__", (None,)) if inner is not Ellipsis][-1]
