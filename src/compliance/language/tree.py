"""The syntax tree: one class a duty and a qualifier, with the names and in the order of `grammar.lark`.

Both spellings of a rule give the same tree; spans do not take part in equality.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from compliance.calendars.figure import Figure, Per, Unit
from compliance.findings.verdict import Modality, Verdict

__all__ = ["Figure", "Modality", "Per", "Unit", "Verdict"]


@dataclass(frozen=True)
class Span:
    """A place in a rules file: `line` and `column` from 1, in the file's own characters."""

    line: int
    column: int
    length: int


@dataclass(frozen=True)
class Name:
    """A matter, action, channel, element, agency, ground, column or value.

    `text` is the canonical name where a vocabulary knows the word, so that both spellings and all aliases give the same
    tree; else the word as written. Quotes are taken off.
    """

    text: str
    span: Span | None = field(default=None, compare=False)
    quoted: bool = field(default=False, compare=False)
    written: str = field(default="", compare=False)
    """The word as the user wrote it, quotes taken off."""


Names: TypeAlias = tuple[Name, ...]


# Duties. `actions` are alternatives: an event of any fulfils; where none is written, `publish` without a span.
# `triggers` are alternatives too: an event of any activates; empty where none is written.


@dataclass(frozen=True)
class Within:
    """`publish within 20 days of approval`, 批准后20日内公开. `period` is a figure or the name of a dated one."""

    actions: Names
    period: Figure | Name
    triggers: Names
    share: float | None = None
    """The share of cases that must be met, 0 to 1; None: each case must."""


@dataclass(frozen=True)
class ByColumn:
    """`reply by its 承诺期限 of request`, 申请后按其承诺期限答复."""

    actions: Names
    column: Name
    triggers: Names
    share: float | None = None


@dataclass(frozen=True)
class Promptly:
    """`publish promptly after change`, 变更后及时公开."""

    actions: Names
    triggers: Names
    share: float | None = None


@dataclass(frozen=True)
class After:
    """`publish after accept`, 验收后公告."""

    actions: Names
    triggers: Names
    share: float | None = None


@dataclass(frozen=True)
class Notice:
    """`publish at least 7 days before meeting`, 会议7日前公开."""

    actions: Names
    period: Figure | Name
    triggers: Names
    share: float | None = None


@dataclass(frozen=True)
class Before:
    """`publicize before accept`, 验收前公示."""

    actions: Names
    triggers: Names
    share: float | None = None


@dataclass(frozen=True)
class Together:
    """`interpret together with publish`, 与公开同步解读."""

    actions: Names
    triggers: Names
    share: float | None = None


@dataclass(frozen=True)
class Lasts:
    """`consult for at least 20 days`, 征求意见不少于20日."""

    actions: Names
    period: Figure | Name
    share: float | None = None


@dataclass(frozen=True)
class ByDate:
    """`accept by 2018-09-30`, 2018年9月底前验收: the end of that day."""

    actions: Names
    date: date
    stated: Literal["day", "month", "year"] = field(default="day", compare=False)
    """How the day was stated: itself, or as the end of a month or a year."""


@dataclass(frozen=True)
class ByYearly:
    """`publish by 01-31 each year`; `day` None: the month's last."""

    actions: Names
    month: int
    day: int | None


@dataclass(frozen=True)
class Periodic:
    """`publish monthly`, 每月公开."""

    actions: Names
    per: Per


@dataclass(frozen=True)
class PeriodicBy:
    """`publish monthly by day 10`, 每月10日前公开."""

    actions: Names
    day: int


@dataclass(frozen=True)
class PeriodicWithin:
    """`publish monthly within 15 days`, 每月结束后15日内公开."""

    actions: Names
    per: Per
    period: Figure | Name


@dataclass(frozen=True)
class Every:
    """`publish every 5 days during 收购旺季`, 收购旺季每5日公布. `n` counts days."""

    actions: Names
    n: int
    season: Name


@dataclass(frozen=True)
class Count:
    """`interpret at least 3 times a year`, 每年解读不少于3次."""

    actions: Names
    times: int
    per: Per


@dataclass(frozen=True)
class Regularly:
    """`publish regularly`, 定期公开."""

    actions: Names


@dataclass(frozen=True)
class AtAll:
    """`publish`, 公开."""

    actions: Names


@dataclass(frozen=True)
class Check:
    """`check "答复是否全文公开"`: a person judges."""

    text: str


CaseDuty: TypeAlias = Within | ByColumn | Promptly | After | Notice | Before | Together | Lasts
CalendarDuty: TypeAlias = (
    ByDate | ByYearly | Periodic | PeriodicBy | PeriodicWithin | Every | Count | Regularly | AtAll | Check
)
Duty: TypeAlias = CaseDuty | CalendarDuty


# Conditions of `when` and `require`.


@dataclass(frozen=True)
class Compare:
    """`COLUMN OP VALUE`: `op` is `=` `!=` `<` `<=` `>` `>=` `contains` `in`; only `in` has several values."""

    column: Name
    op: str
    values: Names


