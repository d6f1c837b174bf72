"""Findings to Parquet by example are those put into words one by one, for logs and rulesets of all kinds."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from tests.checking.conftest import AS_OF, PARQUET, ruleset
from tests.reports.readers import all_of_parquet

from compliance.checking import Request, checked
from compliance.engine import scan, session, stored, worded
from compliance.engine.asked import Asked
from compliance.reports import Manner

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("kind", "as_of"), [((), "2021-09-30"), (("--mixed",), "2018-04-30")])
def test_all_of_the_benchmark_is_filled_in(kind: Sequence[str], as_of: str, told, tmp_path: Path, monkeypatch) -> None:
    """Deadlines in days, working days and hours, channels, elements, months and quarters: none is put into words by itself.

    Months and the first quarter of a third of a year are some 10,000 findings.
    """
    made = tmp_path / "made"
    script = [sys.executable, str(ROOT / "benchmarks" / "workload.py"), str(made), "--events", "3000"]
    subprocess.run([*script, *kind], check=True, capture_output=True)
    monkeypatch.setattr(scan, "LARGE", 0)
    found = told(made / "log.csv", [made / "rules"], as_of)
    assert len(found.rows) > 1000
    assert found.one_by_one == 0


@pytest.mark.parametrize(
    "log", ["hengyang-2017.csv", "hunan-2016.csv", "tongjiang-2018.xlsx", "yongzhou-2021.csv", "incidents.csv"]
)
def test_ledgers_and_rulesets_that_come_with_it(log: str, told) -> None:
    """All built-in rulesets over each example; what a person must judge is put into words by itself."""
    rulesets = ["cn-disclosure", "hengyang-2017", "hunan-2016", "tongjiang-2018", "yongzhou-2021", "zhejiang-2017"]
    found = told(ROOT / "examples" / log, rulesets, "2021-12-31")
    assert found.rows
    judged = [row for row in found.rows if row["verdict"] != "manual"]
    assert found.one_by_one < len(found.rows) - len(judged) + len(judged) / 4


def test_personal_numbers_stay_masked(told, tmp_path: Path) -> None:
    """In names of cases and agencies and in links; what only looks like one stays as it is."""
    rules = ruleset(tmp_path, "预决算 publish within 5 days of approval\n")
    cases = [
        "11010519491231002X",
        "A000000123",
        "13800138000",
        "2018-000123",
        "（0571）87654321",
        "2",
        "110105194912310020",
    ]
    lines = [f"{case},预决算,{agency},{action},2018-03-0{day},{url}" for case in cases for agency, action, day, url in (
        ("财政局", "approval", 1, ""), ("财政局", "publish", 4, "https://a.gov.cn/201803/t20180304_123456789.html"),
        ("李某13912345678", "approval", 2, ""), ("李某13912345678", "publish", 9, "https://a.gov.cn/13800138000/1.html"),
    )]  # fmt: skip
    found = told("case,matter,agency,action,time,url\n" + "\n".join(lines), [rules])
    shown = "\n".join(str(row) for row in found.rows)
    assert not any(number in shown for number in ("11010519491231002X", "13800138000", "13912345678", "87654321"))
    assert "A000000123" in shown
    assert 0 < found.one_by_one < len(found.rows)


def test_numbers_in_what_a_shape_shares_stay_masked(told, tmp_path: Path) -> None:
    """A citation and a waiver with a telephone number."""
    rules = ruleset(
        tmp_path, "[r1] 预决算 publish within 5 days of approval\n    cite 《办法》第一条，电话13800138000\n"
    )
    waivers = tmp_path / "waivers.toml"
    waivers.write_text(
        '[[waiver]]\nrule = "r1"\nreason = "电话13912345678"\napprover = "办公室"\nexpiry = 2019-12-31\ncase = "B1"\n',
        "utf-8",
    )
    log = "case,matter,agency,action,time\n" + "".join(f"B{n},预决算,财政局,approval,2018-03-01\n" for n in range(4))
    found = told(log, [rules], waivers=waivers)
    assert "1*********8" in found.rows[1]["reason"]
    assert "13912345678" not in found.rows[1]["reason"]


def test_waivers_are_told(told) -> None:
    """A waiver's sentence follows the reason of each finding that it is for."""
    folder = ROOT / "examples" / "score"
    found = told(folder / "log.csv", [folder], waivers=folder / "waivers.toml")
    assert any("暂缓：" in row["reason"] for row in found.rows)


def test_times_however_stated(told, tmp_path: Path) -> None:
    """Days, minutes, seconds, parts of a second, months, years, and what is in the last second of a day."""
    rules = ruleset(
        tmp_path,
        "预决算 publish within 5 days of approval\n预决算 reply within 3 h of approval\n"
        "预决算 interpret before approval\n预决算 annotate within 1 working day of approval\n",
    )
    times = [
        "2018-03-01", "2018-03-02 09:30", "2018-03-02 09:30:15", "2018-03-02T09:30:15.25", "2018-03", "2018年3月5日9时",
        "2018", "2018-02-28 23:59:59.999998", "2018-09-30 23:59:59", "2018-03-01 00:00",
    ]  # fmt: skip
    actions = ("approval", "publish", "reply", "interpret", "annotate")
    lines = [
        f"{n}-{m},预决算,财政局,{action},{time}"
        for n, first in enumerate(times)
        for m, second in enumerate(times)
        for action in actions
        for time in [first if action == "approval" else second]
    ]
    found = told("case,matter,agency,action,time\n" + "\n".join(lines), [rules])
    assert {row["verdict"] for row in found.rows} >= {"met", "late", "undetermined"}
    assert found.one_by_one == 0


