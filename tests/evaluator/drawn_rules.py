"""Rulesets drawn at random, as text: every kind of duty and qualifier, in English, Chinese or both mixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from .drawn_conditions import conditions
from .weighted import weighted

ANCHORS = (
    date(2018, 2, 9),  # Before Spring Festival, which takes a week and gives two Saturdays or Sundays in return.
    date(2018, 9, 26),  # Before National Day.
    date(2018, 12, 26),  # The turn of the year, with shifted days.
    date(2018, 1, 29),  # Months that lack the 29th to the 31st follow.
    date(2016, 2, 25),  # A leap year.
    date(2018, 5, 28),
    date(2026, 12, 21),  # The calendar ends.
    date(2003, 12, 22),  # The calendar begins.
)
"""Days near which something happens to a count; logs and ranges lie around one of them."""
TRIGGERS = {"approval": "批准", "decision": "决定", "request": "申请", "occurrence": "发生"}
ACTS = {"publish": "公开", "reply": "答复", "press conference": "新闻发布会", "interpret": "解读"}
LASTING = {"consult": "征求意见", "publicize": "公示"}
MATTERS = ("预决算", "突发事件", "重大项目", "行政处罚", "价格信息")
AGENCIES = ("财政局", "审计局", "应急局")
CHANNELS = ("政府网站", "政务微博", "公报")
ELEMENTS = ("三公经费", "债务")
GROUNDS = ("国家秘密", "商业秘密")
SEASON, DURATION, LIST, GROUP, COLUMN = "旺季", "办理时限", "民生实事", "市直部门", "承诺期限"
UNITS = {
    "minute": ("minutes", "分钟"),
    "hour": ("hours", "小时"),
    "day": ("days", "日"),
    "workday": ("working days", "个工作日"),
    "week": ("weeks", "周"),
    "month": ("months", "个月"),
    "year": ("years", "年"),
}
PERS = {
    "day": ("daily", "每日"),
    "week": ("weekly", "每周"),
    "month": ("monthly", "每月"),
    "quarter": ("quarterly", "每季度"),
    "half": ("half-yearly", "每半年"),
    "year": ("yearly", "每年"),
}
COUNTED = ("day", "workday")
PAUSABLE = frozenset({"day", "workday", "week"})
LONGEST = {"week": 4, "month": 18, "quarter": 59, "half": 120, "year": 243}
"""The longest figure in working days after the end of a period."""


@dataclass(frozen=True)
class Figure:
    """A figure in both spellings."""

    n: int
    unit: str

    def said(self, chinese: bool) -> str:
        """The figure in words."""
        return f"{self.n}{UNITS[self.unit][1]}" if chinese else f"{self.n} {UNITS[self.unit][0]}"


@dataclass(frozen=True)
class Duty:
    """The text of a duty, and what its rule's qualifiers depend on."""

    text: str
    triggered: bool = False
    """Whether it names a trigger or takes one over."""
    units: frozenset[str] = frozenset()
    """Of a `within` or figured `promptly`: the units of its figures."""
    fine: bool = False
    """Whether it gives an obligation every day or week: its rule is in force for some weeks only."""
    check: bool = False


@dataclass(frozen=True)
class Manifest:
    """What `ruleset.toml` says that duties depend on."""

    anchor: date
    durations: tuple[tuple[date, Figure], ...]
    promptly: Figure | None
    regularly: str | None
    text: str

    @property
    def units(self) -> frozenset[str]:
        """The units of the named duration."""
        return frozenset(figure.unit for _, figure in self.durations)


@dataclass(frozen=True)
class DrawnRuleset:
    """A ruleset's two files."""

    anchor: date
    manifest: str
    rules: str


@st.composite
def figures(
    draw: st.DrawFn, units: Sequence[str] = ("workday", "day", "hour", "week", "month", "minute", "year")
) -> Figure:
    """Figures small enough that dues fall among the days of the log."""
    unit = draw(st.sampled_from(units))
    most = {"minute": 90, "hour": 60, "day": 12, "workday": 12, "week": 2, "month": 2, "year": 1}[unit]
    return Figure(draw(st.integers(0 if unit in ("day", "hour") else 1, most)), unit)


