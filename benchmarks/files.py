"""The rows of a log dealt out to many small ledgers, agency by agency, as agencies send them.

`plain` are CSV files in UTF-8 alone; `mixed` are, in turn, CSV in UTF-8 without and with its mark, in GB18030, with title rows,
with the columns in another order, tab separated UTF-16, JSON Lines and workbooks.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

Rows = Sequence[Sequence[str]]


def _csv(rows: Rows, delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _turned(rows: Rows) -> Rows:
    return [list(reversed(row)) for row in rows]


def _json_lines(rows: Rows) -> str:
    header, *data = rows
    return "".join(json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False) + "\n" for row in data)


def _workbook(rows: Rows) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": False}) as book:
        sheet = book.add_worksheet("台账")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


PLAIN: tuple[tuple[str, Callable[[Rows], bytes]], ...] = (("csv", lambda rows: _csv(rows).encode()),)
MIXED = (
    *PLAIN,
    ("csv", lambda rows: _csv(rows).encode("utf-8-sig")),
    ("csv", lambda rows: _csv(rows).encode("gb18030")),
    ("csv", lambda rows: ("政务公开台账\r\n填报单位：办公室\r\n" + _csv(rows)).encode()),
    ("csv", lambda rows: _csv(_turned(rows)).encode("gb18030")),
    ("tsv", lambda rows: _csv(rows, "\t").encode("utf-16")),
    ("jsonl", lambda rows: _json_lines(rows).encode()),
    ("xlsx", _workbook),
)
DONE = ".complete"
FORMS = {"plain": PLAIN, "mixed": MIXED}


def dealt(log: Path, folder: Path, files: int, forms: Sequence[tuple[str, Callable[[Rows], bytes]]]) -> None:
    """The rows of a log dealt out to files in a folder, agency by agency, in the forms in turn."""
    header, *rows = list(csv.reader(io.StringIO(log.read_text("utf-8"))))
    rows.sort(key=lambda row: row[2])
    folder.mkdir(exist_ok=True)
    for number in range(files):
        ending, form = forms[number % len(forms)]
        part = rows[number * len(rows) // files : (number + 1) * len(rows) // files]
        (folder / f"{number:05}.{ending}").write_bytes(form([header, *part]))
    (folder / DONE).touch()


def prepared(log: Path, files: int, name: str) -> Path:
    """The folder beside a log that has its rows in so many files of a form, written unless it is there already."""
    many = log.with_name(f"{files}-{name}")
    if not (many / DONE).exists():
        dealt(log, many, files, FORMS[name])
    return many
