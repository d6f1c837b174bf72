"""Two reports compared: every finding is known again, whatever was done to the file, and nothing is lost."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from compliance.calendars.interval import Interval
from compliance.diagnostics import Refused, render
from compliance.findings import Assessment, Finding, Source, Verdict
from compliance.findings.changes import Cut, Status, compare
from compliance.reports import Manner
from compliance.reports.diff import PAGE_SHOWN, TEXT_SHOWN, Compared, as_html, as_json, as_text
from compliance.reports.json import write
from compliance.reports.saved import Saved, read_report

Compare = Callable[..., Compared]
V = Verdict
OPEN_GAPS = (V.LATE, V.MISSING, V.INCOMPLETE)


@pytest.fixture
def finding(findings: list[Finding]) -> Finding:
    """A gap of a numbered case."""
    return findings[0]


@pytest.fixture
def compared(tmp_path: Path, of: Callable[..., Assessment]) -> Compare:
    """`compared([…], […])`: both lists written as JSON reports, read back and compared."""

    def saved(name: str, findings: Sequence[Finding], **other: object) -> Saved:
        out = io.BytesIO()
        write(of(list(findings), **other), Manner("en" if name == "new" else "zh"), out)
        (tmp_path / f"{name}.json").write_bytes(out.getvalue())
        return read_report(tmp_path / f"{name}.json")

    def run(old: Sequence[Finding], new: Sequence[Finding], **other: object) -> Compared:
        before, after = saved("old", old), saved("new", new, **other)
        return Compared(before, after, compare(before.findings, after.findings))

    return run


def test_files_that_were_not_read_are_said(finding: Finding, compared: Compare) -> None:
    """A gap that is gone with its file has not been put right."""
    found = compared([finding], [finding])
    assert found.notes() == ()
    (note,) = replace(found, new=replace(found.new, unread=2)).notes()
    assert note.zh.startswith("新报告有2个文件未能读取")


def statuses(found: Compared) -> list[tuple[str, str]]:
    """Each change with its case or period."""
    return [(change.status.value, change.now.case or change.now.period or "") for change in found.changes.changes]


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        *((None, gap, Status.NEW) for gap in OPEN_GAPS),
        *((V.MET, gap, Status.RELAPSED) for gap in OPEN_GAPS),
        *((was, V.MISSING, Status.NEW) for was in (V.PENDING, V.UNDETERMINED, V.MANUAL, V.EXEMPT)),
        *((was, now, Status.STILL) for was in OPEN_GAPS for now in OPEN_GAPS if now is not V.LATE or was is V.LATE),
        # What was lacking has been done since: its deadline stays passed.
        *((was, V.LATE, Status.PUT_RIGHT) for was in OPEN_GAPS if was is not V.LATE),
        *((gap, V.MET, Status.PUT_RIGHT) for gap in OPEN_GAPS),
        *((gap, None, Status.GONE) for gap in OPEN_GAPS),
        *((V.LATE, now, Status.CHANGED) for now in (V.EXEMPT, V.UNDETERMINED, V.PENDING)),
        (V.PENDING, V.MET, Status.CHANGED),
        (V.MET, V.UNDETERMINED, Status.CHANGED),
        (V.MET, V.MET, None),
        (None, V.MET, None),
        (V.MET, None, None),
    ],
)
def test_what_became_of_a_finding(
    compared: Compare, finding: Finding, old: Verdict | None, new: Verdict | None, status: Status | None
) -> None:
    """By its verdict before and now; None: it is not in that report."""
    before, after = ([replace(finding, verdict=verdict)] if verdict else [] for verdict in (old, new))
    found = compared(before, after).changes
    assert [change.status for change in found.changes] == ([status] if status else [])


def test_a_waived_gap_is_neither_new_nor_put_right(compared: Compare, finding: Finding) -> None:
    """It has changed; when the waiver ends it is still open."""
    waived = replace(finding, waived=True)
    assert [c.status for c in compared([finding], [waived]).changes.changes] == [Status.CHANGED]
    assert [c.status for c in compared([waived], [finding]).changes.changes] == [Status.STILL]
    assert not compared([], [waived]).changes.changes
    missing = replace(finding, verdict=V.MISSING)
    assert [c.status for c in compared([missing], [waived]).changes.changes] == [Status.PUT_RIGHT], "it came, if late"
    assert "late → late (waived)" in as_text(compared([finding], [waived]), "en")


def ledger(finding: Finding, row: int, day: int, verdict: Verdict, file: str = "log.csv") -> Finding:
    """A finding of a ledger's row without a number, approved on a day of September."""
    return replace(
        finding,
        case=f"#{row}",
        trigger=Interval.day(date(2018, 9, day)),
        trigger_source=Source(file, row),
        verdict=verdict,
        completed=Interval.day(date(2018, 9, 30)) if verdict is V.MET else None,
    )


