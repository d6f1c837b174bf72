"""How a finding came about, in words: a numbered list of steps, as text for a terminal and as blocks for other formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from compliance.calendars.durations import figure_words
from compliance.calendars.interval import Interval
from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.render import width
from compliance.findings import Source
from compliance.findings.acts import action
from compliance.findings.derivation import Atom, Count, Derivation, Record, Ruling
from compliance.findings.phrases import (
    CLOCK_UNITS,
    deadline,
    duration_name,
    instant,
    ordinal,
    period,
    plain,
    quoted,
    stamp,
    where,
)
from compliance.findings.waiver import Standing
from compliance.findings.words import lacking, lateness
from compliance.log.headers import HEADERS
from compliance.reports.called import case_or_period
from compliance.reports.strip import calendar
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.reports.wrap import padded, wrapped

LINES = {ruling: number for number, ruling in enumerate(list(Ruling)[:9], 1)}
"""Which line of the table of verdicts each ruling is; duties that are judged in another way have none."""
COLUMNS = {role.value: headers[1] for role, headers in HEADERS.items()}
"""What the columns of a log are called in Chinese, by their English names."""
KINDS = {
    "act": Text("", ""),
    "channel": Text("渠道 ", "channel "),
    "element": Text("内容 ", "content "),
    "requirement": Text("要求 ", "requirement "),
}


class Step(NamedTuple):
    """One step: its name, and below each other sentences and counts whose days are shown."""

    name: Text
    parts: tuple[Text | Count, ...]


def steps(found: Derivation) -> tuple[Step, ...]:
    """The steps of a derivation that there is something to say of."""
    return _made(found, (_clause, _start, *FROM_THE_COUNT))


def brief_steps(found: Derivation) -> tuple[Step, ...]:
    """The same without what stands beside it in a report: clause, trigger, due date, act and verdict."""
    return _made(found, BESIDES)


def recorded(found: Derivation, single: str | None = None) -> tuple[Step, ...]:
    """The rows of the log that it rests on, each with its cells as they stand there; `single`: the log's only file."""
    acts = [atom.record for atom in found.atoms if atom.record]
    rows: dict[Source, dict[str, str]] = {}
    for record in [*([found.trigger] if found.trigger else []), *acts, *([found.claim] if found.claim else [])]:
        rows.setdefault(record.source, {}).update(record.cells)
    said = [_row(source, cells, source.file == single) for source, cells in rows.items() if cells]
    return (Step(Text("记录", "Record"), tuple(said)),) if said else ()


def _row(source: Source, cells: Mapping[str, str], alone: bool) -> Text:
    file = Text("", "") if alone else Text(tidy(source.file), f"{tidy(source.file)} ")
    zh = "，".join(f"{_header(name).zh}“{tidy(text)}”" for name, text in cells.items())
    en = ", ".join(f"{_header(name).en} “{tidy(text)}”" for name, text in cells.items())
    return Text(f"{file.zh}第{source.row}行 {zh}", f"{file.en}row {source.row}: {en}")


def _made(found: Derivation, makers: Iterable[Callable[[Derivation], Step]]) -> tuple[Step, ...]:
    every = (make(found) for make in makers)
    return tuple(step for step in every if step.parts)


def render(derivations: Sequence[Derivation], language: Language, columns: int = 80) -> str:
    """All of them as text, with a newline at the end."""
    return "\n".join("\n".join(_lines(found, language, columns)) + "\n" for found in derivations)


def _lines(found: Derivation, language: Language, columns: int) -> Iterator[str]:
    finding = found.finding
    parts = [f"[{finding.rule}] {finding.title or finding.matter}", finding.agency, case_or_period(finding, language)]
    parts.append(finding.verdict.words.said(language))
    yield from wrapped("  ".join(tidy(part) for part in parts if part), columns, "", "    ")
    yield "=" * columns
    listed = steps(found)
    label = max(width(step.name.said(language)) for step in listed) + 5
    for number, step in enumerate(listed, 1):
        first = padded(f"{number}  {step.name.said(language)}", label)
        for part in step.parts:
            if isinstance(part, Count):
                for line in calendar(part, language):
                    yield from [f"  {line}"] if width(line) + 2 <= columns else wrapped(line, columns, "  ", "    ")
            else:
                yield from wrapped(tidy(part.said(language), LONGEST_REASON), columns, first, " " * label)
                first = " " * label


