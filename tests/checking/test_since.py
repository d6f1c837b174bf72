"""Going on from an earlier report: what is judged again, and what makes everything be."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest
from tests.reports.readers import all_of_parquet

from compliance.checking import Request, checked
from compliance.diagnostics import Refused
from compliance.engine import stored
from compliance.engine.asked import Asked
from compliance.engine.resumed import ResumedFindings
from compliance.findings.earlier import Resumed
from compliance.reports import Manner, named, parquet

HEADER = "编号,事项,单位,环节,时间,备注\n"
OLD = (
    "1,预决算,财政局,批准,2018-01-10,\n1,预决算,财政局,公开,2018-01-12,\n"
    "2,预决算,财政局,批准,2018-02-10,\n3,预决算,教育局,批准,2018-03-10,\n3,预决算,教育局,公开,2018-05-12,\n"
)
NEW = "2,预决算,财政局,公开,2018-02-20,\n"
RULES = ("预决算 within 20 days of approval",)
AS_OF = datetime(2018, 12, 31, 23, 59, 59, 999999)


@dataclass(frozen=True)
class Went:
    """How a check went: from which report, why not, and what it wrote as JSON (what reproduces it left out)."""

    resumed: Resumed | None
    why: str
    report: dict[str, object]


@dataclass
class Office:
    """A folder with a log and with the report of an earlier check."""

    folder: Path
    report: str = "report.json"

    def request(self, *logs: str, **other: object) -> Request:
        """The check that every test begins with."""
        request = Request(tuple(str(self.folder / log) for log in logs or ("log.csv",)), Asked(AS_OF), rules=RULES)
        return replace(request, **other)  # type: ignore[arg-type]

    def check(self, request: Request) -> Went:
        """Checks, and writes the report."""
        with checked(request) as assessment:
            form = named(self.report.rpartition(".")[2])
            assert form is not None
            out = io.BytesIO()
            form.write(assessment, Manner(request.language or "zh"), out)
            (self.folder / self.report).write_bytes(out.getvalue())
            text = io.BytesIO()
            named("json").write(assessment, Manner(request.language or "zh"), text)  # type: ignore[union-attr]
            why = next((w.title.en for w in assessment.warnings if w.code == "since/all-anew"), "")
            said = json.loads(text.getvalue())
            del said["provenance"]
            return Went(assessment.resumed, why.partition(": ")[2], said)

    def go_on(self, request: Request) -> Went:
        """Goes on from the report, and finds what a check of everything finds."""
        saved = (self.folder / self.report).read_bytes()
        whole = self.check(request)
        (self.folder / self.report).write_bytes(saved)
        went = self.check(replace(request, since=self.folder / self.report))
        assert went.report == whole.report
        return went


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A log of three cases, the second of which is not published, and its report."""
    (tmp_path / "log.csv").write_text(HEADER + OLD, "utf-8")
    office = Office(tmp_path)
    office.check(office.request())
    return office


def grow(office: Office, more: str = NEW) -> None:
    """Rows come to the end of the log."""
    with (office.folder / "log.csv").open("a", encoding="utf-8") as log:
        log.write(more)


def test_only_the_case_that_new_rows_touch_is_judged(office: Office) -> None:
    """The report says of the others what it said."""
    grow(office)
    went = office.go_on(office.request())
    assert went.resumed is not None and (went.resumed.evaluated, went.resumed.cases) == (1, 3)


def test_nothing_new_needs_no_judging(office: Office) -> None:
    """As of the same time the report says it all."""
    went = office.go_on(office.request())
    assert went.resumed is not None and went.resumed.evaluated == 0


def test_a_later_time_settles_what_was_open(office: Office) -> None:
    """The missing publication is missing as of then; what is met or late stays so."""
    went = office.go_on(office.request(asked=Asked(datetime(2018, 12, 31, 23, 59, 59, 999999).replace(year=2019))))
    assert went.resumed is not None and went.resumed.evaluated == 1


