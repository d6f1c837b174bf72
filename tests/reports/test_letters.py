from __future__ import annotations

import importlib.util
import io
import re
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from tests.reports.conftest import HOSTILE
from tests.reports.office import converted, lost, pages

from compliance.diagnostics import Refused
from compliance.findings import GAPS, Assessment
from compliance.reports import Manner
from compliance.reports.letters import MOST_LETTERS, write
from compliance.reports.letters_view import MOST_LISTED, AgencyView, Letter, LettersView, ProblemView, VerdictView
from compliance.reports.manner import LetterKind
from compliance.reports.resources import templates

ROOT = Path(__file__).parents[2]
KINDS: tuple[LetterKind, ...] = ("assignment", "bulletin", "self-review")
every_kind = pytest.mark.parametrize("kind", KINDS)


def written(assessment: Assessment, manner: Manner | None = None) -> bytes:
    """The letter as a file."""
    out = io.BytesIO()
    write(assessment, manner or Manner(), out)
    return out.getvalue()


def letter(assessment: Assessment, manner: Manner | None = None) -> Document:
    """The letter as a word processor reads it."""
    return docx.Document(io.BytesIO(written(assessment, manner)))


def text(document: Document) -> str:
    """All that it says, paragraphs first."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@every_kind
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_assessment_gives_the_same_bytes(assessment: Assessment, kind: LetterKind, language) -> None:
    """Neither the clock nor the machine is in the file; nothing of the template is left in it."""
    manner = Manner(language, letter=kind)
    first = written(assessment, manner)
    assert first == written(assessment, manner)
    assert not re.search(r"\{[{%]|None", text(letter(assessment, manner)))
    assert {info.date_time for info in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_agency_is_told_its_problems_and_no_others(assessment: Assessment) -> None:
    """A letter of its own for each that has any: clause, dates, what is asked for, until when."""
    document = letter(assessment, Manner(letter="assignment", put_right_by=date(2019, 1, 31)))
    said = text(document)
    assert said.count("政务公开问题交办函") == 4, "four agencies have problems"
    assert "财政局：" in said and "档案局：" not in said
    assert said.count("于2019年1月31日前完成") == 4
    first = [cell.text for cell in document.tables[0].rows[1].cells]
    assert first[0] == "1" and re.fullmatch(r"\w{5}-\w{5}", first[1])
    assert first[2] == "预决算（2018-01）\n依据：《某县2018年政务公开工作要点》一(五)"
    assert "逾期1天" in first[3] and first[3].endswith("整改要求：说明逾期原因，今后按时完成")
    assert first[4] == "2018-10-08\n2018-10-09"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("某县要点", "《某县要点》"),
        ("《某县要点》", "《某县要点》"),
        ("《条例》实施办法", "《〈条例〉实施办法》"),
        ("《条例》与《办法》", "《〈条例〉与〈办法〉》"),
    ],
)
def test_a_document_is_named_in_its_marks(assessment: Assessment, title: str, said: str) -> None:
    """Once, also where the title brings them or the rule cites no clause of it; English does without."""
    named = replace(assessment, rulesets=(replace(assessment.rulesets[0], title=title),))
    bare = replace(named, findings=[replace(finding, citation=None) for finding in assessment.findings.of(list(GAPS))])
    for seen in (named, bare):
        document = letter(seen, Manner(letter="assignment"))
        assert f"依据{said}，我办" in text(document)
        basis = document.tables[0].rows[1].cells[2].text.rpartition("依据：")[2]
        assert basis == said + ("一(五)" if seen is named else "")
    assert f"Under {title}, " in text(letter(named, Manner("en", letter="assignment")))


def test_a_bulletin_ranks_agencies_and_lists_every_problem(of, findings, assessment: Assessment) -> None:
    """The best first; equal scores share a place; the problems are those of the summary."""
    best = replace(assessment.agencies[2], score=99.5)
    ranked = replace(assessment, agencies=(*assessment.agencies[:2], best, *assessment.agencies[3:]))
    ranking, problems = letter(ranked, Manner(letter="bulletin")).tables
    rows = [[cell.text for cell in row.cells] for row in ranking.rows[1:]]
    assert rows[0][:2] == ["1", "应急局"] and rows[0][6] == "99.5"
    assert [row[0] for row in rows[1:]] == ["2", "2", "2", "2"]
    assert len(problems.rows) - 1 == assessment.summary.gaps


def test_a_review_of_itself_is_what_one_agency_gets_unasked(of, findings) -> None:
    """One agency audited: 自查报告; several: 通报."""
    alone = of([finding for finding in findings if finding.agency == "财政局"])
    assert "填报单位：财政局" in text(letter(alone))
    assert "政务公开检查情况通报" in text(letter(of(findings)))


def test_a_review_without_a_score_says_none(of, findings) -> None:
    """Where nothing is due yet there is no “得分—。”."""
    seen = of([finding for finding in findings if finding.agency == "财政局"])
    bare = replace(seen, summary=replace(seen.summary, score=None))
    for language, words in (("zh", "得分"), ("en", "Score")):
        manner = Manner(language, letter="self-review")
        assert words in text(letter(seen, manner)) and words not in text(letter(bare, manner))


def test_no_problem_is_a_letter_too(of, findings) -> None:
    """It says that there is none, and has no table of them."""
    fine = of([findings[1]])
    assert "没有发现你单位存在应予整改的问题" in text(letter(fine, Manner(letter="assignment")))
    assert "没有发现问题" in text(letter(fine, Manner(letter="self-review")))
    assert len(letter(fine, Manner(letter="bulletin")).tables) == 1
    assert letter(of([], rulesets=(), not_triggered=()), Manner(letter="bulletin"))


def test_rejected_rows_cannot_be_missed(assessment: Assessment) -> None:
    """What was not checked is said in the letter."""
    assert "有2行未能读取" in text(letter(assessment, Manner(letter="bulletin")))


@every_kind
def test_hostile_text_is_only_text(assessment: Assessment, findings, of, kind: LetterKind) -> None:
    """Markup, placeholders, quotes and control characters of a log stay what they are, and break nothing."""
    hostile = f"{HOSTILE}{{{{ 7 * 7 }}}}{{% raw %}}</w:t>&\"'\x00\x0b\ud800"
    document = letter(of([replace(findings[0], matter=hostile, case="a\nb", citation=hostile)]), Manner(letter=kind))
    said = text(document)
    assert '<script>alert("x")</script>[U+202E]' in said and "{{ 7 * 7 }}{% raw %}</w:t>&\"'[U+0000]" in said
    assert "49" not in said


@every_kind
def test_layout_is_that_of_official_documents(assessment: Assessment, kind: LetterKind) -> None:
    """GB/T 9704: margins, type by name, spacing; tables whose header repeats and whose rows are not torn."""
    document = letter(assessment, Manner(letter=kind))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin / Mm(1)) for margin in margins] == [37, 35, 28, 26]
    fonts = {
        run._element.rPr.rFonts.get(qn("w:eastAsia")): run.font.size
        for paragraph in document.paragraphs
        for run in paragraph.runs
    }
    assert fonts == {"方正小标宋简体": Pt(22), "黑体": Pt(16), "仿宋_GB2312": Pt(16)}
    assert {paragraph.paragraph_format.line_spacing for paragraph in document.paragraphs} == {Pt(29), Pt(36)}
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    table_of_fonts = zipfile.ZipFile(io.BytesIO(written(assessment))).read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in table_of_fonts


@every_kind
def test_every_problem_is_on_paper(of, findings, tmp_path: Path, kind: LetterKind) -> None:
    """LibreOffice prints each problem whole, with the header on every page of the table and the pages numbered."""
    gaps = [
        finding for finding in findings if finding.verdict in GAPS and finding.counts and finding.agency == "财政局"
    ]
    many = [replace(finding, case=f"2018-{n}-{finding.case}") for n in range(6) for finding in gaps]
    path = tmp_path / "letter.docx"
    path.write_bytes(written(of(many), Manner(letter=kind)))
    shown = [re.sub(r"\s", "", page) for page in pages(converted(path, "pdf"))]
    assert sum("事项及依据" in page for page in shown) >= 3
    assert all(f"—{n}—" in page for n, page in enumerate(shown, 1))
    assert not lost([text(docx.Document(str(path)))], shown)


def test_each_letter_of_a_file_has_pages_of_its_own(of, findings, tmp_path: Path) -> None:
    """An office posts them apart: each begins with page 1, and none is signed on a page that says nothing else."""
    gaps = [finding for finding in findings if finding.verdict in GAPS and finding.counts]
    many = [
        replace(gaps[0], agency=agency, case=f"2018-{n}")
        for agency, length in (("甲局", 3), ("乙局", 14), ("丙局", 9))
        for n in range(length)
    ]
    path = tmp_path / "letter.docx"
    path.write_bytes(written(of(many), Manner(letter="assignment")))
    shown = [re.sub(r"\s", "", page) for page in pages(converted(path, "pdf"))]
    begun = [n for n, page in enumerate(shown) if "政务公开问题交办函" in page]
    assert len(begun) == 3
    for first, after in zip(begun, [*begun[1:], len(shown)], strict=True):
        assert [re.findall(r"—(\d+)—", page)[-1] for page in shown[first:after]] == [
            str(n + 1) for n in range(after - first)
        ]
    assert all("联系人及电话" in page for page in shown if "发文机关署名" in page)


def test_a_long_list_is_cut_and_says_so(of, findings) -> None:
    """A letter is no data base: the workbook has all of it."""
    many = [replace(findings[0], case=f"2018-{n}") for n in range(MOST_LISTED + 3)]
    document = letter(of(many), Manner(letter="self-review"))
    assert len(document.tables[1].rows) == MOST_LISTED + 1
    assert "另有3项，见所附工作簿" in text(document)


def test_more_letters_than_a_file_should_hold_are_refused(of, findings) -> None:
    """Then a file for each agency is what to ask for."""
    many = [replace(findings[0], agency=f"单位{n}") for n in range(MOST_LETTERS + 1)]
    with pytest.raises(Refused) as refused:
        written(of(many), Manner(letter="assignment"))
    assert refused.value.diagnostics[0].code == "report/letters"


def own(folder: Path, *lines: str) -> Path:
    """A folder of templates of one's own with a bulletin of these paragraphs."""
    (folder / "letters").mkdir()
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(folder / "letters" / "bulletin.docx"))
    return folder