def _clause(found: Derivation) -> Step:
    clause = found.clause
    said = [plain(clause.duty_text or clause.text)]
    if clause.citation:
        said.append(Text(f"依据 {clause.citation}", f"cites {clause.citation}"))
    said.append(
        Text(
            f"{clause.title}（{clause.ruleset}），规则 {clause.rule} 第{clause.duty}项，{clause.file}第{clause.line}行",
            f"{clause.title} ({clause.ruleset}), rule {clause.rule}, duty {clause.duty}, {clause.file} line {clause.line}",
        )
    )
    said.append(Text(f"时间范围 {clause.first}至{clause.last}", f"range {clause.first} to {clause.last}"))
    return Step(Text("条款", "Clause"), tuple(said))


def _start(found: Derivation) -> Step:
    """The record that activated it, or the period of a calendar duty."""
    if found.trigger:
        return Step(Text("起算", "Trigger"), (_happened(found.trigger), _cells(found.trigger)))
    said = [period(found.finding.period or "")]
    if found.candidates:
        counting = _counting(*found.candidates)
        if found.finding.kind == "periodic_within":
            counting = Text(
                f"写明所属期的按所属期；没有写明的，{counting.zh}",
                f"by the period that a record states; of others, {counting.en}",
            )
        said.append(counting)
    return Step(Text("期间", "Period"), tuple(said))


def _counting(first: date, last: date) -> Text:
    if last == date.max:
        return Text("不论时间的记录都计入", "records of any time count")
    if first == date.min:
        return Text(f"{last}以前的记录都计入", f"records up to {last} count")
    return Text(f"{first}至{last}的记录计入", f"records from {first} to {last} count")


def _happened(record: Record) -> Text:
    """2018-08-08 批准（log.csv第3行）."""
    time, words, place = stamp(record.time), action(record.action), where(record.source)
    return Text(f"{time.zh} {words.zh}{place.zh}", f"{time.en} {words.en}{place.en}")


def _cells(record: Record) -> Text:
    """The row as it stands in the log."""
    zh = "；".join(f"{_header(name).zh} {tidy(text)}" for name, text in record.cells)
    en = "; ".join(f"{_header(name).en} {tidy(text)}" for name, text in record.cells)
    return Text(f"记录：{zh}", f"record: {en}")


def _header(name: str) -> Text:
    """A column's name in both languages; one of the log's own as it stands there."""
    known = COLUMNS.get(name)
    return Text(known, name) if known else plain(tidy(name))


def _restarts(found: Derivation) -> Step:
    said = []
    for restart in found.restarts:
        event = _happened(restart.record)
        if restart.counts:
            said.append(Text(f"{event.zh}，自此重新起算", f"{event.en}: counted anew from here"))
        else:
            said.append(
                Text(f"{event.zh}，当时已过期，不重新起算", f"{event.en}: past due by then, so it does not count")
            )
    return Step(Text("重新起算", "Restarts"), tuple(said))


def _not_extended(found: Derivation) -> Step:
    """What extended it is told where it is counted."""
    late = Text("当时已过期，不延长", "past due by then, so it does not extend the term")
    again = Text("已延长过一次，不再延长", "it was extended once already, and is not again")
    why = again if any(extension.counts for extension in found.extensions) else late
    said = [
        Text(f"{event.zh}，{why.zh}", f"{event.en}: {why.en}")
        for event in (_happened(extension.record) for extension in found.extensions if not extension.counts)
    ]
    return Step(Text("延长", "Extensions"), tuple(said))


def _pauses(found: Derivation) -> Step:
    said = []
    for pause in found.pauses:
        if pause.last is None:
            said.append(Text(f"{pause.first}之后一直中止", f"stands still since {pause.first}, with no end yet"))
        else:
            said.append(
                Text(
                    f"{pause.first}之后至{pause.last}中止，不计", f"stands still after {pause.first} up to {pause.last}"
                )
            )
    return Step(Text("中止", "Pauses"), tuple(said))


def _count(found: Derivation) -> Step:
    facts = found.facts
    said: list[Text | Count] = []
    if facts.named and facts.figure:
        means, cite = figure_words(facts.figure), f"（{facts.named_cite}）" if facts.named_cite else ""
        cited = f" ({facts.named_cite})" if facts.named_cite else ""
        named = duration_name(facts.named)
        said.append(Text(f"“{named.zh}”按{means.zh}计{cite}", f"“{named.en}” means {means.en}{cited}"))
    if facts.column and facts.due:
        said.append(Text(f"期限写在“{facts.column}”栏", f"the time is stated in the column “{facts.column}”"))
    for count in found.counts:
        said += [_counted(found, count), count] if len(count.days) > 1 else [_counted(found, count)]
    return Step(Text("计算", "Count"), tuple(said))