def test_what_happens_at_the_very_instant_is_seen(office: Office) -> None:
    """As of half past nine: a publication of half past nine, in a new row or in one that was there before and not yet seen."""
    half_past_nine, before = Asked(datetime(2018, 2, 20, 9, 30)), Asked(datetime(2018, 2, 20, 9, 29))
    rows = "2,预决算,财政局,公开,2018-02-20 09:30,\n"
    office.check(office.request(asked=half_past_nine))
    grow(office, rows)
    went = office.go_on(office.request(asked=half_past_nine))
    assert went.resumed is not None and went.resumed.evaluated == 1
    office.check(office.request(asked=before))
    went = office.go_on(office.request(asked=half_past_nine))
    assert went.resumed is not None and went.resumed.evaluated == 1


def test_why_nothing_was_due_goes_by_all_events(office: Office) -> None:
    """The only penalty was decided before the period that is checked: no new row tells, the old ones do."""
    penalty = (*RULES, "行政处罚 within 7 days of approval", "征地 within 7 days of approval")
    request = office.request(rules=penalty, asked=Asked(AS_OF, cut=(date(2018, 1, 1), None)))
    grow(office, "9,行政处罚,财政局,批准,2017-03-01,\n")
    office.check(request)
    grow(office)
    went = office.go_on(request)
    assert went.resumed is not None and went.resumed.evaluated == 1
    told = json.dumps(went.report["not_triggered"], ensure_ascii=False)
    assert "“行政处罚”的“批准”都不在2018-01-01至2018-12-31之内" in told and "没有“征地”的“批准”记录" in told


def test_what_was_taken_over_can_be_taken_over_again(office: Office) -> None:
    """A report that went on from another is as good as any."""
    grow(office)
    office.go_on(office.request())
    grow(office, "4,预决算,教育局,批准,2018-07-01,\n")
    went = office.go_on(office.request())
    assert went.resumed is not None and (went.resumed.evaluated, went.resumed.cases) == (1, 4)


@pytest.mark.parametrize("report", ["report.json", "report.parquet"])
def test_a_finding_that_was_tampered_away_is_missed(office: Office, report: str) -> None:
    """A report that does not hold all that it says it does is of no use."""
    office.report = report
    office.check(office.request())
    path = office.folder / report
    if report.endswith("json"):
        whole = json.loads(path.read_bytes())
        whole["findings"].pop()
        path.write_text(json.dumps(whole), "utf-8")
    else:
        made = dict(duckdb.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(path)]).fetchall())
        told = {key.decode(): value.decode() for key, value in made.items()}
        bound = ", ".join(f"{key}: ?" for key in told)
        duckdb.execute(f"CREATE OR REPLACE TABLE cut AS SELECT * FROM read_parquet('{path}') LIMIT 2")
        duckdb.execute(f"COPY cut TO '{path}' (FORMAT parquet, KV_METADATA {{{bound}}})", list(told.values()))
    assert office.go_on(office.request()).why == "its findings are not complete, or do not go with the log"


def test_a_report_that_was_laid_out_anew_is_the_same(office: Office) -> None:
    """Whatever saved it puts its findings on lines as it likes."""
    path = office.folder / office.report
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=2), "utf-8")
    grow(office)
    assert office.go_on(office.request()).resumed is not None


def edit(office: Office) -> Request:
    """A row of the log is put right by hand."""
    (office.folder / "log.csv").write_text(HEADER + OLD.replace("2018-01-12", "2018-01-13"), "utf-8")
    return office.request()


def insert(office: Office) -> Request:
    """A row comes in above the others."""
    (office.folder / "log.csv").write_text(HEADER + NEW + OLD, "utf-8")
    return office.request()


def rename(office: Office) -> Request:
    """The log has another name."""
    (office.folder / "log.csv").rename(office.folder / "new.csv")
    return office.request("new.csv")


def reach_into_another_year(office: Office) -> Request:
    """The rule has no end of its own."""
    grow(office, "5,预决算,教育局,公开,2017-12-31,\n")
    return office.request()


def spell_otherwise(office: Office) -> Request:
    """The new spelling comes before the old one."""
    (office.folder / "log.csv").write_text(HEADER + OLD.replace("财政局", "Ａ局"), "utf-8")
    office.check(office.request())
    grow(office, NEW.replace("财政局", "A局"))
    return office.request()


def waive(office: Office) -> Request:
    """There are waivers now."""
    waivers = office.folder / "waivers.toml"
    waivers.write_text('[[waiver]]\nrule = "预决算"\nreason = "a"\napprover = "b"\nexpiry = 2018-12-31\n', "utf-8")
    return office.request(waivers=waivers)


