"""For every input, all of its rows are rows that gave events, rows rejected, and rows passed over, each with why."""

import csv
import gzip
import io
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hostile.case import RULE

from compliance.checking.check import Request, checked
from compliance.engine.asked import Asked
from compliance.findings import Assessment
from compliance.findings.assessment import NoRecord
from compliance.reports import json as json_report
from compliance.reports.formats import named
from compliance.reports.manner import Manner
from compliance.reports.text import Screen, render_text

LEDGER = ("编号", "事项", "单位", "批准日期", "公开日期")
EVENTS = ("编号", "事项", "单位", "环节", "时间")
AS_OF = datetime(2018, 12, 31, 23, 59)
KINDS = ("good", "late", "no-time", "bad-time", "no-agency", "again", "blank")
"""Kinds of rows that every format can have; the others are those of some formats alone."""
TEXTS = {"csv": "utf-8", "gbk.csv": "gb18030", "utf-16.csv": "utf-16", "tsv": "utf-8", "csv.gz": "utf-8"}
FORMATS = (*TEXTS, "jsonl", "parquet", "xlsx")


def rows_of(kinds: Sequence[str], ledger: bool) -> list[list[str]]:
    """A row of each kind; `again` is the one before it once more."""
    rows: list[list[str]] = []
    for number, kind in enumerate(kinds, 1):
        times = ["2018-01-10", "2018-03-30" if kind == "late" else "2018-01-20"] if ledger else ["公开", "2018-01-20"]
        row = [str(number), "预决算", "财政局", *times]
        if kind == "bad-time":
            row[4] = "8月32日"
        elif kind == "no-time":
            row[3:] = ["", ""] if ledger else ["公开", ""]
        elif kind == "no-agency":
            row[2] = ""
        elif kind == "blank":
            row = [""] * 5
        elif kind == "total":
            row = ["合计", "", "", "", ""]
        elif kind == "header":
            row = list(LEDGER if ledger else EVENTS)
        elif kind == "long":
            row.append("多出")
        elif kind == "again" and rows:
            row = rows[-1]
        rows.append(row)
    return rows


def write(path: Path, titles: int, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The rows in the format of the ending."""
    ending = path.name.partition(".")[2]
    if ending in TEXTS:
        out = io.StringIO()
        writer = csv.writer(out, delimiter="\t" if ending == "tsv" else ",", lineterminator="\n")
        writer.writerows([["台账"]] * titles + [header, *rows])
        data = out.getvalue().encode(TEXTS[ending])
        path.write_bytes(gzip.compress(data) if ending.endswith("gz") else data)
    elif ending == "jsonl":
        lines = (
            json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False) if any(row) else "" for row in rows
        )
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    elif ending == "parquet":
        import duckdb

        columns = ", ".join(f'"{name}" VARCHAR' for name in header)
        with duckdb.connect() as database:
            database.execute(f"CREATE TABLE t ({columns})")
            database.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(header))})", [list(row) for row in rows])
            database.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    else:
        import xlsxwriter

        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("台账")
            for number, row in enumerate([["台账"]] * titles + [header, *rows]):
                sheet.write_row(number, 0, [cell or None for cell in row])


def possible(ending: str) -> tuple[str, ...]:
    """The kinds of rows that a format can have."""
    if ending == "xlsx":
        return (*KINDS, "total", "header")
    return (*KINDS, "long") if ending in TEXTS else tuple(k for k in KINDS if k != "blank" or ending == "jsonl")


def expected(rows: Sequence[Sequence[str]], header: Sequence[str], titles: int, ending: str) -> Counter[str]:
    """What must have become of the rows, by the plainest means."""
    found: Counter[str] = Counter()
    seen: set[tuple[str, ...]] = set()
    last = max((n for n, row in enumerate(rows, 1) if any(row)), default=0)
    for number, row in enumerate(rows, 1):
        times = row[3:5] if header is LEDGER else row[4:5]
        if ending == "xlsx" and not any(row) and number > last:
            continue  # What is empty at the end of a sheet is no row of it.
        if not any(row):
            found["blank"] += 1
        elif list(row) == list(header):
            found["header_again"] += 1
        elif row[0] == "合计":
            found["total"] += 1
        elif len(row) > 5 or not row[2] or not any(times) or "8月32日" in times:
            found["rejected"] += 1
        elif tuple(row) in seen:
            found["equal"] += 1
        else:
            found["used"] += 1
            found["events"] += sum(map(bool, times))
            seen.add(tuple(row))
    if ending not in ("jsonl", "parquet"):
        found["title"], found["header"] = titles, 1
    return +found


@pytest.fixture(autouse=True, scope="module")
def own_temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nobody else who runs at the same time clears it."""
    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path_factory.mktemp("own"))
    yield
    tempfile.tempdir = before


