"""Two reports compared, as text, JSON or a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings.changes import Change, Changes, Known, Status
from compliance.findings.phrases import count, period
from compliance.reports.labels import LABELS
from compliance.reports.saved import Saved
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.reports.wrap import padded, wrapped

SCHEMA = "compliance-diff/1"
TEXT_SHOWN = 50
"""Changes of one status that the text lists at most."""
PAGE_SHOWN = 2000
"""And a page."""
WIDTH = 80
TITLE = Text("两次核查的比对", "Two reports compared")
OLD, NEW = Text("原报告", "Old report"), Text("新报告", "New report")
UNCHANGED = Text("其余未变", "unchanged")


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reports and what changed between them."""

    old: Saved
    new: Saved
    changes: Changes

    def notes(self) -> tuple[Text, ...]:
        """Why a comparison may not mean what it seems to."""
        notes = []
        if self.new.as_of < self.old.as_of:
            notes.append(
                Text(
                    "新报告的截至日早于原报告，两个文件的次序是否颠倒了？",
                    "the new report is as of an earlier date than the old one: are the files in the wrong order?",
                )
            )
        for saved, label in ((self.old, OLD), (self.new, NEW)):
            if saved.unread:
                zh = f"{label.zh}有{saved.unread}个文件未能读取：其中的问题不在其内，比对可能不全"
                held = "it holds" if saved.unread == 1 else "they hold"
                read = f"{count(saved.unread, 'file')} of its log could not be read"
                en = f"{label.en}: {read}, so what {held} is not compared"
                notes.append(Text(zh, en))
        for one, other, zh, en in (
            (
                self.old,
                self.new,
                "原报告核查的规则集“{}”，新报告没有核查",
                "the ruleset “{}” is in the old report alone",
            ),
            (
                self.new,
                self.old,
                "新报告核查的规则集“{}”，原报告没有核查",
                "the ruleset “{}” is in the new report alone",
            ),
        ):
            missing = [ruleset for ruleset in one.rulesets if ruleset not in other.rulesets]
            notes += [Text(zh.format(ruleset), en.format(ruleset)) for ruleset in missing]
        return (*notes, *self._asked_otherwise())

    def _asked_otherwise(self) -> Iterator[Text]:
        """What makes findings differ although nobody did anything: a rule that asks for less puts nothing right."""
        old, new = self.old, self.new
        if old.rejected != new.rejected:
            yield Text(
                f"未能读取的行数不同（原报告{old.rejected}行，新报告{new.rejected}行）：其中的记录没有核查，结果不同的可能只因此",
                f"not as many rows could be read (rejected: {old.rejected} in the old report, {new.rejected} in the new): "
                "what they hold was not judged, and what differs may do so for that alone",
            )
        for ruleset, digest in new.digests.items():
            if old.digests.get(ruleset, digest) != digest:
                yield Text(
                    f"规则集“{ruleset}”在两次核查之间改动过：结论变了的，可能只因规则变了",
                    f"the ruleset “{ruleset}” was changed between the two: a verdict may differ for that alone",
                )
        if old.cut != new.cut:
            yield Text(
                "两份报告的检查期间（--from、--to）不同：新增、不再出现的，可能只因期间不同",
                "the two have different windows (--from, --to): what is new or gone may be so for that alone",
            )
        if old.agencies != new.agencies:
            yield Text(
                "两份报告所查的单位（--agency、--roster）不同：新增、不再出现的，可能只因单位不同",
                "the two audited different agencies (--agency, --roster): what is new or gone may be so for that alone",
            )
        if old.ignored != new.ignored:
            yield Text(
                "两份报告不计的栏目（--ignore）不同：结论变了的，可能只因此",
                "the two left different things out of account (--ignore): a verdict may differ for that alone",
            )