def _counted(found: Derivation, count: Count) -> Text:
    figure, start = figure_words(count.figure), _moment(count)
    if count.figure.unit in CLOCK_UNITS or not count.days:
        sign = "－" if count.back else "＋"
        end = instant(count.end) if count.end else "？"
        return Text(f"{start} {sign} {figure.zh} ＝ {end}", f"{start} {'-' if count.back else '+'} {figure.en} = {end}")
    if count.extension:
        event = found.facts.extended
        because = where(event.source) if event else plain("")
        words, time = (action(event.action), stamp(event.time)) if event else (plain(""), plain(""))
        return Text(
            f"{time.zh} {words.zh}{because.zh}，接着数{figure.zh}",
            f"{words.en} on {time.en}{because.en}: {figure.en} more from there",
        )
    if count.back:
        return Text(f"自{start}的前一日起，向前数{figure.zh}", f"{figure.en} counted back from the day before {start}")
    if found.facts.kind == "lasts":
        return Text(f"自{start}的次日起数到截止日", f"counted from the day after {start} to the end stated")
    return Text(f"自{start}的次日起，数{figure.zh}", f"{figure.en} counted from the day after {start}")


def _moment(count: Count) -> str:
    """What is counted from: to the minute of hours, else the day."""
    if count.figure.unit in CLOCK_UNITS:
        return stamp(Interval.exact(count.start)).zh
    return count.start.date().isoformat()


def _due(found: Derivation) -> Step:
    facts, name = found.facts, Text("到期", "Due")
    if facts.standing_since:
        return Step(name, (Text("时限中止，没有到期日", "the clock stands still, so there is no due date"),))
    if facts.due is None:
        return Step(name, ())
    day = deadline(facts.due)
    if facts.moved_from and facts.due.lo == facts.due.hi:
        return Step(
            name,
            (
                Text(
                    f"{facts.moved_from}是休息日，顺延至{day.zh}",
                    f"{facts.moved_from} is a day off, so it moves to {day.en}",
                ),
            ),
        )
    return Step(name, (day,))


def _atoms(found: Derivation) -> Step:
    said = [_atom(atom, found.trigger) for atom in found.atoms]
    for n, act in enumerate(found.acts, 1):
        event = _happened(act)
        said.append(Text(f"第{n}次 {event.zh}", f"{ordinal(n)}: {event.en}"))
    return Step(Text("要件", "Asked for"), tuple(said))


def _atom(atom: Atom, trigger: Record | None) -> Text:
    kind = KINDS[atom.kind]
    names = quoted([atom.name]) if atom.kind == "channel" else plain(atom.name)
    name = action(atom.name) if atom.kind == "act" else names
    often = f"（{atom.times[0]}／{atom.times[1]}次）" if atom.times else ""
    times = f" ({atom.times[0]} of {atom.times[1]})" if atom.times else ""
    if atom.record is None:
        few = Text("[缺]", "[few]") if atom.times and atom.times[0] else Text("[无]", "[no] ")
        return Text(f"{few.zh} {kind.zh}{name.zh}{often}", f"{few.en} {kind.en}{name.en}{times}")
    time, words, place = stamp(atom.record.time), action(atom.record.action), _place(atom.record, trigger)
    met = Text(f"{kind.zh}{name.zh}{often}：", f"{kind.en}{name.en}{times}: ")
    by = Text(f"{time.zh}{words.zh}{place.zh}", f"{words.en} {time.en}{place.en}")
    if atom.open:
        return Text(f"[？] {met.zh}{by.zh}，台账没有这一栏", f"[?]   {met.en}{by.en}, but the log has no such column")
    return Text(f"[有] {met.zh}{by.zh}", f"[yes] {met.en}{by.en}")


def _place(record: Record, trigger: Record | None) -> Text:
    after: Source | None = trigger.source if trigger else None
    return where(record.source, after)


def _set_aside(found: Derivation) -> Step:
    """Records that do not count as the act, or stand for it: too early, a claim, a nil return."""
    said = []
    if found.early:
        event = _happened(found.early)
        said.append(Text(f"{event.zh}早于起算，不计入", f"{event.en} came before the trigger and does not count"))
    if found.nil:
        event = _happened(found.nil)
        said.append(Text(f"{event.zh}，代替各项要件", f"{event.en} stands for all that is asked for"))
    if found.claim and found.facts.claim:
        event, ground = _happened(found.claim), found.facts.claim.ground
        zh, en = (
            ("属于允许的豁免", "which is allowed")
            if found.facts.claim.allowed
            else ("规则不允许", "which is not allowed")
        )
        said.append(Text(f"{event.zh}主张“{ground}”，{zh}", f"{event.en} claims “{ground}”, {en}"))
    return Step(Text("另有", "Besides"), tuple(said))