def test_a_template_of_ones_own_is_used(assessment: Assessment, tmp_path: Path) -> None:
    """It stands in for the file of its name; the other letters stay as they are."""
    folder = own(
        tmp_path, "致{{ whole.agency }}", "{%p for row in whole.problems %}", "{{ row.number }}", "{%p endfor %}"
    )
    said = text(letter(assessment, Manner(templates=folder, letter="bulletin")))
    assert said.startswith("致各有关单位\n") and len(said.splitlines()) == 1 + assessment.summary.gaps
    assert "交办函" in text(letter(assessment, Manner(templates=folder, letter="assignment")))


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("{{ hwole.agency }}", "report/placeholder", "hwole"),
        ("{{ whole.agnecy }}", "report/placeholder", "agnecy"),
        ("{{ whole.agency", "report/template", "模板"),
        ("{%p for row in whole.problems %}", "report/template", "endfor"),
        ("{{ whole.problems.__class__.__mro__ }}", "report/template", "unsafe"),
        ("{{ 1 // 0 }}", "report/template", "zero"),
    ],
)
def test_a_template_that_is_wrong_is_named(
    assessment: Assessment, tmp_path: Path, line: str, code: str, said: str
) -> None:
    """The message has the file and the placeholder or what is wrong; a template reaches nothing but the view."""
    with pytest.raises(Refused) as refused:
        written(assessment, Manner(templates=own(tmp_path, line), letter="bulletin"))
    (problem,) = refused.value.diagnostics
    assert (problem.code, problem.place.file) == (code, str(tmp_path / "letters" / "bulletin.docx"))
    assert said in problem.title.zh


