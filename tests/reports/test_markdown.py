from __future__ import annotations

import io
import re
from dataclasses import replace

from compliance.findings import Assessment
from compliance.reports import Manner
from compliance.reports.markdown import safe, write


def report(assessment: Assessment) -> str:
    """The report as text."""
    out = io.BytesIO()
    write(assessment, Manner(), out)
    return out.getvalue().decode()


def cells(line: str) -> list[str]:
    """The cells of a table's row."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def test_every_finding_has_a_row_failures_first(assessment: Assessment) -> None:
    """Gaps, then what is open, then the rest."""
    rows = [cells(line) for line in report(assessment).splitlines() if line.startswith("|")]
    listed = [row[0] for row in rows if len(row) == 9 and row[0] not in ("结论", "---")]
    assert len(listed) == len(assessment.findings)
    assert listed[0] == "逾期" and listed[-1] == "未到期"
    assert listed.index("待核实") > max(
        n for n, verdict in enumerate(listed) if verdict in ("逾期", "未公开", "不完整")
    )


def test_one_rule_is_no_rules(assessment: Assessment) -> None:
    """A ruleset is named as in the text report, with the number of its rules."""
    used = replace(assessment.rulesets[0], rules=1)
    out = io.BytesIO()
    write(replace(assessment, rulesets=(used,)), Manner("en"), out)
    assert f"- Ruleset: {used.title} ({used.id}, 1 rule): " in out.getvalue().decode()


def test_a_chinese_report_has_chinese_marks(assessment: Assessment) -> None:
    """（，）： around what stands before the tables, as in every other format."""
    head = report(assessment).partition("| 结论")[0]
    assert "- 检查期间：2018-01-01至2018-12-31" in head and "（county-2018，" in head
    assert not re.search(r"[\u4e00-\u9fff][:,(]|[):,] ?[\u4e00-\u9fff]", head)


def test_a_row_says_what_was_due_and_why(assessment: Assessment) -> None:
    """Case, due date, act, reason and clause stand in their columns."""
    row = next(cells(line) for line in report(assessment).splitlines() if line.startswith("| 逾期 | 县-1 "))
    assert row[:7] == ["逾期", "县-1", "预决算", "财政局", "2018-01", "2018-10-08", "2018-10-09"]
    assert row[7].endswith("逾期1天（1个工作日）。")
    assert row[8] == "一(五)"


def test_nothing_from_a_log_is_markup(of, findings) -> None:
    """Tags, links, code, table marks and line breaks of a log are plain text."""
    text = report(of([replace(findings[0], case="<script>x</script> [a](javascript:b) `c` | d\n# e")]))
    assert "<script" not in text
    assert r"&lt;script&gt;x&lt;/script&gt; \[a\](javascript:b) \`c\` \| d \# e" in text


def test_text_is_one_line() -> None:
    """A line break would end a table's row."""
    assert safe("a\r\nb") == "a  b"