@st.composite
def manifests(draw: st.DrawFn) -> Manifest:
    """`ruleset.toml`, its range around one of the anchors."""
    anchor = draw(st.sampled_from(ANCHORS))
    units = draw(st.sampled_from((COUNTED, ("hour", "day", "month"), ("workday", "week"))))
    first = anchor + timedelta(draw(st.sampled_from((-400, 0, 3))))
    second = anchor + timedelta(draw(st.integers(4, 8)))
    durations = ((first, draw(figures(units))), (second, draw(figures(units))))
    promptly = draw(st.none() | figures(("workday", "day", "hour", "month")))
    regularly = draw(st.none() | st.sampled_from(tuple(PERS)[1:]))
    lines = ["[ruleset]", 'id = "drawn"', f"effective = {{ {_range(draw, anchor)} }}", "[deadlines]"]
    lines += ['calendar = "US"'] if draw(st.integers(0, 11)) == 0 else []
    lines.append(f'rollover = "{draw(st.sampled_from(("none", "next-working-day")))}"')
    lines += [f'promptly = "{promptly.said(False)}"'] if promptly else []
    lines += [f'regularly = "{PERS[regularly][0]}"'] if regularly else []
    dated = ", ".join(f'{{ from = {day}, is = "{figure.said(True)}" }}' for day, figure in durations)
    lines += ["[durations]", f'"{DURATION}" = [{dated}]', *_corrections(draw, anchor), "[log]"]
    lines.append(f'cases = "{draw(st.sampled_from(("agency", "agency", "shared")))}"')
    lines += _vocabulary(draw)
    return Manifest(anchor, durations, promptly, regularly, "\n".join(lines) + "\n")


def _range(draw: st.DrawFn, anchor: date) -> str:
    start = draw(st.sampled_from((None, date(anchor.year, 1, 1), anchor, anchor - timedelta(40))))
    end = draw(st.sampled_from((None, date(anchor.year, 12, 31), anchor + timedelta(9), anchor + timedelta(70))))
    said = [f"{word} = {day}" for word, day in (("from", start), ("to", end)) if day]
    return ", ".join(said)


def _corrections(draw: st.DrawFn, anchor: date) -> list[str]:
    if draw(st.integers(0, 2)):
        return []
    near = st.integers(0, 16).map(lambda n: anchor + timedelta(n))
    off = draw(st.lists(near, max_size=3, unique=True))
    on = [day for day in draw(st.lists(near, max_size=3, unique=True)) if day not in off]
    return ["[calendar]", f"holidays = [{', '.join(map(str, off))}]", f"workdays = [{', '.join(map(str, on))}]"]


def _vocabulary(draw: st.DrawFn) -> list[str]:
    lines = ["[actions]", *(f'"{name}" = {{}}' for name in ("补正", "征求第三方意见", "第三方答复", "延期"))]
    lines += ["[matters]", '"预决算" = { aliases = ["部门预算"] }']
    lines += ["[channels]", '"政府网站" = { aliases = ["门户网站"] }']
    lines += ["[agencies]", f'"财政局" = {{ aliases = ["市财政局"], groups = ["{GROUP}"] }}']
    lines += [f'"审计局" = {{ groups = ["{GROUP}"] }}', '"档案局" = {}']
    if not draw(st.integers(0, 4)):
        lines += ["[assignments]", f'"突发事件" = ["{draw(st.sampled_from(AGENCIES))}"]']
    lines += ["[lists]", f'"{LIST}" = ["预决算", "突发事件"]']
    lines += ["[exemptions]", '"国家秘密" = { aliases = ["涉密"] }']
    if draw(st.booleans()):
        lines += ["[exemptions.default]", 'grounds = ["国家秘密"]']
    start, end = draw(st.sampled_from((("06-01", "09-30"), ("12-25", "01-08"), ("02-10", "02-29"), ("01-30", "10-02"))))
    return [*lines, "[seasons]", f'"{SEASON}" = {{ from = "{start}", to = "{end}" }}']


