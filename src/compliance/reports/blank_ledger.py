"""A blank ledger for what a ruleset asks: its columns with drop-downs, a page that explains them, and the lists behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from compliance.calendars import Unit
from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.render import width
from compliance.engine.truths import attribute_key, columns_asked
from compliance.findings.acts import action
from compliance.log.headers import HEADERS, milestone_of, role_of
from compliance.log.model import Role
from compliance.reports.packing import workbook
from compliance.reports.tidy import tidy
from compliance.rulesets.model import CheckedRule, Ruleset

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS = 2000
"""Rows below the head that have drop-downs and formats."""
RULES_NAMED = 8
"""Rules that the explanation of a column names."""
STAMP = datetime(2000, 1, 1)
"""The date of making that every such workbook has, so that the same ruleset gives the same bytes."""

SHEETS = (Text("台账", "ledger"), Text("填写说明", "how to fill in"), Text("词表", "lists"))
EXPLAINED = (Text("栏目", "column"), Text("填写什么", "what to enter"), Text("哪些规则要用", "rules that ask for it"))
SAID = {
    Role.CASE: Text("同一件事的编号，每件一行；文号、流水号均可", "the number of the case, a row each"),
    Role.MATTER: Text("从列表中选择，写法与规则一致", "choose from the list, as the rules call it"),
    Role.AGENCY: Text("责任单位，从列表中选择", "who is responsible; choose from the list"),
    Role.CHANNEL: Text("在哪里公开；有几个的用“、”隔开", "where it was published; several with “;” between"),
    Role.ELEMENTS: Text(
        "公开内容里有哪些要素；有几个的用“、”隔开，写法见词表",
        "what the publication contains; several with “;” between, as in the lists",
    ),
    Role.UNTIL: Text("征求意见、公示等到哪一天为止", "the last day of a consultation or notice"),
    Role.EXEMPTION: Text(
        "不予公开的，从列表中选择理由；公开的留空",
        "the ground for not publishing, from the list; empty where it is published",
    ),
    Role.PERIOD: Text(
        "定期公开的，所属的年、季、月，如 2018Q1、2018-03", "the period of what recurs: 2018, 2018Q1, 2018-03"
    ),
    Role.RESULT: Text(
        "自查的结果：是、否；这样的一行，事项选规则的编号",
        "what was found: yes or no; the matter of such a row is the rule's id",
    ),
    Role.URL: Text("公开的网址，作为证据", "the address, as evidence"),
    Role.NOTE: Text("备注，检查时不用", "not used by the check"),
}
CHINESE = {
    Role.CASE: "案件编号",
    Role.AGENCY: "责任单位",
    Role.CHANNEL: "公开渠道",
    Role.ELEMENTS: "公开内容",
    Role.RESULT: "自查结果",
}
"""What offices call these columns; the others have the first name that the log is read by."""
DATED = Text("这一环节完成的日期；没有的留空。要按小时计算的，写明时刻", "when it was done; empty where it was not")
TIMED = Text(
    "这一环节的日期和时刻（按小时计算）；没有的留空", "the date and time of day (hours count); empty where none"
)
ASKED = Text("规则要用的其他情况", "what some rule asks besides")
CHOICES: Mapping[Language, tuple[str, str]] = {"zh": ("是", "否"), "en": ("yes", "no")}


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the ledger: its head, what is entered, the rules that need it, its choices, and whether it is a date."""

    name: str
    said: Text
    rules: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    only: bool = False
    """Whether something that is not among the choices is questioned."""
    date: str = ""
    """The format of a date; empty: text."""


def blank_ledger(ruleset: Ruleset, language: Language, out: BinaryIO) -> None:
    """Writes the workbook (.xlsx)."""
    with workbook(out, in_memory=True) as book:
        book.set_properties({"title": tidy(ruleset.title), "created": STAMP})
        ledger, explained, lists = (book.add_worksheet(name.said(language)) for name in SHEETS)
        columns = heads(ruleset, language)
        ranges = _lists(book, lists, columns, language)
        _ledger(book, ledger, columns, ranges, language)
        _explained(book, explained, ruleset, columns, language)