def map_columns(office: Office) -> Request:
    """There is a mapping now."""
    (office.folder / "map.toml").write_text('[columns]\n"备注" = "note"\n', "utf-8")
    return office.request(mapping=office.folder / "map.toml")


def close_a_quotation(office: Office) -> Request:
    """What was read as rows was within a quotation that nobody had closed yet."""
    (office.folder / "log.csv").write_text(HEADER + OLD + '6,预决算,教育局,批准,2018-06-01,"注\n', "utf-8")
    office.check(office.request())
    grow(office, '完"\n')
    return office.request()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (edit, "rows of “{log}” that were read before have changed"),
        (insert, "rows of “{log}” that were read before have changed"),
        (close_a_quotation, "rows of “{log}” that were read before have changed"),
        (rename, "“{log}”, which was read before, is not in the log now"),
        (reach_into_another_year, "the log now reaches into other years, and with them the range of the rule"),
        (spell_otherwise, "a name is now also written “A局”, before “Ａ局”"),
        (waive, "the waivers: not as in the report"),
        (map_columns, "the mapping file: not as in the report"),
        (lambda o: o.request(rules=("预决算 within 21 days of approval",)), "the rulesets: not as in the report"),
        (lambda o: o.request(language="en"), "the language (--lang): not as in the report"),
        (lambda o: o.request(show_personal=True), "whether personal numbers are shown (--show-personal): not as in"),
        (lambda o: o.request(asked=Asked(AS_OF, (date(2018, 2, 1), None))), "the window (--from): not as in"),
        (lambda o: o.request(asked=Asked(AS_OF, agencies=("财政局",))), "the agencies audited (--agency): not as in"),
        (lambda o: o.request(asked=Asked(AS_OF, ignore=frozenset({"channels"}))), "what is left out of account"),
        (lambda o: o.request(asked=Asked(datetime(2018, 6, 1))), "it was made as of a later time than is asked now"),
    ],
)
def test_where_more_has_changed_everything_is_checked(
    office: Office, change: Callable[[Office], Request], why: str
) -> None:
    """And the reason is said."""
    went = office.go_on(change(office))
    assert went.resumed is None and went.why.startswith(why.format(log=office.folder / "log.csv"))


def test_another_version_is_not_gone_on_from(office: Office) -> None:
    """It may have judged otherwise."""
    path = office.folder / office.report
    path.write_text(path.read_text("utf-8").replace('"version": "', '"version": "0.'), "utf-8")
    assert office.go_on(office.request()).why.startswith("it was written by version 0.")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("log.csv", (HEADER + OLD).encode("gb18030"), NEW.encode("gb18030")),
        ("log.csv", (HEADER + OLD).replace("\n", "\r\n").rstrip().encode(), f"\r\n{NEW}".encode()),
        ("log.csv", (HEADER + OLD).encode(), '2,预决算,财政局,公开,2018-02-20,"两\n行"\n'.encode()),
        (
            "log.jsonl",
            "".join(
                json.dumps(dict(zip(HEADER.strip().split(","), row.split(","), strict=True)), ensure_ascii=False) + "\n"
                for row in OLD.splitlines()
            ).encode(),
            b'{"\\u7f16\\u53f7": "2", "\xe4\xba\x8b\xe9\xa1\xb9": "\xe9\xa2\x84\xe5\x86\xb3\xe7\xae\x97", '
            + '"单位": "财政局", "环节": "公开", "时间": "2018-02-20", "备注": ""}\n'.encode(),
        ),
    ],
    ids=["gbk", "crlf without an end", "a quotation of two lines", "json lines"],
)
def test_texts_grow_at_their_end(office: Office, name: str, old: bytes, new: bytes) -> None:
    """In every encoding whose lines can be told by their bytes."""
    (office.folder / name).write_bytes(old)
    office.check(office.request(name))
    (office.folder / name).write_bytes(old + new)
    went = office.go_on(office.request(name))
    assert went.why == "" and went.resumed is not None and went.resumed.evaluated == 1


def test_a_row_without_an_end_may_go_on(office: Office) -> None:
    """Its cell is another one then."""
    path = office.folder / "log.csv"
    path.write_text((HEADER + OLD).rstrip() + "甲", "utf-8")
    office.check(office.request())
    grow(office, "乙\n")
    assert office.go_on(office.request()).why.endswith("that were read before have changed")


