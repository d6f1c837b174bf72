from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment, Finding, Verdict
from compliance.findings.phrases import days_off
from compliance.reports.charts import BAR, stacked, timeline
from compliance.reports.html import write
from compliance.reports.listing import MOST_FINDINGS
from compliance.reports.manner import Manner

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


DATA = (
    *(
        "批准",
        "公开",
        "预决算",
        "财政收支",
        "财政局",
        "应急局",
        "突发事件",
        "档案局",
        "依申请公开",
        "答复质量",
        "年度报告",
    ),
    *("建议提案", "国家秘密", "承诺期限", "答复是否全文公开", "政府网站", "政务微博", "三公经费", "政务公开工作要点"),
    *("某县", "年", "县", "一(五)", "二(三)", "三(二)", "优秀", "事项", "日期", "月", "日"),
)
"""Chinese words that the made-up log and ruleset say, and no label of ours."""


def test_english_is_complete(assessment: Assessment) -> None:
    """With every verdict and every part of the page, no Chinese is left but what log and ruleset say."""
    left = []
    for text in Document(html(assessment, "en")).text:
        for word in sorted(DATA, key=len, reverse=True):
            text = text.replace(word, "")
        left += re.findall(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+", text)
    assert left == []


def test_failures_come_first_and_the_rest_is_folded(assessment: Assessment) -> None:
    """Gaps, then what is open, then met, exempt and pending in closed sections with their numbers."""
    document = Document(html(assessment))
    sections = [attributes["id"] for attributes in document.of("section")]
    assert sections == ["summary", "score", "months", "gaps", "open", "others", "silent", "log", "reproduce"]
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
    assert "依据\n一(五)" in text


def test_what_the_log_says_is_never_markup(assessment: Assessment) -> None:
    """A tag in a cell is text; a mark that turns the reading direction is named; a script is no link."""
    page = html(assessment)
    assert "<script>alert" not in page and "\u202e" not in page and 'href="javascript:' not in page
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;[U+202E]|`=cmd" in page


def test_a_name_breaks_out_of_no_attribute(of, findings) -> None:
    """Quotes, a newline and marks that turn the reading direction, wherever a name is shown."""
    name = "\"'><img src=x onerror=alert(1)>\n\u202e\u2067甲"
    cells = {"agency": name, "matter": name, "title": name, "rule": name, "citation": name, "case": name}
    document = Document(html(of([replace(finding, **cells, url=f"https://x/{name}") for finding in findings])))
    assert not document.of("img")
    assert not [a for _, attributes in document.tags for a in attributes if a.startswith("on")]
    assert "\"'><img src=x onerror=alert(1)> [U+202E][U+2067]甲" in document.text


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
    """Whoever cannot see a picture gets its numbers."""
    drawn = [svg for svg in Document(html(assessment)).of("svg") if svg.get("role") == "img"]
    assert len(drawn) == 8 + 1 + len(assessment.agencies)
    assert drawn[0]["aria-label"] == "未公开 2 (16.7%)"
    assert drawn[8]["aria-label"] == (
        "逾期天数分布：不足1天 1、1–3天 2、4–7天 0、8–15天 0、16–30天 0、31–90天 0、91天以上 0"
    )
    assert all(picture["aria-label"] for picture in drawn)


def test_a_gap_by_absence_is_an_empty_cell(assessment: Assessment) -> None:
    """A month with something due and nothing come is told from a month with nothing due, in words too."""
    page = html(assessment)
    row = page[page.index("财政收支</th>") :].partition("</tr>")[0]
    cells = re.findall(r"<td>(.*?)(?=<td|$)", row)
    assert cells[:2] == ["<b class=missing><i>未公开 </i>1/1</b>", "·"]
    assert set(cells[2:]) == {"·"}


def test_matters_and_months_left_out_are_told(assessment: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cut matrix says what it leaves out."""
    spread = assessment.spread()
    cut = replace(spread, months=replace(spread.months, more=3, outside=7))
    monkeypatch.setattr(assessment.findings, "spread", lambda as_of: cut)
    text = Document(html(assessment)).text
    assert "另有3个事项未列出，其问题不多于所列各项；另有7项应完成于所列月份之外。" in text


def test_what_the_months_cannot_hold_is_told(assessment: Assessment) -> None:
    """A notice that was out too short has no due date: the gaps of the months are fewer than those of the report."""
    assert "人工核查、暂缓和没有应完成时间的除外。" in html(assessment)


@pytest.mark.parametrize(
    ("shortfall", "zh"),
    [
        ("18 of 20 days", "18／20日"),
        ("9 of 10 working days", "9／10个工作日"),
        ("2 of 3", "2／3"),
        ("90% of 95%", "90%／95%"),
    ],
)
def test_a_shortfall_is_in_the_language_of_the_page(of, findings, shortfall: str, zh: str) -> None:
    """Days are 日 in a Chinese page; an English one has it as the data do."""
    partly = next(finding for finding in findings if finding.verdict is Verdict.INCOMPLETE and finding.counts)
    short = of([replace(partly, shortfall=shortfall)])
    assert f"<td>{zh}<" in html(short) and shortfall not in html(short)
    assert f"<td>{shortfall}<" in html(short, "en")


def test_a_file_that_all_rows_are_of_is_named_in_a_sentence(assessment: Assessment) -> None:
    """What follows it begins a sentence of its own."""
    assert "行号均指文件 log.csv。" in html(assessment)


def test_agencies_are_ranked_by_score(assessment: Assessment) -> None:
    """Equal scores share a rank; whoever has none has no rank; most gaps come first."""
    scores = (91.0, 95.0, 91.0, None)
    agencies = tuple(replace(agency, score=s) for agency, s in zip(assessment.agencies, scores, strict=False))
    page = html(replace(assessment, agencies=agencies))
    found = re.findall(r'<tr><td class="n">(.+?)</td><th scope="row">(.+?)</th>', page)
    assert {name: rank for rank, name in found} == {
        (agency.agency or "（未注明单位）"): rank
        for agency, rank in zip(agencies, ("2", "1", "2", "—", "2")[: len(agencies)], strict=True)
    }


def test_a_waived_gap_is_marked(of, findings) -> None:
    """It is listed apart from the gaps that count, and says so at its verdict."""
    page = html(of([replace(findings[0], waived=True)]))
    assert re.search(r"<b class=late>逾期</b><small class=waived>暂缓</small>", page)


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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_thousand_findings_fit_into_half_a_megabyte(of, findings, language: Language) -> None:
    """A report can be mailed, also where all are late with the longest sentence, triggered on a hundred days."""
    mixed = [replace(findings[n * len(findings) // 1000], case=f"2018-{n:04}") for n in range(1000)]
    late = [on_another_day(findings[0], n % 100, case=f"2018-{n:04}") for n in range(1000)]
    for many in (mixed, late):
        assert len(html(of(many), language).encode()) < 500_000


def on_another_day(finding: Finding, days: int, **other: object) -> Finding:
    """The finding with its days off elsewhere, and its sentence with them."""
    moved = tuple((day + timedelta(days=days), name) for day, name in finding.days_off)
    old, new = days_off(finding.days_off), days_off(moved)
    reason = Text(finding.reason.zh.replace(old.zh, new.zh), finding.reason.en.replace(old.en, new.en))
    return replace(finding, days_off=moved, reason=reason, **other)


def test_days_that_many_sentences_name_stand_once(of, findings) -> None:
    """A list too long to be mailed names them in notes; whoever reads a sentence finds its days there."""
    late = [on_another_day(findings[0], n % 2, case=f"2018-{n:04}") for n in range(1000)]
    page = html(of(late))
    notes = re.search(r'<ol class="note">\n(.*?)</ol>', page, re.DOTALL)
    assert notes is not None
    listed = notes[1].removeprefix("<li>").split("\n<li>")
    said = [days_off(finding.days_off).zh for finding in late[:2]]
    assert [note.partition("；")[0].strip() for note in listed] == said
    assert page.count("其间跳过注1所列各日") == page.count("其间跳过注2所列各日") == 500
    assert "所列各日" not in html(of(late[:200]))


def test_more_findings_than_a_page_holds_are_cut_and_said_to_be(of, findings) -> None:
    """The cap leaves out what is met, counts everything and says where the whole list is."""
    met, late = findings[1], findings[0]
    many = [replace(met, case=f"M{n}") for n in range(MOST_FINDINGS)] + [replace(late, case=f"L{n}") for n in range(10)]
    text = Document(html(of(many))).text
    (said,) = [part for part in text if f"共{MOST_FINDINGS + 10}项，本报告只列出前{MOST_FINDINGS}项" in part]
    assert "-o 报告.csv" in said
    assert len({part for part in text if re.fullmatch(r"[ML]\d+", part)}) == MOST_FINDINGS
    assert "L9" in text and f"M{MOST_FINDINGS - 1}" not in text


def test_an_endless_cell_does_not_make_an_endless_report(of, findings) -> None:
    """Two megabytes in one cell are cut."""
    assert len(html(of([replace(findings[0], case="长" * 2_000_000)]))) < 60_000