def heads(ruleset: Ruleset, language: Language) -> list[Head]:
    """The columns: what the case is, when each step was done, and what else the rules ask for."""
    rules = ruleset.rules
    whose = tuple(dict.fromkeys((*ruleset.agencies, *(owner for rule in rules for owner in rule.owners or ()))))
    matters = dict.fromkeys((*(rule.matter for rule in rules), *(rule.id for rule in _checks(rules))))
    first = [
        _head(Role.CASE, language),
        _head(Role.MATTER, language, choices=tuple(matters), only=True),
        _head(Role.AGENCY, language, choices=whose, only=True),
    ]
    asked = _asked(ruleset)
    return [*first, *_milestones(ruleset, asked, language), *_extras(ruleset, asked, language)]


def _asked(ruleset: Ruleset) -> dict[str, tuple[str, list[str]]]:
    """The columns that conditions and `by its` speak of: what the log keeps each under, its name, and the rules."""
    found: dict[str, tuple[str, list[str]]] = {}
    for rule, column in columns_asked(ruleset):
        _, rules = found.setdefault(attribute_key(column), (column, []))
        if rule.id not in rules:
            rules.append(rule.id)
    return found


def _head(
    role: Role, language: Language, rules: Sequence[str] = (), choices: Sequence[str] = (), only: bool = False
) -> Head:
    name = {"zh": CHINESE.get(role, HEADERS[role][1]), "en": HEADERS[role][0]}[language]
    return Head(name, SAID[role], tuple(rules), tuple(choices), only)


def _milestones(ruleset: Ruleset, asked: Mapping[str, tuple[str, list[str]]], language: Language) -> Iterator[Head]:
    """A date for each action: those that start a clock before those that stop one, the most used first.

    Where a condition speaks of such a date (要求 公开日期 >= …), that is its head: one thing has one column.
    """
    starts: Counter[str] = Counter(a for rule in ruleset.rules for duty in rule.duties for a in duty.triggers)
    acts: Counter[str] = Counter(a for rule in ruleset.rules for a in _acts(rule))
    hours = (Unit.HOUR, Unit.MINUTE)
    timed = {
        name
        for rule in ruleset.rules
        for duty in rule.duties
        if any(dated.figure.unit in hours for dated in duty.figures)
        for name in (*duty.actions, *duty.triggers)
    }
    named: dict[str, tuple[str, list[str]]] = {}
    for column, rules in asked.values():
        if role_of(column) is None and (name := milestone_of(column, ruleset.vocabulary.actions)):
            named.setdefault(name, (column, rules))
    for name in dict.fromkeys([*(n for n, _ in starts.most_common()), *(n for n, _ in acts.most_common()), *named]):
        own = Text(f"{action(name).zh}日期", f"{name} date").said(language)
        title, asking = named.get(name, (own, []))
        using = [rule.id for rule in ruleset.rules if name in (*_acts(rule), *_triggers(rule)) or rule.id in asking]
        exact = name in timed
        yield Head(title, TIMED if exact else DATED, tuple(using), date="yyyy-mm-dd hh:mm" if exact else "yyyy-mm-dd")


def _checks(rules: Sequence[CheckedRule]) -> list[CheckedRule]:
    """Rules with a question that a person answers: the matter of an answer is the rule's id."""
    return [rule for rule in rules if any(duty.kind == "check" for duty in rule.duties)]


def _acts(rule: CheckedRule) -> Iterator[str]:
    for duty in rule.duties:
        yield from duty.actions
    yield from rule.restarted
    yield from rule.paused or ()
    yield from rule.extended.actions if rule.extended else ()
    if rule.nil:
        yield "nil"


def _triggers(rule: CheckedRule) -> Iterator[str]:
    for duty in rule.duties:
        yield from duty.triggers


def _extras(ruleset: Ruleset, asked: Mapping[str, tuple[str, list[str]]], language: Language) -> Iterator[Head]:
    """What else goes with a row, as far as some rule asks for it, be it in a condition."""
    rules = ruleset.rules

    def asking(
        wanted: Sequence[CheckedRule], role: Role, choices: Sequence[str] = (), only: bool = False
    ) -> Iterator[Head]:
        ids = {*(rule.id for rule in wanted), *asked.get(role.value, ("", []))[1]}
        if ids:
            yield _head(role, language, [rule.id for rule in rules if rule.id in ids], choices, only)

    channels = dict.fromkeys(channel for rule in rules for group in rule.channels for channel in group)
    elements = dict.fromkeys(element for rule in rules for element in rule.elements)
    grounds = dict.fromkeys([*ruleset.default_grounds, *(ground for rule in rules for ground in rule.grounds or ())])
    yield from asking([rule for rule in rules if rule.channels], Role.CHANNEL, tuple(channels))
    yield from asking([rule for rule in rules if rule.elements], Role.ELEMENTS, tuple(elements))
    lasting = [rule for rule in rules if any(duty.kind == "lasts" for duty in rule.duties)]
    yield from asking(lasting, Role.UNTIL)
    released = [rule for rule in rules if (ruleset.default_grounds if rule.grounds is None else rule.grounds)]
    yield from asking(released, Role.EXEMPTION, tuple(grounds), only=True)
    recurring = [rule for rule in rules if any(duty.per or duty.month_day for duty in rule.duties)]
    yield from asking(recurring, Role.PERIOD)
    yield from asking(_checks(rules), Role.RESULT, CHOICES[language])
    for name, using in sorted(asked.values()):
        if role_of(name) is None and milestone_of(name, ruleset.vocabulary.actions) is None:
            yield Head(name, ASKED, tuple(using))
    yield _head(Role.URL, language)
    yield _head(Role.NOTE, language)