def test_hours_are_rounded_as_in_every_format(told, tmp_path: Path) -> None:
    """75 minutes are 1.3 hours, 105 are 1.8 and 45 are 0.8: a half is rounded up."""
    rules = ruleset(tmp_path, "突发事件 发生后5小时内公开\n")
    late = {"15": 0.3, "45": 0.8, "75": 1.3, "105": 1.8, "3": 0.1, "2": 0.0}
    lines = [
        f"{minutes},突发事件,应急局,{action},2018-03-01 {hour:02}:{minute:02}"
        for minutes in late
        for action, hour, minute in (("发生", 9, 0), ("公开", 14 + int(minutes) // 60, int(minutes) % 60))
    ]
    found = told("case,matter,agency,action,time\n" + "\n".join(lines), [rules])
    assert {row["case"]: row["hours_late"] for row in found.rows} == late
    assert found.one_by_one == 0


def test_steps_of_which_an_earlier_one_may_have_been_the_last(told, tmp_path: Path) -> None:
    """A month on one channel, a day in it on the other: what leaves it open is the month, and no day of the other step."""
    rules = ruleset(tmp_path, "预决算 批准后20日内公开 渠道 网站 和 公报\n")
    lines = [
        f"{n},预决算,财政局,{action},{time},{channel}"
        for n in range(1, 9)
        for action, time, channel in (
            ("批准", f"2018-01-0{n}", ""),
            ("公开", "2018-01", "网站"),
            ("公开", f"2018-01-1{n}", "公报"),
        )
    ]
    found = told("case,matter,agency,action,time,channel\n" + "\n".join(lines), [rules])
    assert {row["verdict"] for row in found.rows} == {"undetermined"}
    for row in found.rows:
        assert "（第" in row["reason"]
        assert "，全部完成最迟可能在2018-01-31，所记时间不够精确" in row["reason"]


def test_a_text_too_long_for_a_cell_is_cut(told, tmp_path: Path) -> None:
    """As one put into words by itself."""
    rules = ruleset(tmp_path, "预决算 publish within 5 days of approval\n")
    log = "case,matter,agency,action,time\n" + "".join(
        f"{case},预决算,财政局,approval,2018-03-01\n" for case in ("1", "2", "长" * 40_000)
    )
    found = told(log, [rules])
    assert [len(row["case"]) for row in found.rows] == [1, 1, 32_767]
    assert found.one_by_one == 1


@pytest.mark.parametrize("numbered", [0, worded.FEW])
def test_many_that_are_put_into_words_one_by_one(
    told, numbered: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are held a part at a time, and the parts are one file; so it is where no text is kept as a number."""
    monkeypatch.setattr(worded, "FEW", numbered)
    made = tmp_path / "made"
    script = [sys.executable, str(ROOT / "benchmarks" / "workload.py"), str(made), "--events", "1500"]
    subprocess.run(script, check=True, capture_output=True)
    monkeypatch.setattr(worded, "LEAST", 30)
    monkeypatch.setattr(worded, "CHUNK", 32)
    monkeypatch.setattr(worded, "AT_ONCE", 50)
    found = told(made / "log.csv", [made / "rules"], "2021-09-30")
    assert found.one_by_one > 200


def test_what_sql_says_otherwise_is_put_into_words_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shape whose words would come out otherwise is none."""
    rules = ruleset(tmp_path, "预决算 publish within 5 days of approval\n")
    log = tmp_path / "log.csv"
    log.write_text(
        "case,matter,agency,action,time\n" + "".join(f"{n},预决算,财政局,approval,2018-03-01\n" for n in range(9))
    )
    real = worded.stencil
    monkeypatch.setattr(
        worded, "stencil", lambda *given: worded.Stencil(("", "!"), ("trigger",)) if real(*given) else None
    )
    made = []
    with checked(Request((str(log),), Asked(datetime.fromisoformat(AS_OF)), (str(rules),))) as assessment:
        for few in (0, 10**9):
            monkeypatch.setattr(stored, "FEW", few)
            out = io.BytesIO()
            PARQUET.write(assessment, Manner("zh"), out)
            made.append(out.getvalue())
    assert all_of_parquet(made[0]) == all_of_parquet(made[1])


def test_the_findings_of_one_agency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report of each agency has its own alone."""
    rules = ruleset(tmp_path, "预决算 publish within 5 days of approval\n")
    lines = [f"{n},预决算,{agency},approval,2018-03-01\n" for n in range(5) for agency in ("财政局", "教育局")]
    log = tmp_path / "log.csv"
    log.write_text("case,matter,agency,action,time\n" + "".join(lines), "utf-8")
    made = []
    with checked(Request((str(log),), Asked(datetime.fromisoformat(AS_OF)), (str(rules),))) as assessment:
        for few in (0, 10**9):
            monkeypatch.setattr(stored, "FEW", few)
            out = io.BytesIO()
            PARQUET.write(replace(assessment, findings=assessment.findings.owed_by("教育局")), Manner("zh"), out)
            made.append(out.getvalue())
    assert all_of_parquet(made[0]) == all_of_parquet(made[1])


def test_two_threads_write_the_same_bytes_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More findings than one group of rows holds, by several threads."""
    monkeypatch.setattr(session, "SMALL", 0)
    rules = ruleset(tmp_path, "".join(f"预决算 publish within {n} days of approval\n" for n in range(1, 71)))
    log = tmp_path / "log.csv"
    log.write_text(
        "case,matter,agency,action,time\n" + "".join(f"{n},预决算,财政局,approval,2018-03-01\n" for n in range(2000))
    )
    made = set()
    for _ in range(3):
        with checked(Request((str(log),), Asked(datetime.fromisoformat(AS_OF)), (str(rules),))) as assessment:
            out = io.BytesIO()
            PARQUET.write(assessment, Manner("zh"), out)
            made.add(out.getvalue())
    assert len(made) == 1
