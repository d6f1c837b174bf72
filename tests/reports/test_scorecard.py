"""Every report shows how the score came about, in the same figures."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import lxml.html
import pytest

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment, Finding
from compliance.findings.scorecard import EMPTY
from compliance.reports import Manner, named
from compliance.reports.figures import number, share
from compliance.reports.scorecard_view import COLUMNS, MOST_LINES, ScoreLine, lines_of, score_view, sentences

SHOWN = [
    ("text", "zh", "计分7项（应公开12项）；2项待定（待核实或人工核查），未计分，可能改变得分。"),
    ("text", "en", "7 of 12 obligations scored; 2 open: they may still change the score."),
    ("md", "zh", "计分7项（应公开12项）；2项待定（待核实或人工核查）"),
    ("md", "en", "7 of 12 obligations scored; 2 open"),
    ("html", "zh", "计分7项（应公开12项）；2项待定（待核实或人工核查）"),
    ("html", "en", "7 of 12 obligations scored; 2 open"),
]


def written(name: str, assessment: Assessment, language: Language = "zh") -> str:
    """The report in one format."""
    out, form = io.BytesIO(), named(name)
    assert form is not None
    form.write(assessment, Manner(language), out)
    return out.getvalue().decode()


def test_a_line_has_what_its_columns_say() -> None:
    """Header and cells go together."""
    assert list(ScoreLine.__dataclass_fields__)[: len(COLUMNS)] == [name.removeprefix("score_") for name in COLUMNS]


@pytest.mark.parametrize(("name", "language", "words"), SHOWN)
def test_the_score_stands_beside_its_coverage(
    name: str, language: Language, words: str, assessment: Assessment
) -> None:
    """In each report for people and in both languages."""
    flat = "".join(written(name, assessment, language).split())
    assert "".join(words.split()) in flat


def test_the_arithmetic_is_told(assessment: Assessment) -> None:
    """Formula, bonus, spread weight, veto, waivers, and what there is to gain."""
    said = sentences(assessment.summary.card, "zh")
    assert said == (
        "计分7项（应公开12项）；2项待定（待核实或人工核查），未计分，可能改变得分。",
        "得分 = 100 − 15 + 2 = 61.5。",
        "加分：县-1，3项 × 1分，封顶2分，加2分。",
        "不适用的规则 县-1 的权重4，摊到“预决算”的其他核查结果。",
        '单项否决：县-1 <script>alert("x")</script>[U+202E]|`=cmd，@SUM(A1)，有1项问题，得分为0。',
        "暂缓1项，未计入；如不暂缓，得分为50。",
        "若所列各项均合规，得分为100分。",
    )


def test_the_arithmetic_is_told_in_english(assessment: Assessment) -> None:
    """The same sentences."""
    said = sentences(assessment.summary.card, "en")
    assert said[1:4] == (
        "score = 100 − 15 + 2 = 61.5.",
        "Bonus: 县-1, 3 × 1, capped at 2: 2.",
        "The weight 4 of 县-1, which do not apply, is carried by the other findings of “预决算”.",
    )
    assert said[-1] == "If everything listed were met: 100."


def test_the_arithmetic_of_two_rulesets_says_whose_each_figure_is(assessment: Assessment) -> None:
    """A veto makes the score of one ruleset 0, of the agencies that it names, and not the score that stands above it."""
    (account,) = assessment.summary.card.accounts
    (veto,) = account.vetoes
    other = replace(
        account, ruleset="乙", agencies=2, weight=4.0, score=50.0, vetoes=(replace(veto, agencies=("甲局",)),)
    )
    card = replace(assessment.summary.card, accounts=(account, other), score=56.3)
    said, told = sentences(card, "zh"), sentences(card, "en")
    assert [one.partition("有1项问题")[2] for one in said if "有1项问题" in one] == [
        f"，在{account.ruleset}中得分为0。",
        "（甲局），所列单位在乙中得分为0。",
    ]
    assert [one.partition("1 gap")[2] for one in told if "1 gap" in one] == [
        f", so the score of {account.ruleset} is 0.",
        " (甲局), so their score of 乙 is 0.",
    ]
    mean = f"({account.weight:g} × 61.5 + 4 × 50) ÷ {account.weight + 4:g} = 56.3"
    assert f"各规则集按权重平均：{mean}。扣分和若合规可加，都以该规则的规则集得分计。" in said
    assert (
        f"The rulesets together, each by its weight: {mean}. Points and gains are of the score of the rule's own ruleset."
        in told
    )


@pytest.mark.parametrize("name", ["md", "html"])
def test_each_deduction_names_its_findings(name: str, assessment: Assessment) -> None:
    """Rule, verdict, how many, each, asked, cap, points, gain, and which."""
    text = written(name, assessment)
    plain = re.sub("<[^>]+>", "", text) if name == "html" else text
    cells = ["县-1", "逾期", "2", "1.5", "3", "2.5", "−2.5", "+2.25", "2018-01 等"]
    places = [plain.find(cell, plain.find("计分7项")) for cell in cells]
    assert -1 not in places
    assert assessment.summary.card.accounts[0].deductions[0].left == 1


def test_each_deduction_leads_to_its_findings(assessment: Assessment) -> None:
    """Its case is a link to where the finding stands, for all agencies together and for each."""
    page = lxml.html.fromstring(written("html", assessment))
    for line in page.xpath("//section[@id='score']//*[self::tr or self::li][.//a]"):
        (link,) = line.xpath(".//a")
        (there,) = page.xpath(f"//tbody[@id='{link.get('href')[1:]}']")
        assert there.text_content().strip().startswith(link.text)
    assert page.xpath("//section[@id='score']//tr//a") and page.xpath("//section[@id='score']//li//a")


def test_json_has_the_whole_card(assessment: Assessment) -> None:
    """Of the whole and of each agency, every line with its figures."""
    data = json.loads(written("json", assessment))
    card = data["summary"]["scorecard"]
    assert (card["score"], card["scored"], card["open"], card["best"]) == (61.54, 7, 2, 100.0)
    assert card["accounts"][0]["deductions"][0] == {
        "rule": "县-1",
        "title": "预决算",
        "citation": "一(五)",
        "verdict": "late",
        "modality": "must",
        "findings": 2,
        "each": 1.5,
        "asked": 3.0,
        "cap": 2.5,
        "points": 2.5,
        "gain": 2.25,
        "named": ["2018-01"],
    }
    assert [agency["scorecard"]["score"] for agency in data["agencies"]] == [91.0] * len(data["agencies"])


def test_no_markup_of_a_log_is_markup_in_the_score(assessment: Assessment) -> None:
    """Titles and case numbers are shown, not run."""
    page = written("html", assessment)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "\\|\\`=cmd" in written("md", assessment)


def test_nothing_scored_shows_no_score(of: Callable[..., Assessment], findings: list[Finding]) -> None:
    """Neither a heading nor an empty table."""
    plain = of(findings)
    agencies = tuple(replace(agency, score=None, grade=None, card=EMPTY) for agency in plain.agencies)
    without = replace(plain, summary=replace(plain.summary, score=None, card=EMPTY), agencies=agencies)
    assert 'id="score"' not in written("html", without)
    assert "## 得分" not in written("md", without)
    assert not re.search(r"^得分", written("text", without), re.MULTILINE)


def test_agencies_beyond_what_a_page_holds_are_counted(
    of: Callable[..., Assessment], findings: Sequence[Finding]
) -> None:
    """The page says where the others are."""
    many = [replace(findings[0], agency=f"单位{n:04}") for n in range(MOST_LINES + 20)]
    view = score_view(of(many), "zh", {})
    assert len(view.agencies) == MOST_LINES
    assert view.cut == "另有20个单位的明细见 JSON 报告。"


@pytest.mark.parametrize("name", ["text", "md", "html"])
def test_periods_are_in_words_and_cases_as_they_stand(name: str, assessment: Assessment) -> None:
    """A quarter as the list of problems has it; a case that is called as a month is, is none."""
    card = assessment.summary.card
    first, *others = card.accounts[0].deductions
    of_periods = replace(first, rule="季-1", named=("2018Q1",), periods=True)
    account = replace(card.accounts[0], deductions=(of_periods, first, *others))
    shown = replace(assessment, summary=replace(assessment.summary, card=replace(card, accounts=(account,))))
    said = written(name, shown)
    assert "2018年第1季度" in said and "2018Q1" not in said
    assert "2018-01 等" in re.sub("<[^>]+>", "", said)


def test_a_case_with_several_gaps_of_a_line_is_named_once(assessment: Assessment) -> None:
    """A rule of several duties, such as 5小时内发布，24小时内举行新闻发布会, finds both in one case."""
    account = assessment.agencies[0].card.accounts[0]
    twice = replace(account.deductions[0], findings=3, named=("突3", "突3", "突4"))
    card = replace(assessment.agencies[0].card, accounts=(replace(account, agencies=1, deductions=(twice,)),))
    assert [line.named for line in lines_of(card, "zh")] == ["突3、突4"]


def test_half_of_what_is_shown_goes_up() -> None:
    """Shares, scores and points as people round them: 5 of 16 are 31.25%."""
    assert (share(5, 16), share(1, 16), share(1, 8), share(0, 0)) == ("31.3%", "6.3%", "12.5%", "—")
    assert (number(70.25), number(100.0)) == ("70.3", "100")
