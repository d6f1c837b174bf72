"""Times a check of a folder of many small ledgers against a check of one file with the same rows.

    python benchmarks/files.py [--files N] [--events N] [--pairs N] [--folder DIR]

The rows are those of the workload, dealt out agency by agency. `plain` are CSV files in UTF-8 alone; `mixed` are, in turn, CSV in
UTF-8 without and with its mark, in GB18030, with title rows, with the columns in another order, tab separated UTF-16, JSON Lines and
workbooks, as agencies send them. Whole processes are run in turn, because times drift on a shared machine.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import processes
import run

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


def prepared(folder: Path, files: int, events: int) -> Path:
    """The workload with its log in one file and in two folders of many, written unless it is there already."""
    target = run.prepared(folder, events, 110)
    for name, forms in FORMS.items():
        many = target / f"{files}-{name}"
        if not (many / DONE).exists():
            print(f"writing {files:,} files, {name} …", flush=True)
            dealt(target / "log.csv", many, files, forms)
    return target


def main() -> None:
    """Write the files, run the pairs, print the figures."""
    parser = argparse.ArgumentParser(description="Times a check of many files against one of the same rows.")
    parser.add_argument("--files", type=int, default=3_000)
    parser.add_argument("--events", type=int, default=300_000)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=run.ROOT / "build" / "bench")
    parser.add_argument("--write", action="store_true", help="write the files and time nothing")
    told = parser.parse_args()
    if told.write:
        prepared(told.folder, told.files, told.events)
        return
    # In a process of its own: what one held counts for the memory of those that it starts.
    subprocess.run([sys.executable, *sys.argv, "--write"], check=True)
    target = prepared(told.folder, told.files, told.events)
    print(f"{told.events:,} events in {told.files:,} files, {os.cpu_count()} cores")
    one = run.check(target, [])
    for name in FORMS:
        many = [str(target / f"{told.files}-{name}") if part == str(target / "log.csv") else part for part in one]
        first = subprocess.run(many, capture_output=True, text=True, check=False)
        if first.returncode not in (0, 1):
            raise SystemExit(f"compliance check ended with status {first.returncode}\n{first.stderr[-2000:]}")
        print(processes.compared(f"{name} files", "one file", processes.in_turn(many, one, told.pairs)))


if __name__ == "__main__":
    main()