@st.composite
def logs(draw: st.DrawFn) -> tuple[str, bool, int, list[str]]:
    """A format, whether it is a ledger, how many titles stand above it, and the kinds of its rows."""
    ending = draw(st.sampled_from(FORMATS))
    ledger = draw(st.booleans())
    titles = draw(st.integers(0, 2)) if ending in ("xlsx", "csv", "gbk.csv", "tsv") else 0
    kinds = draw(st.lists(st.sampled_from(possible(ending)), min_size=1, max_size=12))
    return ending, ledger, titles, ["good", *kinds]


def assert_accounted(assessment: Assessment, folder: Path) -> None:
    """The report's own numbers add up, in every format that states them."""
    log = assessment.log
    for file in log.files:
        assert file.rows == file.used + file.rejected + file.passed_over.get(NoRecord.EQUAL, 0)
    assert sum(file.rejected for file in log.files) == log.rejected_count
    assert sum(file.events for file in log.files) == log.events
    out = io.BytesIO()
    json_report.write(assessment, Manner("en"), out)
    report = json.loads(out.getvalue())
    for file in report["log"]["reading"]:
        assert file["rows"] == file["used"] + file["rejected"] + sum(file["passed_over"].values())
    verdicts = Counter(finding["verdict"] for finding in report["findings"])
    assert verdicts == Counter({k: n for k, n in report["summary"]["verdicts"].items() if n})
    assert report["summary"]["obligations"] == len(report["findings"])
    assert sum(agency["obligations"] for agency in report["agencies"]) == len(report["findings"])


@settings(max_examples=60)
@given(logs())
def test_every_row_is_accounted_for(log: tuple[str, bool, int, list[str]]) -> None:
    """Each kind of row goes where it must, in every format; together they are the file."""
    ending, ledger, titles, kinds = log
    header = LEDGER if ledger else EVENTS
    rows = rows_of(kinds, ledger)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        path = folder / f"a.{ending}"
        write(path, titles, header, rows)
        request = Request((str(path),), Asked(AS_OF), rules=(RULE,))
        assessment = stack.enter_context(checked(request))
        (file,) = assessment.log.files
        found = Counter({kind.value: n for kind, n in file.passed_over.items()})
        found.update(used=file.used, rejected=file.rejected, events=file.events)
        assert +found == expected(rows, header, titles, ending)
        assert_accounted(assessment, folder)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_report_in_any_format_counts_what_it_lists(ending: str, tmp_path: Path) -> None:
    """Of each kind of log, the reports with one finding a row have as many rows as the report counts obligations."""
    kinds = ["good", "late", "again", "bad-time", "late"]
    path = tmp_path / f"a.{ending}"
    write(path, 0, LEDGER, rows_of(kinds, ledger=True))
    with checked(Request((str(path),), Asked(AS_OF), rules=(RULE,))) as assessment:
        counted = assessment.summary.obligations
        assert counted == len(list(assessment.findings)) == 3
        assert assessment.summary.gaps == 2
        manner = Manner("en")
        for name, count in (("csv", _csv_rows), ("jsonl", _lines), ("parquet", _parquet_rows)):
            kind = named(name)
            assert kind is not None
            report = tmp_path / f"r.{name}"
            with report.open("wb") as out:
                kind.write(assessment, manner, out)
            assert count(report) == counted, name
        for name in ("html", "text", "xlsx"):
            kind = named(name)
            assert kind is not None
            out = io.BytesIO()
            if name == "text":
                said = render_text(assessment, "en", Screen(200, False, "utf-8", True))
            else:
                kind.write(assessment, manner, out)
                said = out.getvalue().decode("utf-8", "replace") if name != "xlsx" else _texts(out)
            assert "3 gave events, 1 rejected" in said, name


def _texts(out: io.BytesIO) -> str:
    from openpyxl import load_workbook

    cells = (cell for sheet in load_workbook(out) for row in sheet.iter_rows(values_only=True) for cell in row)
    return "\n".join(str(cell) for cell in cells)


def _csv_rows(path: Path) -> int:
    return len(list(csv.DictReader(path.read_text("utf-8-sig").splitlines())))


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def _parquet_rows(path: Path) -> int:
    import duckdb

    with duckdb.connect() as database:
        return int(database.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchall()[0][0])
