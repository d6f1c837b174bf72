from __future__ import annotations

import re
from dataclasses import replace

import pytest

from compliance.findings import AgencySummary, Assessment, Verdict, of_agency
from compliance.reports import Manner, letters_view
from compliance.reports.index import index
from compliance.reports.ranking import ranked
from compliance.reports.view import page

V = Verdict


def agency(name: str, score: float | None, **verdicts: int) -> AgencySummary:
    """An agency with so many findings of each verdict."""
    return AgencySummary(name, sum(verdicts.values()), {V(v): n for v, n in verdicts.items()}, score, None)


def test_the_best_score_comes_first_and_equals_share_a_place() -> None:
    """After two in the second place comes the fourth; who has no score has no place and comes last."""
    agencies = [
        agency("d", 70.0, late=1),
        agency("none", None),
        agency("c", 80.0, late=3),
        agency("b", 80.0, late=1),
        agency("a", 90.5),
    ]
    assert [(place, a.agency) for place, a in ranked(agencies)] == [
        (1, "a"),
        (2, "b"),
        (2, "c"),
        (4, "d"),
        (None, "none"),
    ]


def test_the_index_links_each_agency_to_its_reports(assessment: Assessment) -> None:
    """Addresses are relative and escaped; another format is a link beside the name."""
    files = {a.agency: [f"{a.agency}.html", f"{a.agency}.csv"] for a in assessment.agencies}
    files["财政局"] = ["财政局#1.html", "财政局#1.csv"]
    page = index(assessment, files, Manner()).decode()
    assert '<a href="%E8%B4%A2%E6%94%BF%E5%B1%80%231.html">财政局</a>' in page
    assert 'href="%E8%B4%A2%E6%94%BF%E5%B1%80%231.csv" aria-label="财政局 csv">csv</a>' in page


def test_the_index_counts_as_the_report_does(assessment: Assessment) -> None:
    """The last row is the summary of all, and the conclusion is the report's."""
    page = index(assessment, {}, Manner()).decode()
    total = page.partition("<tfoot>")[2]
    summary = assessment.summary
    numbers = [summary.obligations, summary.gaps, *(summary.verdicts[v] for v in (V.MISSING, V.LATE, V.INCOMPLETE))]
    assert [f'<td class="n">{n}</td>' in total for n in numbers] == [True] * 5
    assert "发现问题7项" in page


def test_who_owes_something_with_others_is_led_to_it(assessment: Assessment) -> None:
    """What several owe jointly stands in a report of its own, which each of them is linked to."""
    joint = replace(
        assessment, agencies=(agency("甲局", 90.0), agency("乙局", 80.0), agency("甲局/乙局", 50.0, missing=1))
    )
    page = index(joint, {a.agency: [f"{n}.html"] for n, a in enumerate(joint.agencies)}, Manner()).decode()
    assert page.count('共同负责：<a href="2.html">甲局/乙局</a>') == 2


@pytest.mark.parametrize(("lang", "title"), [("zh", "公开时限合规检查通报"), ("en", "Disclosure compliance by agency")])
def test_the_index_is_said_in_both_languages(assessment: Assessment, lang, title: str) -> None:
    """The heading, and the language that readers' programs are told."""
    page = index(assessment, {}, Manner(lang)).decode()
    assert f"<h1>{title}</h1>" in page
    assert f'<html lang="{ {"zh": "zh-CN", "en": "en"}[lang] }">' in page


def test_a_hostile_agency_is_harmless(assessment: Assessment) -> None:
    """Its name is text, and its address no script."""
    bad = '"><script>alert(1)</script>'
    page = index(
        replace(assessment, agencies=(agency(bad, 1.0),)), {bad: ["javascript:alert(1).html"]}, Manner()
    ).decode()
    assert "<script" not in page
    assert 'href="javascript%3Aalert' in page


def test_no_agency_at_all_is_a_page_too(of) -> None:
    """It says so, and has no empty table."""
    page = index(of([]), {}, Manner()).decode()
    assert "没有任何单位有应公开事项。" in page and "<table" not in page


def test_a_template_of_ones_own_stands_in(assessment: Assessment, tmp_path) -> None:
    """The index is a template as the others are."""
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "index.html").write_text("{{ page.agencies|length }} agencies", "utf-8")
    assert index(assessment, {}, Manner(templates=tmp_path)) == b"5 agencies\n"


def test_every_report_gives_an_agency_the_same_place(assessment: Assessment) -> None:
    """The index, the HTML report and the bulletin as a letter are put on the same table."""
    scored = tuple(
        replace(a, score=s) for a, s in zip(assessment.agencies, (80.0, 90.0, 80.0, None, 70.0), strict=True)
    )
    whole = replace(assessment, agencies=scored)
    expected = {a.agency or "（未注明单位）": place for a, place in zip(scored, ("2", "1", "2", "—", "4"), strict=True)}
    rows = re.findall(r'<tr><td class="n">(.+?)</td><th scope="row">(.+?)</th>', index(whole, {}, Manner()).decode())
    assert {name: place for place, name in rows} == expected
    assert {row.name: row.rank for row in page(whole, "zh").agencies} == expected
    assert {row.agency: row.place for row in letters_view.letters_view(whole, Manner()).ranking} == expected


def test_an_agency_alone_has_no_place(assessment: Assessment) -> None:
    """The first of one is no praise."""
    alone = of_agency(assessment, assessment.agencies[0])
    assert [row.rank for row in page(alone, "zh").agencies] == ["—"]
