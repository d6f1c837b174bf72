"""Earlier reports and templates that somebody has made up or torn: each is refused, or left aside with the reason."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.hostile.case import CLEAN, GAPS, HEADER, REFUSED, ROW, RULE, Case, case
from tests.hostile.runner import Done

CHECK = ("check", "a.csv", "--rule", RULE, "--as-of", "2018-12-31", "--lang", "en")


@cache
def report(ending: str) -> bytes:
    """A report of the ledger, as it is written."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "a.csv").write_text(HEADER + ROW, encoding="utf-8")
        command = [sys.executable, "-m", "compliance", *CHECK, "-q", "-o", f"r{ending}"]
        subprocess.run(command, cwd=name, check=False, capture_output=True)
        return (Path(name) / f"r{ending}").read_bytes()


def forged(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """The ledger and its report in JSON with something changed."""

    def given(folder: Path) -> None:
        (folder / "a.csv").write_text(HEADER + ROW, encoding="utf-8")
        head = json.loads(report(".json"))
        change(head)
        (folder / "old.json").write_text(json.dumps(head, ensure_ascii=False, indent=1), encoding="utf-8")

    return given


def a_number_of_many_digits(folder: Path) -> None:
    """More than Python reads."""
    (folder / "a.csv").write_text(HEADER + ROW, encoding="utf-8")
    (folder / "old.json").write_text('{"schema": ' + "9" * 100_000 + "}", encoding="utf-8")


def rewritten(before: bytes, after: bytes) -> Callable[[Path], None]:
    """The ledger and its report with some of its text replaced."""

    def given(folder: Path) -> None:
        (folder / "a.csv").write_text(HEADER + ROW, encoding="utf-8")
        whole = report(".json")
        assert whole.count(before) == 1
        (folder / "old.json").write_bytes(whole.replace(before, after))

    return given


def a_torn_reason(folder: Path) -> None:
    """The report as Parquet, whose reasons are overwritten: all that is gone on from can still be read."""
    (folder / "a.csv").write_text(HEADER + ROW, encoding="utf-8")
    path = folder / "old.parquet"
    path.write_bytes(report(".parquet"))
    offset = "SELECT coalesce(dictionary_page_offset, data_page_offset) FROM parquet_metadata(?) WHERE path_in_schema = 'reason'"
    with duckdb.connect() as database:
        row = database.execute(offset, [str(path)]).fetchone()
    assert row
    whole = bytearray(path.read_bytes())
    whole[row[0] : row[0] + 24] = b"\xff" * 24
    path.write_bytes(whole)


def a_table(columns: str) -> Callable[[Path], None]:
    """The report as Parquet with other columns, or other values in them, under the same metadata."""

    def given(folder: Path) -> None:
        (folder / "a.csv").write_text(HEADER + ROW, encoding="utf-8")
        path = folder / "old.parquet"
        path.write_bytes(report(".parquet"))
        with duckdb.connect() as database:
            rows = database.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(path)]).fetchall()
            bound = ", ".join(f"{key.decode()}: ?" for key, _ in rows)
            database.execute(f"CREATE TABLE other AS SELECT {columns} FROM '{path}'")
            copied = f"COPY other TO '{path}' (FORMAT parquet, KV_METADATA {{{bound}}})"
            database.execute(copied, [value.decode() for _, value in rows])

    return given


def a_template(said: str) -> Callable[[Path], None]:
    """A page of a user's own."""

    def given(folder: Path) -> None:
        (folder / "a.csv").write_text(HEADER + ROW, encoding="utf-8")
        (folder / "own" / "html").mkdir(parents=True)
        (folder / "own" / "html" / "report.html").write_text(said, encoding="utf-8")

    return given