def test_inserted_rows_and_another_file_name_change_nothing(compared: Compare, finding: Finding) -> None:
    """Rows without a number go by their trigger."""
    old = [ledger(finding, row, row, V.MISSING if row % 2 else V.MET) for row in range(2, 12)]
    new = [ledger(finding, row + 5, row, V.MISSING if row % 2 else V.MET, "new.csv") for row in range(2, 12)]
    found = compared(old, new)
    assert {change.status for change in found.changes.changes} == {Status.STILL}
    assert (len(found.changes.changes), found.changes.unchanged) == (5, 5)


def test_rows_that_say_the_same_go_by_what_became_of_them_then_by_order(compared: Compare, finding: Finding) -> None:
    """One met and one missing on one day: an equal row put before them is the new one."""
    old = [ledger(finding, 9, 3, V.MET), ledger(finding, 10, 3, V.MISSING)]
    new = [ledger(finding, 9, 3, V.MISSING), ledger(finding, 10, 3, V.MET), ledger(finding, 11, 3, V.MISSING)]
    assert sorted(statuses(compared(old, new))) == [("new", "#11"), ("still open", "#9")]
    right = [ledger(finding, 10, 3, V.MET), ledger(finding, 11, 3, V.MET)]
    assert statuses(compared(old, right)) == [("put right", "#11")]


def test_a_corrected_date_makes_no_other_case(compared: Compare, finding: Finding) -> None:
    """Of a numbered case; of a case with two triggers it is not guessed which was meant."""
    moved = replace(finding, trigger=Interval.day(date(2018, 9, 4)))
    assert [c.status for c in compared([finding], [moved]).changes.changes] == [Status.STILL]
    twice = [moved, replace(finding, trigger=Interval.day(date(2018, 9, 5)))]
    assert sorted(c.status.value for c in compared([finding], twice).changes.changes) == ["gone", "new", "new"]


@pytest.mark.parametrize(
    ("stated", "first", "last", "found"),
    [
        ("2018-02-10", "2018-07-01", None, ["gone"]),
        ("2018-08-10", None, "2018-06-30", ["gone"]),
        ("2018-02", "2018-02-01", None, ["put right"]),
        ("2018", "2018-01-01", "2018-06-30", ["put right"]),
        ("2018-06-30T09:30:00", None, "2018-06-30", ["put right"]),
    ],
)
def test_what_one_report_was_not_asked_about_is_no_corrected_date(
    compared: Compare, finding: Finding, stated: str, first: str | None, last: str | None, found: list[str]
) -> None:
    """A gap of the first half of a year is not put right by what the same case began in the second."""
    before = replace(finding, verdict=V.MISSING)
    saved = compared([before], [replace(finding, verdict=V.MET)]).old.findings[0]
    cut = Cut(*(date.fromisoformat(day) if day else None for day in (first, last)))
    old, new = replace(saved, identity="a", trigger=stated), replace(saved, identity="b", verdict=V.MET)
    new = replace(new, trigger=first or last)
    assert [change.status.value for change in compare([old], [new], (Cut(), cut)).changes] == found


