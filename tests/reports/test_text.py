from __future__ import annotations

import io
from dataclasses import replace

import pytest

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.render import width
from compliance.findings import Assessment, Verdict
from compliance.reports import Manner, figures, text
from compliance.reports.ranking import worst_first
from compliance.reports.text import Screen, render_text, write


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", [80, 60, 120, 40])
@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_no_line_is_wider_than_the_terminal(
    assessment: Assessment, language: Language, columns: int, complete: bool, encoding: str
) -> None:
    """A Chinese character takes two columns; on a Chinese terminal so do some marks."""
    screen = Screen(columns, encoding=encoding, complete=complete)
    lines = render_text(assessment, language, screen).splitlines()
    assert max(width(line, ambiguous=2 if encoding == "gbk" else 1) for line in lines) <= columns


def test_the_summary_counts_every_verdict(assessment: Assessment) -> None:
    """Numbers stand in columns, undetermined among them, and the last lines say it in a sentence."""
    text = render_text(assessment, "zh")
    assert (
        "\n结论      项数   占比\n未公开       2  16.7%\n逾期         3  25.0%\n不完整       2  16.7%\n待核实       1"
        in text
    )
    assert "\n应公开      12\n" in text
    assert "".join(text.splitlines()[-2:]).endswith("另有待核实1、人工核查1、依法豁免1、未到期1。")


def test_the_sheets_of_a_workbook_are_one_file(assessment: Assessment) -> None:
    """Four months of one book were told as 4 files."""
    file = assessment.log.files[0]
    sheets = tuple(replace(file, file=f"book.xlsx:{month}月", sheet=f"{month}月") for month in (1, 2, 3, 4))
    whole = replace(assessment, log=replace(assessment.log, files=(file, *sheets)))
    assert figures.log_read(whole).zh.startswith("2个文件，")
    assert figures.log_read(whole).en.startswith("2 files,")


def test_agencies_with_most_gaps_come_first(assessment: Assessment) -> None:
    """In the table as in the list of gaps, with the numbers of every format."""
    text = render_text(assessment, "zh")
    order = [agency.agency or "（未注明单位）" for agency in worst_first(assessment.agencies)]
    table = text.partition("按单位 5\n")[2].splitlines()[2:7]
    assert [line.split()[0] for line in table] == order == ["财政局", "（未注明单位）", "=1+1", "应急局", "档案局"]
    assert table[0].split() == ["财政局", "4", "2", "1", "1", "0", "6", "91"]
    gaps = text.partition("问题清单 7\n")[2]
    assert [gaps.index(f"{name}  问题 ") for name in order[:4]] == sorted(gaps.index(f"{n}  问题 ") for n in order[:4])


def test_a_narrow_terminal_lacks_columns_and_says_no_nonsense(assessment: Assessment) -> None:
    """What matters least goes first; the gaps stay."""
    head = render_text(assessment, "en", Screen(40)).partition("By agency 5\n")[2].splitlines()[1]
    assert head.split() == ["Agency", "Gaps", "Obligations", "Score"]


def test_a_single_agency_has_no_table(of, findings) -> None:
    """The counts above say it all."""
    assert "按单位" not in render_text(of(findings[:3]), "zh")


def test_rejected_rows_stand_out(assessment: Assessment) -> None:
    """How many rows could not be read, with file, row, column, value and reason, before the gaps."""
    text = render_text(assessment, "zh")
    assert "!! 注意：有2行未能读取，未参加检查\n   log.csv第7行 日期“8月32日”：没有这一天\n" in text
    assert text.index("未能读取") < text.index("问题清单")


def test_gaps_are_grouped_with_clause_and_reason(assessment: Assessment) -> None:
    """One heading for each agency, one for each rule of it; under it case, verdict and reason."""
    text = render_text(assessment, "zh")
    assert text.count("财政局  问题 4\n  [县-1] 预决算  必须  依据 一(五)\n") == 1
    assert "    逾期  2018-01\n      2018-09-03批准（log.csv第3行），" in text
    assert "  [县-2] 财政收支  必须  依据 二(三)\n    未公开  2018年3月\n" in text


def test_rulesets_say_why_they_were_picked(assessment: Assessment) -> None:
    """Which rules were checked is never a guess of the reader's."""
    assert "某县2018年政务公开工作要点（county-2018，41条）：由 -r 指定" in render_text(assessment, "zh")


def test_what_was_not_triggered_is_listed(assessment: Assessment) -> None:
    """Silence never looks like compliance."""
    assert "未产生应公开事项的规则 2\n" in render_text(assessment, "zh")
    assert "[县-9] 第2项：台账中没有“批准”" in render_text(assessment, "zh")