def test_a_template_that_is_no_word_file_is_named(assessment: Assessment, tmp_path: Path) -> None:
    """A text called .docx is refused, not a traceback."""
    own(tmp_path, "x")
    (tmp_path / "letters" / "bulletin.docx").write_text("x")
    with pytest.raises(Refused) as refused:
        written(assessment, Manner(templates=tmp_path, letter="bulletin"))
    assert refused.value.diagnostics[0].code == "report/template"


def test_the_built_in_templates_are_what_their_script_makes() -> None:
    """`make letters` would change nothing: parts and texts are the same."""
    spec = importlib.util.spec_from_file_location("make_letters", ROOT / "reports" / "make_letters.py")
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    sys.modules["make_letters"] = script
    spec.loader.exec_module(script)
    folder = templates()[-1] / "letters"
    made = script.made()
    assert sorted(made) == sorted(path.name for path in folder.iterdir())
    for name, data in made.items():
        new, old = (zipfile.ZipFile(file) for file in (io.BytesIO(data), folder / name))
        assert {part: new.read(part) for part in new.namelist()} == {part: old.read(part) for part in old.namelist()}


@pytest.mark.parametrize("page", ["workbook.md", "workbook.zh.md"])
def test_the_page_of_the_documentation_lists_every_placeholder(page: str) -> None:
    """What a template can name is what the page says, no more and no less."""
    section = re.split("^## ", (ROOT / "docs" / page).read_text(encoding="utf-8"), flags=re.MULTILINE)[-1]
    told = set(re.findall(r"`(\w+)`", section.replace("`letters` 文件夹", "").replace("folder `letters`", "")))
    views = (LettersView, Letter, ProblemView, AgencyView, VerdictView)
    assert told == {name for view in views for name in view.__dataclass_fields__}