def _lists(book: Workbook, sheet: Worksheet, columns: Sequence[Head], language: Language) -> dict[str, str]:
    """Writes the lists, a column each; where each lies, for the drop-downs."""
    bold = book.add_format({"bold": True, "bottom": 1})
    ranges = {}
    for n, head in enumerate(column for column in columns if column.choices):
        sheet.write_string(0, n, head.name, bold)
        for row, choice in enumerate(head.choices, 1):
            sheet.write_string(row, n, tidy(choice))
        sheet.set_column(n, n, min(60, 2 + max(width(text) for text in (head.name, *head.choices))))
        letter = _letter(n)
        ranges[head.name] = f"='{SHEETS[2].said(language)}'!${letter}$2:${letter}${len(head.choices) + 1}"
    sheet.freeze_panes(1, 0)
    return ranges


def _ledger(
    book: Workbook, sheet: Worksheet, columns: Sequence[Head], ranges: dict[str, str], language: Language
) -> None:
    """The head and the empty rows: dates as dates, everything else as text, so that 007 stays 007."""
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F4F6F8", "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@"})
    for n, head in enumerate(columns):
        sheet.write_string(0, n, head.name, bold)
        body = book.add_format({"num_format": head.date}) if head.date else text
        wide = 17 if head.date.endswith("mm") else max(12, min(40, 2 + width(head.name)))
        sheet.set_column(n, n, 30 if head.choices and n < 3 else wide, body)
        if head.name in ranges:
            sheet.data_validation(1, n, ROWS, n, _choice(head, ranges[head.name], language))
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, ROWS, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)


def _choice(head: Head, source: str, language: Language) -> dict[str, object]:
    """A drop-down. What is not on a list can be right all the same: it is questioned at most, never forbidden."""
    title, words = (
        Text("不在列表中", "not on the list"),
        Text("列表中没有这一项，检查时可能认不出来。仍要填写吗？", "The check may not know it. Enter it all the same?"),
    )
    return {
        "validate": "list",
        "source": source,
        "show_error": head.only,
        "error_type": "warning",
        "error_title": title.said(language),
        "error_message": words.said(language),
    }


def _explained(book: Workbook, sheet: Worksheet, ruleset: Ruleset, columns: Sequence[Head], language: Language) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, tidy(f"{ruleset.title} ({ruleset.id})"), book.add_format({"bold": True, "font_size": 14}))
    how = Text(
        f"每件一行填在“{SHEETS[0].zh}”里，表头不要改。填好以后：compliance check 台账.xlsx -r {ruleset.id}",
        f"A row a case on the sheet “{SHEETS[0].en}”; leave the heads as they are. "
        f"When filled in: compliance check ledger.xlsx -r {ruleset.id}",
    )
    sheet.write_string(1, 0, tidy(how.said(language)))
    for n, name in enumerate(EXPLAINED):
        sheet.write_string(3, n, name.said(language), bold)
    for row, head in enumerate(columns, 4):
        rules = Text("、", ", ").said(language).join(tidy(rule) for rule in head.rules[:RULES_NAMED])
        more = " …" if len(head.rules) > RULES_NAMED else ""
        for n, cell in enumerate((head.name, head.said.said(language), rules + more)):
            sheet.write_string(row, n, cell, wrapped)
    for n, wide in enumerate((18, 60, 60)):
        sheet.set_column(n, n, wide)


def _letter(column: int) -> str:
    """The letters of a column from 0: A, Z, AA."""
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))