def test_a_report_says_what_it_was_asked_about(compared: Compare, finding: Finding, tmp_path: Path) -> None:
    """By its command line's `--from` and `--to`; one from before it said so was asked about everything."""
    compared([], [finding])
    path = tmp_path / "new.json"
    data = json.loads(path.read_text("utf-8"))
    data["provenance"]["terms"] |= {"from": "2018-01-01", "to": None}
    path.write_text(json.dumps(data), encoding="utf-8")
    assert read_report(path).cut == Cut(date(2018, 1, 1))
    del data["provenance"]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert read_report(path).cut == Cut()


def test_a_case_of_a_share_is_not_compared(compared: Compare, finding: Finding) -> None:
    """It counts towards its share alone."""
    assert not compared([], [replace(finding, counts=False)]).changes.changes


def test_the_language_of_a_report_is_not_part_of_it(compared: Compare, findings: list[Finding]) -> None:
    """One is written in Chinese, the other in English: every finding is known again."""
    found = compared(findings, findings)
    assert {change.status for change in found.changes.changes} == {Status.STILL}
    gaps = [f for f in findings if f.counts and f.verdict.is_gap]
    assert len(found.changes.changes) == len(gaps)
    assert found.changes.unchanged == len([f for f in findings if f.counts]) - len(gaps)


def test_text_is_within_its_width_and_says_how_much_is_left_out(compared: Compare, finding: Finding) -> None:
    """80 columns, and the summary before the details."""
    many = [replace(finding, case=f"2018-{n}") for n in range(TEXT_SHOWN + 3)]
    text = as_text(compared([], many), "en")
    assert "3 more: see -o diff.json" in text
    assert max(map(len, text.splitlines())) <= 80
    assert text.index("relapsed") < text.index("new 53") < text.index("[县-1]")


def test_json_has_both_states_of_each_change(compared: Compare, finding: Finding) -> None:
    """With the identity by which it was known again."""
    data = json.loads("".join(as_json(compared([replace(finding, verdict=V.MET)], [finding]), "zh")))
    assert data["schema"] == "compliance-diff/1"
    assert data["summary"] == {
        "relapsed": 1, "new": 0, "still open": 0, "put right": 0, "gone": 0, "changed": 0, "unchanged": 0,
    }  # fmt: skip
    (change,) = data["changes"]
    assert (change["old"]["verdict"], change["new"]["verdict"], change["case"]) == ("met", "late", "2018-01")
    assert len(change["identity"]) == 32


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_shows_every_change_and_runs_nothing(compared: Compare, findings: list[Finding], language: str) -> None:
    """Hostile cells are text; nothing may be loaded."""
    html = as_html(compared([], findings), language)
    assert "default-src &#39;none&#39;" in html
    assert "<script" not in html and "&lt;script&gt;" in html
    assert html.count('<th scope="row">') == len([f for f in findings if f.counts and f.verdict.is_gap])


def test_a_page_says_what_it_leaves_out(compared: Compare, finding: Finding) -> None:
    """The JSON has all."""
    html = as_html(compared([], [replace(finding, case=str(n)) for n in range(PAGE_SHOWN + 7)]), "en")
    assert "7 more: see the JSON." in html


def test_what_makes_a_comparison_doubtful_is_said(compared: Compare, finding: Finding) -> None:
    """Files in the wrong order, another ruleset."""
    found = compared([finding], [finding], as_of=datetime(2017, 12, 31), rulesets=())
    text = as_text(found, "zh")
    assert json.loads("".join(as_json(found, "zh")))["notes"] == [note.zh for note in found.notes()]
    assert "次序是否颠倒" in text and "“county-2018”，新报告没有核查" in "".join(text.split())


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"digests": {"county-2018": "f" * 64}}, "规则集“county-2018”在两次核查之间改动过"),
        ({"digests": {"another": "f" * 64}}, ""),
        ({"cut": Cut(date(2018, 7, 1))}, "检查期间（--from、--to）不同"),
        ({"agencies": (frozenset({"财政局"}), False)}, "所查的单位（--agency、--roster）不同"),
        ({"ignored": frozenset({"channels"})}, "不计的栏目（--ignore）不同"),
        ({"rejected": 9}, "（原报告2行，新报告9行）"),
    ],
)
def test_what_was_asked_otherwise_is_said(
    compared: Compare, finding: Finding, other: dict[str, object], said: str
) -> None:
    """A rule that asks for less puts nothing right."""
    found = compared([finding], [replace(finding, verdict=V.MET)])
    assert found.notes() == () and found.new.digests and found.old.rejected == 2
    notes = replace(found, new=replace(found.new, **other)).notes()
    assert [said in note.zh for note in notes] == ([True] if said else [])