def test_what_was_noticed_in_the_log_is_told_and_how_it_was_read_only_in_full(assessment: Assessment) -> None:
    """A matter that no rule speaks of, or a name that is nearly a known one, may be why something counts as missing."""
    noted = replace(
        assessment, log=replace(assessment.log, notes=(Text("有1个事项没有规则涉及", "no rule speaks of 1"),))
    )
    short, full = (render_text(noted, "zh", Screen(complete=complete)) for complete in (False, True))
    assert "台账的读取情况" in short and "- 有1个事项没有规则涉及\n" in short and "栏目对应" not in short
    assert "- 有1个事项没有规则涉及\n" in full and "栏目对应" in full
    assert "台账的读取情况" not in render_text(assessment, "zh")


def test_many_gaps_are_cut_and_said_to_be(of, findings) -> None:
    """Fifty of one agency are shown; how to see the rest is said."""
    late = findings[0]
    text = render_text(of([replace(late, case=f"C{i:03}") for i in range(62)]), "zh")
    assert text.count("逾期  C") == 50
    assert "  还有12项，加 -v 看全部，或写成文件：-o 报告.html\n" in text


def test_of_several_agencies_each_is_shown_in_part(of, findings) -> None:
    """Ten gaps of each, fifty in all; every one that is left out is counted."""
    late = findings[0]
    text = render_text(of([replace(late, case=f"C{i}", agency=f"局{i % 8}") for i in range(96)]), "en")
    assert text.count("late  C") == 50
    assert text.count("  2 more: -v shows all, or write a file: -o report.html\n") == 5
    assert "36 more (of 3 agencies): -v shows all" in text


def test_why_the_first_are_undetermined_is_told_on_a_terminal(of, findings) -> None:
    """What a person judges anyway is counted there; the rest is shown with -v."""
    vague = [finding for finding in findings if finding.verdict is Verdict.UNDETERMINED]
    manual = [finding for finding in findings if finding.verdict is Verdict.MANUAL]
    text = render_text(of([*vague * 7, *manual * 2]), "zh")
    told = text.partition("待核实与人工核查 9\n")[2]
    assert told.count("待核实  ") == 5 and "人工核查  " not in told and "还有4项，加 -v 看全部" in told
    assert vague[0].reason.zh[:12] in told.replace("\n      ", "")
    assert "待核实与人工核查" not in render_text(of(manual * 2), "zh")


def test_all_is_shown_where_all_is_asked_for(of, findings) -> None:
    """Every gap, every agency, what is open, every silent rule, and how the log was read; nothing is said to be cut."""
    late, promised = findings[0], findings[8]
    many = of([replace(late, case=f"C{i}", agency=f"局{i % 12}") for i in range(96)] + [promised])
    text = render_text(many, "zh", Screen(complete=True))
    assert text.count("逾期  C") == 96 and text.count("局11") >= 2
    assert "待核实与人工核查 1\n" in text and "待核实  Q-1" in text
    read = text[text.index("log.csv\n  形式") :].replace("\n  ", "")
    assert (
        "行数：23，其中给出事件19，未能读取2，略过2（标题1、表头1）  事件：19栏目对应：事项 = 事项、日期 = 时间" in read
    )
    assert "  - 前1行是标题，已跳过\n" in text
    assert "还有" not in text and "-v" not in text


def test_a_file_is_complete(of, findings) -> None:
    """Nobody who opens a file can ask it for more."""
    out = io.BytesIO()
    many = of([replace(findings[0], case=f"C{i:03}") for i in range(62)])
    write(many, Manner("zh"), out)
    assert out.getvalue().decode() == render_text(many, "zh", Screen(complete=True))
    assert out.getvalue().decode().count("逾期  C") == 62


def test_a_chinese_console_gets_characters_it_has(of, findings) -> None:
    """What it lacks is named, within the width."""
    text = render_text(of([replace(findings[0], case="😀" * 30)]), "zh", Screen(encoding="gbk"))
    assert "[U+1F600][U+1F600]" in text
    text.encode("gbk")


def test_a_case_of_a_share_is_no_gap(assessment: Assessment) -> None:
    """What does not count by itself is not in the list that says how many there are."""
    assert "T-1" not in render_text(assessment, "zh")


def test_colour_only_when_asked(assessment: Assessment) -> None:
    """No escape sequence unless the caller wants it, and the words are the same then."""
    plain, coloured = render_text(assessment, "zh"), render_text(assessment, "zh", Screen(color=True))
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


def test_the_findings_of_many_agencies_are_asked_for_at_once(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To ask for those of each takes minutes where there are thousands of agencies; what is said is the same."""
    one_by_one = render_text(assessment, "zh", Screen(complete=True))
    monkeypatch.setattr(text, "FEW_AGENCIES", 0)
    monkeypatch.setattr(type(assessment.findings), "owed_by", None)
    assert render_text(assessment, "zh", Screen(complete=True)) == one_by_one