def _completion(found: Derivation) -> Step:
    name = Text("完成", "Completed")
    if found.completion is None:
        return Step(name, ())
    several = Text("，以各项中最晚的为准", ", when the last part was done") if len(found.atoms) > 1 else plain("")
    time = _completed(found.completion)
    return Step(name, (Text(f"{time.zh}{several.zh}", f"{time.en}{several.en}"),))


def _completed(interval: Interval) -> Text:
    """When it was complete; no end where the log does not say if it was."""
    if interval.hi < datetime.max:
        return stamp(interval)
    since = instant(interval.lo)
    return Text(f"不早于{since}", f"no earlier than {since}")


def _verdict(found: Derivation) -> Step:
    verdict, line = found.finding.verdict.words, LINES.get(found.ruling)
    why = _why(found)
    rule = Text(f"（判定表第{line}行）", f" (line {line} of the table of verdicts)") if line else plain("")
    said = [Text(f"{verdict.zh}：{why.zh}{rule.zh}", f"{verdict.en}: {why.en}{rule.en}")]
    if found.ruling in (Ruling.UNKNOWN, Ruling.IMPRECISE, Ruling.OPEN, Ruling.LASTS, Ruling.CHECK, Ruling.SHARE):
        said.append(found.finding.reason)
    elif found.finding.waiver and found.finding.waived:
        said.append(found.finding.waiver.sentence(Standing.IN_FORCE))
    return Step(Text("结论", "Verdict"), tuple(said))


def _why(found: Derivation) -> Text:
    """The condition of the line that applied, with what it was applied to."""
    facts = found.facts
    done = _completed(found.completion) if found.completion else plain("？")
    due = deadline(facts.due) if facts.due else plain("—")
    now, act = instant(facts.as_of), action(facts.action)
    lack = lacking(facts)
    lacks = Text(f"，{lack.zh}", f"; it {lack.en}") if lack.zh else plain("")
    late = lateness(facts.days_late, facts.hours_late, facts.workdays_late)
    if facts.standing_since:
        due = Text("时限中止", "the clock stands still")
    nothing = Text(
        f"没有全部完成，截至{now}已过到期时间（{due.zh}）", f"not complete, and as of {now} past due ({due.en})"
    )
    return {
        Ruling.EXEMPT: Text("主张了允许的豁免理由", "an allowed ground is claimed"),
        Ruling.UNKNOWN: Text("不能确定期限或规则是否适用", "the due date, or whether the rule applies, is not known"),
        Ruling.MET: Text(
            f"完成（{done.zh}）不晚于到期（{due.zh}）", f"completed ({done.en}) no later than due ({due.en})"
        ),
        Ruling.LATE: Text(
            f"完成（{done.zh}）晚于到期（{due.zh}），{late.zh}",
            f"completed ({done.en}) after due ({due.en}), {late.en}",
        ),
        Ruling.IMPRECISE: Text(
            f"完成（{done.zh}）与到期（{due.zh}）分不出先后",
            f"completed ({done.en}) neither surely by due ({due.en}) nor after it",
        ),
        Ruling.PENDING: Text(
            f"没有全部完成，截至{now}尚未到期（{due.zh}）", f"not complete, and as of {now} not due yet ({due.en})"
        ),
        Ruling.INCOMPLETE: Text(
            f"{nothing.zh}，只完成了一部分{lacks.zh}", f"{nothing.en}, only a part of it done{lacks.en}"
        ),
        Ruling.MISSING: Text(
            f"{nothing.zh}，没有可计入的{act.zh}记录", f"{nothing.en}, with no record of {act.en} that counts"
        ),
        Ruling.OPEN: Text(
            f"没有全部完成，截至{now}是否到期（{due.zh}）不能确定",
            f"not complete, and as of {now} it may or may not be due ({due.en})",
        ),
        Ruling.LASTS: Text("比较持续的天数", "the days that it lasted are compared"),
        Ruling.CHECK: Text("以最后一次自查的结果为准", "the last attestation decides"),
        Ruling.SHARE: Text("比较合规件数所占的比例", "the share of the cases that are met is compared"),
    }[found.ruling]


BESIDES = (_restarts, _not_extended, _pauses, _count, _atoms, _set_aside)
FROM_THE_COUNT = (_restarts, _not_extended, _pauses, _count, _due, _atoms, _set_aside, _completion, _verdict)