def refused(path: Path, data: bytes | str) -> tuple[str, str, str]:
    """The code of what is wrong with a file, and the first message in both languages."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(Refused) as problem:
        read_report(path)
    first = problem.value.diagnostics[0]
    assert first.hint is not None
    return first.code, render(first, "zh"), render(first, "en")


WHOLE = '{"schema": "compliance-report/1", "as_of": "2018-12-31T00:00:00", "rulesets": [], "findings": [%s]}'


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        ("", "report/not-json", "ends before it is complete"),
        ('{"schema": "compliance-report/1",\n"findings": [', "report/not-json", "old.json:2:14"),
        ('{"schema": x}', "report/not-json", "this is not valid JSON"),
        ("[1, 2]", "report/no-report", "no report"),
        ("{}", "report/no-report", "no schema"),
        ('{"schema": 3}', "report/no-report", "no schema"),
        ('{"schema": "compliance-diff/1"}', "report/no-report", "no report"),
        ('{"schema": "compliance-report/0", "x": 1}', "report/schema", "this version reads compliance-report/1"),
        ('{"schema": "compliance-report/1"}', "report/broken", "the report lacks “as_of”"),
        (WHOLE % '{"ruleset": "r"}', "report/broken", "finding 1 lacks “rule”"),
        (WHOLE % "3", "report/broken", "finding 1"),
        (WHOLE.replace("[%s]", "{}"), "report/broken", "“findings” of the report cannot be read"),
        ("{'schema'".encode("utf-16"), "report/encoding", "not UTF-8"),
        ("[" * 100_000, "report/not-json", "JSON"),
    ],
    ids=range(14),
)
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, data: bytes | str, code: str, words: str) -> None:
    """With what is wrong and what to do; never a traceback."""
    found, _, english = refused(tmp_path / "old.json", data)
    assert found == code
    assert words in english


def test_a_finding_with_a_verdict_nobody_knows_is_named(compared: Compare, finding: Finding, tmp_path: Path) -> None:
    """The whole file is told of, a few findings at most."""
    compared([], [finding] * 9)
    text = (
        (tmp_path / "new.json")
        .read_text("utf-8")
        .replace('"verdict": "late", "modality"', '"verdict": "x", "modality"')
    )
    code, zh, _ = refused(tmp_path / "new.json", text)
    assert code == "report/broken" and "第1项核查结果的“verdict”读不出" in zh


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """As the user wrote it."""
    with pytest.raises(Refused) as problem:
        read_report(tmp_path / "none.json")
    assert problem.value.diagnostics[0].code == "report/not-found"


def test_a_report_with_half_a_character_or_a_mark_before_it_is_read(
    compared: Compare, finding: Finding, tmp_path: Path
) -> None:
    """What this program has written it can read."""
    compared([], [replace(finding, case="\ud800")])
    path = tmp_path / "new.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_report(path).findings[0].case == "\ud800"


def test_a_report_from_before_waivers_is_read(compared: Compare, finding: Finding, tmp_path: Path) -> None:
    """Keys that were added later have a value that changes nothing."""
    compared([], [finding])
    path = tmp_path / "new.json"
    data = json.loads(path.read_text("utf-8"))
    for key in ("waived", "counts", "evidence", "citation"):
        del data["findings"][0][key]
    path.write_text(json.dumps(data), encoding="utf-8")
    (known,) = read_report(path).findings
    assert (known.waived, known.is_gap) == (False, True)
