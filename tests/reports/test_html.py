from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment
from compliance.reports.charts import BAR, stacked, timeline
from compliance.reports.html import write
from compliance.reports.manner import Manner
from compliance.reports.view import MOST_FINDINGS

LOADS = {"src", "srcset", "poster", "data", "action", "background", "ping", "xlink:href"}


class Document(HTMLParser):
    """What a report is made of: its tags with their attributes, its text, its style and script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.code: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.code[self.cdata_elem] = data
        else:
            self.text += filter(None, [data.strip()])

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]


def html(assessment: Assessment, language: Language = "zh") -> str:
    """The report as text."""
    out = io.BytesIO()
    write(assessment, Manner(language), out)
    return out.getvalue().decode()


def test_the_policy_lets_nothing_in_but_its_own_style_and_script(assessment: Assessment) -> None:
    """`default-src 'none'`, and the hashes of exactly what stands in the file."""
    document = Document(html(assessment))
    (policy,) = (m["content"] for m in document.of("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(document.code[tag].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_nothing_is_loaded_and_nothing_is_inline(assessment: Assessment) -> None:
    """No attribute that fetches, no style attribute, no handler; links go to http or within the page."""
    document = Document(html(assessment))
    for tag, attributes in document.tags:
        assert not LOADS & attributes.keys(), tag
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        assert tag != "link"
        assert (attributes.get("href") or "#").startswith(("#", "https://", "http://"))
    assert not re.search(r"@import|url\((?!#)", document.code["style"])


@pytest.mark.parametrize(("language", "lang", "title"), [("zh", "zh-CN", "合规检查"), ("en", "en", "Disclosure")])
def test_the_page_says_its_language(assessment: Assessment, language: Language, lang: str, title: str) -> None:
    """Screen readers and hyphenation need it."""
    document = Document(html(assessment, language))
    assert document.of("html") == [{"lang": lang}]
    assert any(title in text for text in document.text)


def test_english_is_complete(of, findings) -> None:
    """No Chinese is left in an English report of an English log."""
    plain = replace(
        findings[0], rule="r-1", matter="budgets", agency="Treasury", citation="1(5)", case="B-1", ruleset="county"
    )
    assessment = of([plain])
    used = replace(assessment.rulesets[0], title="Plan", id="county")
    read = replace(assessment.log, files=(), rejected=(), rejected_count=0)
    summary = replace(assessment.summary, card=replace(assessment.summary.card, grade="good"))
    english = replace(assessment, rulesets=(used,), log=read, not_triggered=(), agencies=(), summary=summary)
    document = Document(html(english, "en"))
    assert not [text for text in document.text if re.search(r"[\u4e00-\u9fff、。，（）：]", text)]


def test_failures_come_first_and_the_rest_is_folded(assessment: Assessment) -> None:
    """Gaps, then what is open, then met, exempt and pending in closed sections with their numbers."""
    document = Document(html(assessment))
    sections = [attributes["id"] for attributes in document.of("section")]
    assert sections == ["summary", "score", "gaps", "open", "others", "silent", "log", "reproduce"]
    assert len(document.of("details")) == 4 + len(assessment.agencies)
    assert not [attributes for attributes in document.of("details") if "open" in attributes]


def test_a_gap_shows_its_proof(assessment: Assessment) -> None:
    """Record, clause, verdict, trigger, due date, act, days over and the whole sentence."""
    text = "\n".join(Document(html(assessment)).text)
    gap = text[text.index("2018-01\n") :]
    for part in (
        "逾期",
        "2018-09-03",
        "批准 第3行",
        "2018-10-08",
        "2018-10-09",
        "第4行",
        "逾期1天",
        "自次日起第20个工作日",
    ):
        assert part in gap
        gap = gap[gap.index(part) :]
    assert "· 依据 一(五)" in text


def test_what_the_log_says_is_never_markup(assessment: Assessment) -> None:
    """A tag in a cell is text; a mark that turns the reading direction is named; a script is no link."""
    page = html(assessment)
    assert "<script>alert" not in page and "\u202e" not in page and 'href="javascript:' not in page
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;[U+202E]|`=cmd" in page


def test_how_the_log_was_read_is_told(assessment: Assessment) -> None:
    """Encoding, columns, notes and every rejected row with its reason."""
    text = Document(html(assessment)).text
    for part in ("GB18030", "事件台账", "前1行是标题，已跳过", "8月32日", "没有这一天"):
        assert part in text
    assert "注意：有2行未能读取，未参加检查" in text


def test_rules_without_an_obligation_are_listed_with_the_reason(assessment: Assessment) -> None:
    """Those of one reason stand together."""
    text = Document(html(assessment)).text
    assert text[text.index("县-8、县-9 (第2项)") + 1] == "台账中没有“批准”"


def test_the_report_can_be_reproduced(assessment: Assessment) -> None:
    """Version, digest, calendar, as-of date and command line are given in full."""
    text = Document(html(assessment)).text
    for part in ("compliance 0.1.0", "0123456789abcdef" * 4, "compliance check log.csv -r county-2018"):
        assert part in text
    assert "2018-12-31T23:59:59.999999" in text


def test_bars_have_words(assessment: Assessment) -> None:
    """Whoever cannot see a bar gets its numbers."""
    bars = [svg for svg in Document(html(assessment)).of("svg") if svg.get("role") == "img"]
    assert len(bars) == 8 + len(assessment.agencies)
    assert bars[0]["aria-label"] == "未公开 2 (16.7%)"
    assert all(bar["aria-label"] for bar in bars)


def test_a_stacked_bar_is_as_long_as_its_parts(assessment: Assessment) -> None:
    """Parts follow each other without gaps, each at least one unit wide, and fill the bar."""
    parts = stacked(assessment.summary.verdicts)
    assert [part.x for part in parts[1:]] == [part.x + part.width for part in parts[:-1]]
    assert min(part.width for part in parts) >= 1
    assert parts[-1].x + parts[-1].width == BAR
    assert stacked({}) == ()


def test_a_time_line_keeps_the_order_of_events(assessment: Assessment, findings) -> None:
    """Trigger, due and act stand from left to right; one day over is long enough to be seen."""
    line = timeline(findings[0], assessment.as_of)
    assert line is not None and line.trigger is not None and line.act is not None and line.over is not None
    assert line.trigger < line.due < line.act
    assert line.over[1] - line.over[0] >= 7
    undue = replace(findings[0], due=None)
    assert timeline(undue, assessment.as_of) is None


def test_a_thousand_findings_fit_into_half_a_megabyte(of, findings) -> None:
    """A report can be mailed; its findings are in the order of a report, by rule and agency."""
    many = [replace(findings[n * len(findings) // 1000], case=f"2018-{n:04}") for n in range(1000)]
    assert len(html(of(many)).encode()) < 500_000


def test_more_findings_than_a_page_holds_are_cut_and_said_to_be(of, findings) -> None:
    """The cap leaves out what is met, counts everything and says where the whole list is."""
    met, late = findings[1], findings[0]
    many = [replace(met, case=f"M{n}") for n in range(MOST_FINDINGS)] + [replace(late, case=f"L{n}") for n in range(10)]
    text = Document(html(of(many))).text
    assert any(f"共{MOST_FINDINGS + 10}项，本报告只列出前{MOST_FINDINGS}项" in part for part in text)
    assert len([part for part in text if re.fullmatch(r"[ML]\d+", part)]) == MOST_FINDINGS
    assert "L9" in text and f"M{MOST_FINDINGS - 1}" not in text


def test_an_endless_cell_does_not_make_an_endless_report(of, findings) -> None:
    """Two megabytes in one cell are cut."""
    assert len(html(of([replace(findings[0], case="长" * 2_000_000)]))) < 60_000
