"""What is to be said of a log before it is checked, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import FileRead, Rejected, Source
from compliance.findings.inspection import Example, Hint, Inspection
from compliance.findings.phrases import instant
from compliance.reports.labels import LABELS
from compliance.reports.lines import Lines
from compliance.reports.provenance import file_of
from compliance.reports.tidy import cut, tidy
from compliance.reports.unread import told as told_unread
from compliance.reports.unread import unread_rows
from compliance.reports.unread import why as why_unread

SCHEMA = "compliance-inspection/1"
REJECTED_SHOWN = 5
"""Rejected rows of one file that the text lists; the JSON has all that were kept."""
TITLE = Text("台账体检", "The log before it is checked")
READING = Text("读取情况", "How it is read")
HINTS = Text("提示", "Hints")
HEADER = Text("表头", "Header")
REJECTED = Text("未能读取", "Rejected")
NO_HEADER = Text("无", "none")
ALL_READ = Text("没有", "none")
WHY, TO_DO = Text("为何提示", "Why"), Text("怎么办", "Do")
NOTHING = Text("没有看出可疑之处；这不等于台账属实。", "Nothing looks wrong; that does not make the log true.")
ONLY_HINTS = Text(
    "以上是请人核对的提示，不是结论，不影响核查结果。",
    "These are hints for a person to look at. They are no verdicts and change none.",
)
NO_EVENT = Text("没有读出任何记录，不能核查", "no event could be read: it cannot be checked")


def as_text(inspection: Inspection, language: Language, width: int = 80, encoding: str = "utf-8") -> str:
    """Lines of at most `width` columns in the characters that `encoding` has, with a newline at the end."""
    page = _Page(inspection, language, width, encoding)
    return "\n".join(page.lines()) + "\n"


class _Page(Lines):
    """Says line after line."""

    def __init__(self, inspection: Inspection, language: Language, width: int, encoding: str) -> None:
        super().__init__(language, width, encoding, 10 if language == "zh" else 22)
        self.inspection = inspection

    def lines(self) -> Iterator[str]:
        found = self.inspection
        yield from self.heading(TITLE)
        yield from self.field(LABELS["as_of"], instant(found.as_of))
        for used in found.rulesets:
            chosen = Text(f"（{used.id}）：{used.chosen.zh}", f" ({used.id}): {used.chosen.en}")
            yield from self.field(LABELS["ruleset"], f"{used.title}{self.said(chosen)}")
        yield from self.field(LABELS["calendar"], self.said(found.calendar))
        yield ""
        yield from self.heading(READING)
        for file in found.log.files:
            yield from self.file(file)
        for lost in unread_rows(found.log, self.language):
            yield from self.paragraph(told_unread(lost, self.language), "!! ", "   ")
        for note in found.log.notes:
            yield from self.paragraph(self.said(note), "- ", "  ")
        yield ""
        yield from self.heading(Text(f"{HINTS.zh} {len(found.hints)}", f"{HINTS.en}: {len(found.hints)}"))
        for number, hint in enumerate(found.hints, 1):
            yield from self.hint(number, hint)
        yield from self.paragraph(self.said(ONLY_HINTS if found.hints else NOTHING))

    def heading(self, words: Text) -> list[str]:
        return [self.said(words), "-" * self.width]

    def file(self, file: FileRead) -> Iterator[str]:
        name = f"{file.file}:{file.sheet}" if file.sheet and not file.file.endswith(f":{file.sheet}") else file.file
        yield from self.paragraph(name)
        rejected = file.rejected
        row = self.said(LABELS["row"]).format(file.header_row) if file.header_row else self.said(NO_HEADER)
        facts = [
            (LABELS["shape"], self.said(file.shape)),
            (LABELS["encoding"], file.encoding or "—"),
            (HEADER, row),
            (LABELS["rows"], str(file.rows)),
            (LABELS["events"], str(file.events)),
            (REJECTED, str(rejected) if rejected else self.said(ALL_READ)),
        ]
        colon = self.said(LABELS["colon"])
        yield from self.paragraph("  ".join(f"{self.said(name)}{colon}{text}" for name, text in facts), "  ", "  ")
        if file.columns:
            taken = self.said(Text("、", ", ")).join(f"{tidy(head)} = {self.said(role)}" for head, role in file.columns)
            yield from self.paragraph(f"{self.said(LABELS['columns'])}{colon}{taken}", "  ", "    ")
        if not file.events and not (file.sheet and not file.rejected and self.inspection.log.events):
            yield from self.paragraph(self.said(NO_EVENT), "  !! ", "     ")
        for note in file.notes:
            yield from self.paragraph(self.said(note), "  - ", "    ")
        yield from self.rejected(file, rejected)

    def rejected(self, file: FileRead, count: int) -> Iterator[str]:
        listed = [row for row in self.inspection.log.rejected if row.file == file.file]
        for one in listed[:REJECTED_SHOWN]:
            yield from self.paragraph(self.said(_rejected(one)), "  !! ", "     ")
        if more := count - len(listed[:REJECTED_SHOWN]):
            yield from self.paragraph(self.said(Text(f"还有{more}行未能读取", f"{more} more rejected")), "     ")

    def hint(self, number: int, hint: Hint) -> Iterator[str]:
        yield from self.paragraph(f"{self.said(hint.found)}  [{hint.code}]", f"{number}. ", "   ")
        for example in hint.examples:
            yield from self.paragraph(self.said(_example(example)), "   - ", "     ")
        colon = self.said(LABELS["colon"])
        for name, words in ((WHY, hint.why), (TO_DO, hint.to_do)):
            yield from self.paragraph(f"{self.said(name)}{colon}{self.said(words)}", "   ", "   ")
        yield ""


def _example(example: Example) -> Text:
    """`…（台账.csv 第3、5行）`."""
    if not example.places:
        return example.said
    files: dict[str, list[str]] = {}
    for place in example.places:
        files.setdefault(place.file, []).append(str(place.row))
    zh = "；".join(f"{file}第{'、'.join(rows)}行" for file, rows in files.items())
    en = "; ".join(f"{file} row{'s' * (len(rows) > 1)} {', '.join(rows)}" for file, rows in files.items())
    return Text(f"{tidy(example.said.zh)}（{zh}）", f"{tidy(example.said.en)} ({en})")


def _rejected(row: Rejected) -> Text:
    column = f" {tidy(row.column)}" if row.column else ""
    value = Text(f"“{tidy(row.value, 60)}”", f" “{tidy(row.value, 60)}”") if row.value is not None else Text("", "")
    return Text(
        f"第{row.row}行{column}{value.zh}：{row.reason.zh}", f"row {row.row}{column}{value.en}: {row.reason.en}"
    )


def as_json(inspection: Inspection, language: Language) -> str:
    """The same for programs, schema `compliance-inspection/1`."""
    read = inspection.log
    whole = {
        "schema": SCHEMA,
        "as_of": _stated(inspection.as_of),
        "rulesets": [{"id": r.id, "title": r.title, "chosen": r.chosen.said(language)} for r in inspection.rulesets],
        "calendar": inspection.calendar.said(language),
        "log": {
            "files": [_file(file, language) for file in read.files],
            "unread": [{"file": one.file, "reason": why_unread(one).said(language)} for one in read.unread],
            "rows": read.rows,
            "events": read.events,
            "cases": read.cases,
            "rejected_count": read.rejected_count,
            "rejected": [
                {
                    "file": row.file,
                    "row": row.row,
                    "column": cut(row.column),
                    "value": cut(row.value),
                    "reason": row.reason.said(language),
                }
                for row in read.rejected
            ],
            "notes": [note.said(language) for note in read.notes],
        },
        "hints": [
            {
                "code": hint.code,
                "count": hint.count,
                "found": hint.found.said(language),
                "why": hint.why.said(language),
                "to_do": hint.to_do.said(language),
                "examples": [
                    {"said": cut(one.said.said(language)), "places": _places(one.places)} for one in hint.examples
                ],
            }
            for hint in inspection.hints
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _file(file: FileRead, language: Language) -> dict[str, object]:
    return {
        "file": file_of(file.file, file.sheet),
        "sheet": file.sheet,
        "sha256": file.digest,
        "encoding": file.encoding,
        "shape": file.shape.said(language),
        "header_row": file.header_row,
        "columns": [{"header": head, "as": role.said(language)} for head, role in file.columns],
        "rows": file.rows,
        "events": file.events,
        "rejected": file.rejected,
        "notes": [note.said(language) for note in file.notes],
    }


def _places(places: Iterable[Source]) -> Sequence[dict[str, object]]:
    return [{"file": place.file, "row": place.row} for place in places]


def _stated(as_of: datetime) -> str:
    return as_of.isoformat()
