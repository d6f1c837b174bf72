from __future__ import annotations

from dataclasses import replace

import pytest

from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.render import width
from compliance.findings import Assessment
from compliance.reports.text import render_text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", [80, 60, 120])
def test_no_line_is_wider_than_the_terminal(assessment: Assessment, language: Language, columns: int) -> None:
    """A Chinese character takes two columns."""
    lines = render_text(assessment, language, width=columns).splitlines()
    assert max(width(line) for line in lines) <= columns


def test_the_summary_counts_every_verdict(assessment: Assessment) -> None:
    """Numbers stand in one column, undetermined among them, and the last lines say it in a sentence."""
    text = render_text(assessment, "zh")
    assert "\n  未公开       2\n  逾期         3\n  不完整       2\n  待核实       1\n" in text
    assert "".join(text.splitlines()[-2:]).endswith("另有待核实1、人工核查1、依法豁免1、未到期1。")


def test_rejected_rows_stand_out(assessment: Assessment) -> None:
    """How many rows could not be read, with file, row, column, value and reason, before the gaps."""
    text = render_text(assessment, "zh")
    assert "!! 注意：有2行未能读取，未参加检查\n   log.csv第7行 日期“8月32日”：没有这一天\n" in text
    assert text.index("未能读取") < text.index("问题清单")


def test_gaps_are_grouped_with_clause_and_reason(assessment: Assessment) -> None:
    """One heading for each rule and agency; under it case, verdict and reason."""
    text = render_text(assessment, "zh")
    assert text.count("[县-1] 预决算  财政局  必须  依据 一(五)\n") == 1
    assert "  逾期  2018-01\n    2018-09-03批准（log.csv第3行），" in text
    assert "[县-2] 财政收支  财政局  必须  依据 二(三)\n  未公开  2018年3月\n" in text


def test_rulesets_say_why_they_were_picked(assessment: Assessment) -> None:
    """Which rules were checked is never a guess of the reader's."""
    assert "某县2018年政务公开工作要点（county-2018，41条）：由 -r 指定" in render_text(assessment, "zh")


def test_what_was_not_triggered_is_listed(assessment: Assessment) -> None:
    """Silence never looks like compliance."""
    assert "未产生应公开事项的规则 2\n" in render_text(assessment, "zh")
    assert "[县-9] 第2项：台账中没有“批准”" in render_text(assessment, "zh")


def test_many_gaps_are_cut_and_said_to_be(of, findings) -> None:
    """Fifty are shown; where the rest is, is said."""
    late = findings[0]
    text = render_text(of([replace(late, case=f"C{i:03}") for i in range(62)]), "zh")
    assert text.count("逾期  C") == 50
    assert "还有12项，见报告文件（-o 报告.html）" in text


def test_a_case_of_a_share_is_no_gap(assessment: Assessment) -> None:
    """What does not count by itself is not in the list that says how many there are."""
    assert "T-1" not in render_text(assessment, "zh")


def test_colour_only_when_asked(assessment: Assessment) -> None:
    """No escape sequence unless the caller wants it, and the words are the same then."""
    plain, coloured = render_text(assessment, "zh"), render_text(assessment, "zh", color=True)
    assert "\033" not in plain
    for code in ("\033[0m", "\033[1m", "\033[1;31m", "\033[31m", "\033[33m", "\033[34m"):
        coloured = coloured.replace(code, "")
    assert coloured == plain


def test_a_log_cannot_write_to_the_terminal(of, findings) -> None:
    """Escape sequences and marks that turn the reading direction are named, not sent."""
    text = render_text(of([replace(findings[0], case="\033]0;x\007\u202eabc")]), "zh")
    assert "\033" not in text and "\u202e" not in text
    assert "[U+001B]]0;x[U+0007][U+202E]abc" in text


def test_no_gap_is_said_in_words(of, findings) -> None:
    """A clean log gets a clean sentence and no empty list."""
    text = render_text(of([findings[1]]), "zh")
    assert "合规1项（100.0%），没有发现问题。" in text
    assert "问题清单" not in text