def as_text(compared: Compared, language: Language) -> str:
    """A summary, then the changes, status by status."""
    lines = [TITLE.said(language), "-" * WIDTH]
    column = 12 if language == "zh" else 14
    for label, saved in ((OLD, compared.old), (NEW, compared.new)):
        lines += wrapped(_about(saved, language), WIDTH, padded(label.said(language), column), " " * column)
    for note in compared.notes():
        lines += wrapped(tidy(note.said(language)), WIDTH, "!! ", "   ")
    changes = compared.changes
    for status in Status:
        lines.append(f"  {padded(status.words.said(language), column - 2)}{len(changes.of(status)):>6}")
    lines.append(f"  {padded(UNCHANGED.said(language), column - 2)}{changes.unchanged:>6}")
    for status in Status:
        found = changes.of(status)
        if not found:
            continue
        lines += ["", f"{status.words.said(language)} {len(found)}", "-" * WIDTH]
        for change in found[:TEXT_SHOWN]:
            row = _row(change, language)
            lines += wrapped(f"[{row.rule}] {row.matter}  {row.whose}  {row.verdicts}", WIDTH, "", "    ")
            lines += wrapped(row.reason, WIDTH, "    ", "    ")
        if more := len(found) - TEXT_SHOWN:
            said = Text(f"还有{more}项，见 -o 比对.json", f"{more} more: see -o diff.json")
            lines += [said.said(language)] if more > 0 else []
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Row:
    """One change, ready to be shown."""

    rule: str
    matter: str
    whose: str
    clause: str
    verdicts: str
    reason: str


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one status; `cut` says how many are not listed."""

    name: str
    title: str
    count: int
    rows: tuple[Row, ...]
    cut: str


@dataclass(frozen=True, slots=True)
class Page:
    """The whole comparison."""

    lang: str
    title: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    columns: tuple[str, ...]
    sections: tuple[Section, ...]


def as_html(compared: Compared, language: Language) -> str:
    """A page in one file, as the report is."""
    from compliance.reports.html import rendered

    return rendered("diff.html", page=page(compared, language))


def page(compared: Compared, language: Language) -> Page:
    """The view of a comparison."""
    changes = compared.changes
    sections = tuple(_section(status, changes.of(status), language) for status in Status if changes.of(status))
    counts = [(status.words.said(language), len(changes.of(status))) for status in Status]
    labels = ("rule", "matter", "agency", "verdict", "reason")
    return Page(
        lang={"zh": "zh-CN", "en": "en"}[language],
        title=TITLE.said(language),
        facts=tuple(
            (label.said(language), _about(saved, language))
            for label, saved in ((OLD, compared.old), (NEW, compared.new))
        ),
        notes=tuple(tidy(note.said(language)) for note in compared.notes()),
        counts=(*counts, (UNCHANGED.said(language), changes.unchanged)),
        columns=tuple(LABELS[name].said(language) for name in labels),
        sections=sections,
    )


def _section(status: Status, found: tuple[Change, ...], language: Language) -> Section:
    more = len(found) - PAGE_SHOWN
    cut = Text(f"另有{more}项，见 JSON。", f"{more} more: see the JSON.").said(language) if more > 0 else ""
    rows = tuple(_row(change, language) for change in found[:PAGE_SHOWN])
    return Section(status.name.lower(), status.words.said(language), len(found), rows, cut)


def _about(saved: Saved, language: Language) -> str:
    n = len(saved.findings)
    day = saved.as_of.removesuffix("T23:59:59.999999")
    said = Text(f"{saved.file}，截至{day}，{n}项", f"{saved.file}, as of {day}, {count(n, 'obligation')}")
    return tidy(said.said(language))


def _row(change: Change, language: Language) -> Row:
    known = change.now
    when = period(known.period).said(language) if known.period else None
    whose = " ".join(part for part in (known.agency, known.case, when) if part)
    return Row(
        rule=tidy(known.rule),
        matter=tidy(known.matter),
        whose=tidy(whose),
        clause=tidy(known.citation or ""),
        verdicts=_verdicts(change, language),
        reason=tidy(known.reason, LONGEST_REASON),
    )


def _verdicts(change: Change, language: Language) -> str:
    """合规 → 逾期; the one where both are the same."""
    said = [_verdict(known, language) for known in (change.old, change.new) if known]
    nothing = Text("没有", "absent").said(language)
    if change.new is None:
        said.append(nothing)
    return " → ".join(dict.fromkeys(said))


def _verdict(known: Known, language: Language) -> str:
    words, waived = known.verdict.words, LABELS["waived"]
    said = Text(f"{words.zh}（{waived.zh}）", f"{words.en} ({waived.en})") if known.waived else words
    return said.said(language)


def as_json(compared: Compared, language: Language) -> Iterator[str]:
    """Line by line: both reports, why they may not compare, how many changes of each status, then every change."""
    changes = compared.changes
    head = {
        "schema": SCHEMA,
        "old": _saved(compared.old),
        "new": _saved(compared.new),
        "notes": [note.said(language) for note in compared.notes()],
        "summary": {
            **{status.value: len(changes.of(status)) for status in Status},
            "unchanged": changes.unchanged,
        },
    }
    yield "{\n"
    for key, value in head.items():
        yield f"{_dumped(key)}: {_dumped(value)},\n"
    yield '"changes": ['
    for n, change in enumerate(changes.changes):
        yield f"{',' if n else ''}\n{_dumped(_change(change))}"
    yield "\n]\n}\n"


def _saved(saved: Saved) -> dict[str, object]:
    return {
        "file": saved.file,
        "as_of": saved.as_of,
        "rulesets": list(saved.rulesets),
        "findings": len(saved.findings),
    }


def _change(change: Change) -> dict[str, object]:
    known = change.now
    return {
        "status": change.status.value,
        "identity": known.identity,
        "ruleset": known.ruleset,
        "rule": known.rule,
        "duty": known.duty,
        "matter": known.matter,
        "agency": known.agency,
        "case": known.case,
        "period": known.period,
        "modality": known.modality.value,
        "citation": known.citation,
        "old": _state(change.old),
        "new": _state(change.new),
    }


def _state(known: Known | None) -> dict[str, object] | None:
    if known is None:
        return None
    return {
        "verdict": known.verdict.value,
        "waived": known.waived,
        "trigger": known.trigger,
        "due": known.due,
        "completed": known.completed,
        "reason": known.reason,
    }


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