@dataclass(frozen=True)
class IsEmpty:
    """`COLUMN is empty`, 为空."""

    column: Name


@dataclass(frozen=True)
class Not:
    """`not CONDITION`, 非."""

    condition: Condition


@dataclass(frozen=True)
class And:
    """`A and B`, 且."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Or:
    """`A or B`, 或."""

    conditions: tuple[Condition, ...]


Condition: TypeAlias = Compare | IsEmpty | Not | And | Or


# Qualifiers, in the order in which the canonical layout writes them.


@dataclass(frozen=True)
class On:
    """`on (A or B) and C`: all groups, any member of each."""

    groups: tuple[Names, ...]


@dataclass(frozen=True)
class Containing:
    """`containing A, B`, 内容 A、B: all of them."""

    elements: Names


@dataclass(frozen=True)
class Require:
    """`require 权重 >= 5%`, 要求 权重 不低于 5%."""

    condition: Condition
    text: str = field(default="", compare=False)
    """The condition as written."""


@dataclass(frozen=True)
class When:
    """`when 级别 in (重大)`, 适用 级别 属于 (重大)."""

    condition: Condition
    text: str = field(default="", compare=False)


@dataclass(frozen=True)
class By:
    """`by 财政局, 审计局`; `by every 市直部门` (groups); `by any of 财政局, 审计局` (`any_of`)."""

    agencies: Names
    groups: Names = ()
    any_of: bool = False


@dataclass(frozen=True)
class Restarted:
    """`restarted by 补正`, 重新起算 补正."""

    actions: Names


@dataclass(frozen=True)
class Paused:
    """`paused from A to B`, 中止 自 A 至 B."""

    start: Name
    end: Name


@dataclass(frozen=True)
class Extended:
    """`extended by 20 working days on 延期`, 延长 20个工作日 因 延期."""

    period: Figure
    actions: Names


@dataclass(frozen=True)
class Nil:
    """`nil allowed`, 允许零报告."""


@dataclass(frozen=True)
class Except:
    """`except 国家秘密, 商业秘密`, 除外 国家秘密、商业秘密."""

    grounds: Names


@dataclass(frozen=True)
class Binding:
    """`must`, `should`, `may`; 必须, 原则上, 鼓励."""

    modality: Modality


@dataclass(frozen=True)
class Cite:
    """`cite 一(五)`, 依据 一(五): to the end of its line or `;`."""

    text: str


@dataclass(frozen=True)
class Title:
    """`title "…"`, 标题 “…”."""

    text: str


@dataclass(frozen=True)
class Weight:
    """`weight 5`, 权重 5."""

    value: float


@dataclass(frozen=True)
class Effective:
    """`effective 2018-08-08 to 2018-12-31`, 施行 2018-08-08 至 2018-12-31; None: open."""

    start: date | None
    end: date | None


Qualifier: TypeAlias = (
    On
    | Containing
    | Require
    | When
    | By
    | Restarted
    | Paused
    | Extended
    | Nil
    | Except
    | Binding
    | Cite
    | Title
    | Weight
    | Effective
)


# Examples.


@dataclass(frozen=True)
class ExampleEvent:
    """An event line of an example: `publish 2018-01-30 on 政府网站 containing 三公经费`. Times stay text."""

    action: Name
    time: str
    until: str | None = None
    channels: Names = ()
    elements: Names = ()
    agency: Name | None = None
    exemption: Name | None = None
    period: str | None = None
    case: str | None = None
    result: str | None = None
    attributes: tuple[tuple[Name, Name], ...] = ()
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Expected:
    """`met`, or `2018-03 missing`: a verdict, with the period it is spoken of where one is named."""

    verdict: Verdict
    period: str | None = None


@dataclass(frozen=True)
class Example:
    """`example "…"` with its events, `as of` and `=>`."""

    title: str
    events: tuple[ExampleEvent, ...]
    as_of: str | None
    expected: tuple[Expected, ...]
    span: Span | None = field(default=None, compare=False)


# Rules.


@dataclass(frozen=True)
class Rule:
    """One rule. `id` None: the matter's name is the id. `each`: `matter` is a list, one rule for each member."""

    id: str | None
    matter: Name
    each: bool
    duties: tuple[Duty, ...]
    qualifiers: tuple[Qualifier, ...]
    examples: tuple[Example, ...] = ()
    text: str = field(default="", compare=False)
    """The rule's own line, without its id."""
    duty_texts: tuple[str, ...] = field(default=(), compare=False)
    """Each duty as written."""
    duty_spans: tuple[Span, ...] = field(default=(), compare=False)
    qualifier_spans: tuple[Span, ...] = field(default=(), compare=False)
    """Where each qualifier stands. `qualifiers` are in the order of the classes above, not in that of the file."""
    comments: tuple[tuple[int, str], ...] = field(default=(), compare=False)
    """Comments by line of the file, each with its `#`."""
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True)
class RuleFile:
    """One `.rules` file: its rules in the order written, and the comments that stand outside any rule, by line."""

    file: str
    rules: tuple[Rule, ...]
    comments: tuple[tuple[int, str], ...] = field(default=(), compare=False)