@st.composite
def rulesets(draw: st.DrawFn, least: int = 1, most: int = 3, plain: bool = False) -> DrawnRuleset:
    """A manifest and some rules; `plain`: of a case's acts and nothing besides."""
    manifest = draw(manifests())
    count = draw(st.integers(least, most))
    matters = MATTERS[: max(2, most // 2)]
    texts = [draw(rules(manifest, f"r{n}", matters, plain)) for n in range(1, count + 1)]
    return DrawnRuleset(manifest.anchor, manifest.text, "\n".join(texts))


@st.composite
def rules(draw: st.DrawFn, manifest: Manifest, name: str, matters: Sequence[str], plain: bool) -> str:
    """A rule with one to three duties and some qualifiers."""
    chinese = draw(st.booleans())
    duties: list[Duty] = []
    for _ in range(draw(st.sampled_from((1, 1, 2, 3)))):
        triggered = any(duty.triggered for duty in duties)
        checked = any(duty.check for duty in duties)
        if plain:
            duties.append(draw(_case_duties(manifest, chinese, triggered, _PLAIN_KINDS)))
        else:
            duties.append(draw(_duties(manifest, chinese, triggered, checked)))
    each = draw(st.integers(0, 7)) == 0
    matter = (f"各 {LIST}" if chinese else f"every {LIST}") if each else draw(st.sampled_from(matters))
    line = f"[{name}] {matter} {('，' if chinese else ', ').join(duty.text for duty in duties)}"
    return "\n".join([line, *(f"    {text}" for text in _qualifiers(draw, manifest, duties, plain))])


def _duties(manifest: Manifest, chinese: bool, triggered: bool, checked: bool) -> st.SearchStrategy[Duty]:
    calendar = _calendar_duties(manifest, chinese, bare=not triggered)
    case = _case_duties(manifest, chinese, triggered, _CASE_KINDS)
    return weighted((12, case), (6, calendar), (0 if checked else 1, _check(chinese)))


def _check(chinese: bool) -> st.SearchStrategy[Duty]:
    return st.just(Duty("核查 “答复是否全文公开”" if chinese else 'check "are replies published whole"', check=True))


def _either(draw: st.DrawFn, names: dict[str, str], chinese: bool, most: int = 2) -> str:
    chosen = draw(st.lists(st.sampled_from(tuple(names)), min_size=1, max_size=most, unique=True))
    return ("或" if chinese else " or ").join(names[name] if chinese else name for name in chosen)


@st.composite
def _case_duties(draw: st.DrawFn, manifest: Manifest, chinese: bool, triggered: bool, kinds: Sequence[str]) -> Duty:
    kind = draw(st.sampled_from(kinds))
    act, trigger = _either(draw, ACTS, chinese), _either(draw, TRIGGERS, chinese)
    share = draw(st.sampled_from(("", "", "", "50", "95", "66.7"))) if kinds is _CASE_KINDS else ""
    promptly = frozenset({manifest.promptly.unit}) if manifest.promptly else frozenset()
    units: frozenset[str] = frozenset()
    match kind:
        case "within":
            period, units = _period(draw, manifest, chinese)
            if draw(st.integers(0, 3)):
                text = f"{trigger}后{period}内{act}" if chinese else f"{act} within {period} of {trigger}"
            else:
                text = f"{period}内{act}" if chinese else f"{act} within {period}"
        case "by_column":
            column = draw(st.sampled_from((COLUMN, COLUMN, "截止")))
            text = f"{trigger}后按其{column}{act}" if chinese else f"{act} by its {column} of {trigger}"
        case "promptly":
            text, units = f"{trigger}后及时{act}" if chinese else f"{act} promptly after {trigger}", promptly
        case "after":
            text = f"{trigger}后{act}" if chinese else f"{act} after {trigger}"
        case "notice":
            period, _ = _period(draw, manifest, chinese)
            text = f"{trigger}前至少{period}{act}" if chinese else f"{act} at least {period} before {trigger}"
        case "before":
            text = f"{trigger}前{act}" if chinese else f"{act} before {trigger}"
        case "together":
            text = f"与{trigger}同步{act}" if chinese else f"{act} together with {trigger}"
        case _:
            figure = draw(figures(COUNTED)).said(chinese)
            lasting = _either(draw, LASTING, chinese)
            text = f"{lasting}不少于{figure}" if chinese else f"{lasting} for at least {figure}"
    if share and not (chinese and kind == "lasts"):
        text += f"率不低于{share}%" if chinese else f" for at least {share}% of cases"
    return Duty(text, triggered=kind != "lasts", units=units)


_PLAIN_KINDS = (*("within",) * 4, *("promptly",) * 2, *("by_column", "after", "notice", "before", "together"))
_CASE_KINDS = (*_PLAIN_KINDS, "lasts", "lasts")


def _period(draw: st.DrawFn, manifest: Manifest, chinese: bool) -> tuple[str, frozenset[str]]:
    if not draw(st.integers(0, 4)):
        return DURATION, manifest.units
    figure = draw(figures())
    return figure.said(chinese), frozenset({figure.unit})


@st.composite
def _calendar_duties(draw: st.DrawFn, manifest: Manifest, chinese: bool, bare: bool) -> Duty:
    kinds = ("by_date", "by_yearly", "periodic", "periodic_by", "periodic_within", "every", "count", "regularly")
    kind = draw(st.sampled_from((*kinds, "at_all", "promptly") if bare else kinds))
    act = _either(draw, ACTS, chinese)
    per = draw(st.sampled_from(tuple(PERS)))
    fine = False
    match kind:
        case "by_date":
            text = _by_date(draw, manifest.anchor, act, chinese)
        case "by_yearly":
            text = _by_yearly(draw, manifest.anchor, act, chinese)
        case "periodic":
            text, fine = f"{PERS[per][1]}{act}" if chinese else f"{act} {PERS[per][0]}", per in ("day", "week")
        case "periodic_by":
            day = draw(st.sampled_from((1, 10, 28, 29, 30, 31)))
            text = f"每月{day}日前{act}" if chinese else f"{act} monthly by day {day}"
        case "periodic_within":
            per = "week" if per == "day" else per
            unit = draw(st.sampled_from(COUNTED))
            figure = Figure(draw(st.integers(1, min(LONGEST[per], 12))), unit).said(chinese)
            text = f"{PERS[per][1]}结束后{figure}内{act}" if chinese else f"{act} {PERS[per][0]} within {figure}"
            fine = per == "week"
        case "every":
            n = draw(st.integers(1, 6))
            text, fine = f"{SEASON}每{n}日{act}" if chinese else f"{act} every {n} days during {SEASON}", True
        case "count":
            text, fine = _count(draw, act, chinese)
        case "regularly":
            text, fine = f"定期{act}" if chinese else f"{act} regularly", manifest.regularly == "week"
        case "promptly":
            text = f"及时{act}" if chinese else f"{act} promptly"
        case _:
            text = act
    return Duty(text, fine=fine)


def _by_date(draw: st.DrawFn, anchor: date, act: str, chinese: bool) -> str:
    day = anchor + timedelta(draw(st.integers(-2, 20)))
    match draw(st.sampled_from(("day", "day", "month", "year"))):
        case "day":
            return f"{day.year}年{day.month}月{day.day}日前{act}" if chinese else f"{act} by {day}"
        case "month":
            return f"{day.year}年{day.month}月底前{act}" if chinese else f"{act} by end of {day:%Y-%m}"
        case _:
            return f"{day.year}年底前{act}" if chinese else f"{act} by end of {day.year}"


def _by_yearly(draw: st.DrawFn, anchor: date, act: str, chinese: bool) -> str:
    day = anchor + timedelta(draw(st.integers(-2, 20)))
    if draw(st.booleans()):
        return f"每年{day.month}月底前{act}" if chinese else f"{act} by end of {day:%m} each year"
    if draw(st.integers(0, 3)) == 0:
        day = date(2016, 2, 29)
    return f"每年{day.month}月{day.day}日前{act}" if chinese else f"{act} by {day:%m-%d} each year"


def _count(draw: st.DrawFn, act: str, chinese: bool) -> tuple[str, bool]:
    per = draw(st.sampled_from(("week", "month", "quarter", "year")))
    times = draw(st.integers(1, 3))
    text = f"{PERS[per][1]}{act}不少于{times}次" if chinese else f"{act} at least {times} times a {per}"
    return text, per == "week"


def _qualifiers(draw: st.DrawFn, manifest: Manifest, duties: Sequence[Duty], plain: bool) -> list[str]:
    chinese = draw(st.booleans())
    lines = []

    def sometimes(odds: int, strategy: st.SearchStrategy[str]) -> None:
        if draw(st.integers(0, odds)) == 0:
            lines.append(draw(strategy))

    if plain:
        sometimes(3, _owners(chinese))
        return lines
    sometimes(5, _channels(chinese))
    sometimes(6, st.sampled_from((_elements(ELEMENTS, chinese), _elements(ELEMENTS[:1], chinese))))
    sometimes(8, conditions(chinese).map(lambda said: f"{'要求' if chinese else 'require'} {said}"))
    sometimes(6, conditions(chinese).map(lambda said: f"{'适用' if chinese else 'when'} {said}"))
    sometimes(3, _owners(chinese))
    sometimes(4, st.sampled_from(_grounds(chinese)))
    sometimes(3, st.just("允许零报告" if chinese else "nil allowed"))
    lines += _clocks(draw, frozenset().union(*(duty.units for duty in duties)), chinese)
    fine = any(duty.fine for duty in duties)
    if fine or draw(st.integers(0, 4)) == 0:
        lines.append(draw(_effective(manifest.anchor, fine, chinese)))
    return lines


@st.composite
def _channels(draw: st.DrawFn, chinese: bool) -> str:
    a, b, c = draw(st.permutations(("门户网站", *CHANNELS[1:])))
    both, either, word = ("和", "或", "渠道") if chinese else ("and", "or", "on")
    said = draw(st.sampled_from((a, f"{a} {both} {b}", f"{a} {either} {b}", f"({a} {either} {b}) {both} {c}")))
    return f"{word} {said}"


def _elements(names: Sequence[str], chinese: bool) -> str:
    return f"内容 {'、'.join(names)}" if chinese else f"containing {', '.join(names)}"


def _grounds(chinese: bool) -> tuple[str, ...]:
    a, b = "涉密", GROUNDS[1]
    return (
        (f"除外 {a}", f"除外 {b}", f"除外 {a}、{b}") if chinese else (f"except {a}", f"except {b}", f"except {a}, {b}")
    )


@st.composite
def _owners(draw: st.DrawFn, chinese: bool) -> str:
    names = draw(st.lists(st.sampled_from(AGENCIES), min_size=1, max_size=3, unique=True))
    names = ["市财政局" if name == "财政局" and draw(st.integers(0, 3)) == 0 else name for name in names]
    kind = draw(st.sampled_from(("each", "each", "any", "group")))
    if kind == "group":
        return f"责任 各{GROUP}" if chinese else f"by every {GROUP}"
    if kind == "any":
        return f"责任 {'、'.join(names)} 之一" if chinese else f"by any of {', '.join(names)}"
    return f"责任 {'、'.join(names)}" if chinese else f"by {', '.join(names)}"


def _clocks(draw: st.DrawFn, units: frozenset[str], chinese: bool) -> list[str]:
    """The clock's qualifiers that rules with figures in these units may have."""
    if not units:
        return []
    lines = []
    pausable = units <= PAUSABLE
    if draw(st.integers(0, 2)) == 0:
        by = _clock_action(draw, "补正", (" 或 " if chinese else " or "))
        lines.append(f"重新起算 {by}" if chinese else f"restarted by {by}")
    if pausable and draw(st.integers(0, 1)) == 0:
        a, b = _clock_action(draw, "征求第三方意见"), _clock_action(draw, "第三方答复")
        lines.append(f"中止 自 {a} 至 {b}" if chinese else f"paused from {a} to {b}")
    if draw(st.integers(0, 2)) == 0:
        figure = draw(figures(("workday", "day", "week") if pausable else tuple(UNITS)))
        on = _clock_action(draw, "延期", (" 或 " if chinese else " or "))
        lines.append(f"延长 {figure.said(True)} 因 {on}" if chinese else f"extended by {figure.said(False)} on {on}")
    return lines


def _clock_action(draw: st.DrawFn, usual: str, either: str = "") -> str:
    """What changes a clock: mostly an action of its own, at times one that also triggers or fulfils, or one of two."""
    if draw(st.integers(0, 5)):
        return usual
    other = draw(st.sampled_from((*TRIGGERS, *ACTS)))
    return f"{usual}{either}{other}" if either and draw(st.booleans()) else other


@st.composite
def _effective(draw: st.DrawFn, anchor: date, fine: bool, chinese: bool) -> str:
    start = anchor + timedelta(draw(st.sampled_from((-9, 0, 2))))
    end = start + timedelta(draw(st.integers(0, 30)))
    word = "施行" if chinese else "effective"
    if not fine and draw(st.booleans()):
        said = draw(st.sampled_from((f"自 {start}", f"至 {end}") if chinese else (f"from {start}", f"to {end}")))
        return f"{word} {said}"
    return f"{word} {start} 至 {end}" if chinese else f"{word} {start} to {end}"