VERIFY = ("verify", "old.json", "--lang", "en")
FORGED = b'\n]\n,\n"findings": [\n{"verdict": "met"}\n]\n}\n'
DOUBLED = "{% set n = namespace(s='x' * 1000) %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}"
LOOPS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
PAGE = (*CHECK, "--templates", "own", "-o", "r.html")
SINCE_TABLE = (*CHECK, "--since", "old.parquet", "-o", "n.json", "-o", "n.csv", "-o", "n.parquet")
SINCE = (*CHECK, "--since", "old.json", "-o", "n.json", "-o", "n.csv", "-o", "n.parquet")
CASES = [
    case("a report of nothing", REFUSED, "error[", forged(lambda r: r["provenance"].update(inputs=[])), *VERIFY),
    case("a number to verify", REFUSED, "error[", a_number_of_many_digits, *VERIFY),
    case("a number to compare", REFUSED, "error[", a_number_of_many_digits, "diff", "old.json", "old.json", "--lang", "en"),
    case("other findings behind the findings", REFUSED, "something stands behind the findings", rewritten(b"\n]\n}\n", FORGED), *VERIFY),
    case("findings twice", REFUSED, "a key stands twice", rewritten(b'"findings": [\n', b'"findings": [],\n"findings": [\n'), *VERIFY),
    case("a summary twice", REFUSED, "a key stands twice", rewritten(b'"summary": ', b'"summary": {}, "summary": '), *VERIFY),
    case("as of another zone", GAPS, "as_of", forged(lambda r: r.update(as_of=r["as_of"] + "+05:00")), *VERIFY),
    case("fewer rows read", GAPS, "provenance.inputs.a.csv.rows", forged(lambda r: r["provenance"]["inputs"][0].update(rows=0)), *VERIFY),
    case("more findings than there are", GAPS, "provenance.findings", forged(lambda r: r["provenance"].update(findings=9)), *VERIFY),
    case("other terms", GAPS, "provenance.terms.roster", forged(lambda r: r["provenance"]["terms"].update(roster=True)), *VERIFY),
    case("a word of praise in small print", GAPS, "commended", forged(lambda r: r["provenance"].update(commended="2018")), *VERIFY),
    case("a word of praise", GAPS, "commended", forged(lambda r: r.update(commended="2018")), *VERIFY),
    case("a verdict that is none", CLEAN, "not complete", forged(lambda r: r["findings"][0].update(verdict="x")), *SINCE),
    case("no verdict", CLEAN, "not complete", forged(lambda r: r["findings"][0].pop("verdict")), *SINCE),
    case("a number for a text", CLEAN, "not complete", forged(lambda r: r["findings"][0].update(reason=5)), *SINCE),
    case("a list of numbers", CLEAN, "not complete", forged(lambda r: r["findings"][0].update(missing_channels=[1])), *SINCE),
    case("an act without a place", CLEAN, "not complete", forged(lambda r: r["findings"][0]["evidence"].update(completed={})), *SINCE),
    case("a date that is none", CLEAN, "not complete", forged(lambda r: r["findings"][0].update(due="2018-99-99T00:00:00")), *SINCE),
    case("a key more", CLEAN, "not complete", forged(lambda r: r["findings"][0].update(commended="2018")), *SINCE),
    case("a case that does not count", CLEAN, "not complete", forged(lambda r: r["findings"][0].update(counts=False)), *SINCE),
    case("another verdict", REFUSED, "may have been altered", forged(lambda r: r["findings"][0].update(verdict="missing")), *SINCE),
    case("a table with a column less", CLEAN, "not complete", a_table("* EXCLUDE (url)"), *SINCE_TABLE),
    case("a table with texts for numbers", CLEAN, "not complete", a_table("* REPLACE (duty::VARCHAR AS duty)"), *SINCE_TABLE),
    case("a table with an endless time", CLEAN, "not complete", a_table("* REPLACE ('infinity'::TIMESTAMP AS due)"), *SINCE_TABLE),
    case("a torn reason", CLEAN, "not complete", a_torn_reason, *CHECK, "--since", "old.parquet", "-o", "n.json"),
    case("a text of ten billion", REFUSED, "error[", a_template("{{ 'x' * 10 ** 10 }}"), *PAGE),
    case("a list of ten billion", REFUSED, "error[", a_template("{{ [1] * 9999999999 }}"), *PAGE),
    case("a wide format", REFUSED, "error[", a_template("{{ '%9999999999d' % 1 }}"), *PAGE),
    case("a wide format by a star", REFUSED, "error[", a_template("{{ '%*d' % (9999999999, 1) }}"), *PAGE),
    case("a text padded", REFUSED, "more than 600 MB", a_template("{{ 'x'.ljust(2000000000) }}"), *PAGE),
    case("a text doubled", REFUSED, "more than 600 MB", a_template(DOUBLED), *PAGE),
    case("loops in loops", REFUSED, "runs for more than", a_template(LOOPS), *PAGE),
    case("a date before a format", CLEAN, "written", a_template("{{ '20180101123456 %s' % 1 }}"), *PAGE),
    case("a power of powers", REFUSED, "error[", a_template("{{ 9 ** (9 ** 9) }}"), *PAGE),
    case("brackets without end", REFUSED, "error[", a_template("{{ " + "(" * 20_000 + " }}"), *PAGE),
]  # fmt: skip


@pytest.mark.parametrize("made_up", CASES, ids=lambda made_up: made_up.name)
def test_what_is_made_up_leads_nowhere(made_up: Case, hold: Callable[[Case], Done]) -> None:
    """No traceback, no memory filled, and no verdict taken over from it."""
    hold(made_up)