def book(path: Path, rows: str) -> None:
    """A workbook of these rows."""
    workbook = openpyxl.Workbook()
    for row in (HEADER + rows).splitlines():
        workbook.active.append(row.split(","))
    workbook.save(path)


def test_a_workbook_must_be_the_same(office: Office) -> None:
    """Its bytes say nothing of its rows; a new one beside it is new."""
    folder = office.folder / "logs"
    folder.mkdir()
    book(folder / "a.xlsx", OLD)
    office.check(office.request("logs"))
    book(folder / "b.xlsx", NEW)
    went = office.go_on(office.request("logs"))
    assert went.resumed is not None and went.resumed.evaluated == 1
    book(folder / "a.xlsx", OLD + NEW)
    assert office.go_on(office.request("logs")).why.endswith("a.xlsx” that were read before have changed")


def test_files_come_in_the_order_they_came_in(office: Office) -> None:
    """Of events at one time the row that stands first is told of."""
    (office.folder / "b.csv").write_text(HEADER + NEW, "utf-8")
    office.check(office.request("log.csv", "b.csv"))
    assert office.go_on(office.request("b.csv", "log.csv")).why == "the files of the log come in another order"


def test_rows_of_a_ledger_that_has_no_numbers_are_called_by_their_file_in_a_log_of_several(office: Office) -> None:
    """So a second file changes what the rows of the first are called."""
    ledger = "事项,单位,批准日期,公开日期\n预决算,财政局,2018-01-10,2018-01-12\n"
    (office.folder / "log.csv").write_text(ledger, "utf-8")
    office.check(office.request())
    (office.folder / "b.csv").write_text(ledger, "utf-8")
    assert office.go_on(office.request("log.csv", "b.csv")).why.startswith("the log has several files now")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "report/not-found"),
        (b"", "since/no-report"),
        (b"[]", "since/no-report"),
        (b"{}", "since/no-report"),
        (b'{"schema": "compliance-report/1"}', "since/no-report"),
        (b'{"schema": "compliance-report/1", "findings": []}', "since/says-too-little"),
        (b'{"schema": "compliance-report/9", "findings": []}', "report/schema"),
        (b"PAR1", "since/no-report"),
    ],
)
def test_what_is_no_report_is_refused(office: Office, data: bytes | None, code: str) -> None:
    """With what it should be."""
    path = office.folder / "other.json"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(Refused) as refused, checked(office.request(since=path)):
        pass
    assert [problem.code for problem in refused.value.diagnostics] == [code]


@pytest.mark.parametrize("agency", [None, "财政局"])
def test_many_judged_again_stand_in_a_table_between_those_taken_over(
    office: Office, monkeypatch: pytest.MonkeyPatch, agency: str | None
) -> None:
    """They are put into words by example there, in the order of a check of everything, of one agency too."""
    monkeypatch.setattr(stored, "FEW", 0)
    office.report = "report.parquet"
    rows = [f"{n},预决算,{('财政局', '教育局')[n % 2]},批准,2018-01-{n % 28 + 1:02},\n" for n in range(60)]
    log = office.folder / "log.csv"
    log.write_text(HEADER + "".join(rows), "utf-8")
    office.check(office.request())
    log.write_text(
        HEADER + "".join(rows) + "".join(row.replace("批准,2018-01", "公开,2018-02") for row in rows[::3]), "utf-8"
    )
    judged: list[int] = []
    order = ResumedFindings._order_of_worded

    def ordered(findings: ResumedFindings) -> None:
        order(findings)
        judged.append(findings.database.one("SELECT count(own) FROM merged_order"))

    monkeypatch.setattr(ResumedFindings, "_order_of_worded", ordered)

    def written(request: Request) -> bytes:
        with checked(request) as assessment:
            findings = assessment.findings.owed_by(agency) if agency else assessment.findings
            out = io.BytesIO()
            parquet.write(replace(assessment, findings=findings, resumed=None), Manner("zh"), out)
            return out.getvalue()

    went_on = written(replace(office.request(), since=office.folder / office.report))
    assert all_of_parquet(went_on) == all_of_parquet(written(office.request()))
    assert judged == [20 if agency is None else 10]
