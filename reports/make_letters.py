"""Makes the built-in Word templates of reports/templates/letters, Chinese and English: `make letters`.

The layout is that of official documents (GB/T 9704): A4 with margins of 37, 35, 28 and 26 mm, a title of 22 pt, text of
16 pt on lines of 29 pt with two characters of indent, headings in 黑体. An office edits a copy in Word; the built-in
templates are made here, so that a change can be read and the same script gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FOLDER = Path(__file__).parent / "templates" / "letters"
MADE = datetime(2024, 1, 1)
TITLE, HEADING, TEXT, LATIN = "方正小标宋简体", "黑体", "仿宋_GB2312", "Times New Roman"
INSTEAD = {TITLE: "宋体", TEXT: "仿宋"}
"""What a computer without the font takes in its place."""
CENTER, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


@dataclass(frozen=True)
class Column:
    """A column of a table: its header, its width in mm, the paragraphs of a cell, whether they are centred."""

    head: str
    width: int
    cell: tuple[str, ...]
    centred: bool = True


class Letter:
    """A template in the making."""

    def __init__(self, language: str) -> None:
        self.zh = language == "zh"
        self.file = Document()
        for paragraph in list(self.file.paragraphs):
            paragraph._element.getparent().remove(paragraph._element)
        for style in list(self.file.styles):
            if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
                style.delete()
        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(25)
        self._normal()
        self._page_number(section.footer.paragraphs[0])

    def _normal(self) -> None:
        style = self.file.styles["Normal"]
        style.font.size = Pt(16)
        _fonts(style.element.get_or_add_rPr(), TEXT)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
        style.element.get_or_add_rPr().append(language)

    def _page_number(self, paragraph: Any) -> None:
        """— 1 —"""
        paragraph.alignment = CENTER
        for kind, text in (("", "— "), ("begin", ""), ("code", "PAGE"), ("end", ""), ("", " —")):
            run = paragraph.add_run(text if not kind else "")
            run.font.size = Pt(14)
            _fonts(run._element.get_or_add_rPr(), "宋体")
            if kind == "code":
                code = OxmlElement("w:instrText")
                code.set(qn("xml:space"), "preserve")
                code.text = text
                run._element.append(code)
            elif kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._element.append(mark)

    def line(self, text: str, font: str = TEXT, size: float = 16, align: Any = LEFT, indent: bool = True) -> Any:
        """A paragraph of the letter."""
        paragraph = self.file.add_paragraph()
        paragraph.alignment = align
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(29 if size <= 16 else 36)
        if indent and align == LEFT:
            form.first_line_indent = Pt(2 * size)
        run = paragraph.add_run(text)
        run.font.size = Pt(size)
        _fonts(run._element.get_or_add_rPr(), font)
        return paragraph

    def title(self, text: str) -> None:
        """The letter's name, with a line of room below."""
        self.line(text, TITLE, 22, CENTER)
        self.line("", indent=False)

    def heading(self, text: str) -> None:
        """一、 in 黑体, kept with what follows."""
        self.line(text, HEADING).paragraph_format.keep_with_next = True

    def tag(self, text: str) -> None:
        """A loop or a choice: the paragraph goes when the letter is written."""
        self.line(text, size=10.5, indent=False)

    def to(self, text: str) -> None:
        """Whom it is to, from the margin."""
        self.line(text, indent=False)

    def table(self, rows: str, columns: Sequence[Column]) -> None:
        """A table with a row for each of `rows`; its header stands on every page, no row is torn apart."""
        table = self.file.add_table(rows=4, cols=len(columns))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _narrow_margins(table)
        for n, column in enumerate(columns):
            table.columns[n].width = Mm(column.width)
            for row in table.rows:
                row.cells[n].width = Mm(column.width)
            _cell(table.rows[0].cells[n], column.head.split("\n"), HEADING, True)
            _cell(table.rows[2].cells[n], column.cell, TEXT, column.centred)
        _cell(table.rows[1].cells[0], ("{%tr for row in " + rows + " %}",), TEXT, False)
        _cell(table.rows[3].cells[0], ("{%tr endfor %}",), TEXT, False)
        for n, row in enumerate(table.rows):
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if n == 0:
                properties.append(OxmlElement("w:tblHeader"))

    def sign(self, office: str, day: str) -> None:
        """Who sends it and when: left for the office to fill in."""
        before = [paragraph for paragraph in self.file.paragraphs if not paragraph.text.startswith("{%")][-1]
        for paragraph in (before, self.line("", indent=False), self._signed(office)):
            paragraph.paragraph_format.keep_with_next = True
        self._signed(day)

    def _signed(self, text: str) -> Any:
        """A line of the signature, which never stands on a page without a line of the letter."""
        paragraph = self.line(text, align=RIGHT)
        paragraph.paragraph_format.right_indent = Pt(64)
        paragraph.paragraph_format.keep_together = True
        return paragraph

    def numbered_by_itself(self) -> None:
        """Lets each letter of a loop begin on a page 1 of its own: its last line, said before, ends a section but in the last letter."""
        last = self.file.paragraphs[-1]
        section = self.file.sections[-1]._sectPr
        number = OxmlElement("w:pgNumType")
        number.set(qn("w:start"), "1")
        section.find(qn("w:pgMar")).addnext(number)
        self.tag("{%p if loop.last %}")
        last._element.addprevious(self.file.paragraphs[-1]._element)
        self.tag("{%p else %}")
        ending = deepcopy(last._element)
        self.file.paragraphs[-1]._element.addnext(ending)
        ending.get_or_add_pPr().append(deepcopy(section))
        self.tag("{%p endif %}")

    def saved(self) -> bytes:
        """The file, the same whenever and wherever it is made."""
        properties = self.file.core_properties
        properties.author = properties.last_modified_by = properties.comments = properties.title = ""
        properties.created = properties.modified = MADE
        plain, fixed = io.BytesIO(), io.BytesIO()
        self.file.save(plain)
        with zipfile.ZipFile(plain) as parts, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as whole:
            for part in parts.infolist():
                data = parts.read(part)
                if part.filename == "word/fontTable.xml":
                    data = _font_table(data)
                info = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
                info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
                whole.writestr(info, data)
        return fixed.getvalue()


def _fonts(properties: Any, name: str) -> None:
    """Chinese in the font of that name, Latin letters and digits in Times New Roman."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for key, font in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", name), ("cs", LATIN)):
        fonts.set(qn(f"w:{key}"), font)


def _narrow_margins(table: Any) -> None:
    """One millimetre to the left and right of what stands in a cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)


def _cell(cell: Any, texts: Sequence[str], font: str, centred: bool) -> None:
    cell.vertical_alignment = 1
    for n, text in enumerate(texts):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.alignment = CENTER if centred else LEFT
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(1)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(15)
        run = paragraph.add_run(text)
        run.font.size = Pt(10.5)
        _fonts(run._element.get_or_add_rPr(), font)


def _font_table(data: bytes) -> bytes:
    """Names the fonts to take where one is not installed."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, other in INSTEAD.items()
    )
    return re.sub(rb"</w:fonts>\s*$", entries.encode() + b"</w:fonts>", data)


def problem_columns(zh: bool, agency: bool) -> list[Column]:
    """The table of problems, 156 mm wide; over several agencies it says whose each is."""
    if zh:
        heads = ("序号", "问题编号", "单位", "事项及依据", "问题描述及整改要求", "应公开日期\n实际公开日期")
        labels = ("依据：", "整改要求：")
    else:
        heads = (
            "No.",
            "Problem",
            "Agency",
            "Matter and legal basis",
            "What is wrong, what is asked for",
            "Due\nActual",
        )
        labels = ("Basis: ", "Asked for: ")
    cells: tuple[tuple[str, ...], ...] = (
        ("{{ row.seq }}",),
        ("{{ row.number }}",),
        ("{{ row.agency }}",),
        ("{{ row.matter }}", labels[0] + "{{ row.clause }}"),
        ("{{ row.description }}", labels[1] + "{{ row.ask }}"),
        ("{{ row.due }}", "{{ row.actual }}"),
    )
    widths = (9, 19, 16, 35, 51, 26) if agency else (9, 19, 0, 40, 62, 26)
    columns = [
        Column(head, width, cell, n not in (3, 4))
        for n, (head, width, cell) in enumerate(zip(heads, widths, cells, strict=True))
    ]
    return [column for column in columns if column.width]


def problems(letter: Letter, rows: str, agency: bool = False) -> None:
    """The table of problems, and that it was cut where it was."""
    letter.table(f"{rows}.problems", problem_columns(letter.zh, agency))
    letter.tag("{%p if " + rows + ".more %}")
    letter.line("{{ " + rows + ".more }}")
    letter.tag("{%p endif %}")


def assignment(language: str) -> Letter:
    """交办函: each agency its problems, on pages of its own, numbered from 1."""
    letter = Letter(language)
    letter.tag("{%p for letter in letters %}")
    if letter.zh:
        letter.title("政务公开问题交办函")
        letter.line("〔　　　〕　　号", align=CENTER)
        letter.to("{{ letter.agency }}：")
        letter.line(
            "依据{{ basis }}，我办对{{ period }}的政务公开情况进行了检查。截至{{ as_of }}，你单位应公开事项"
            "{{ letter.obligations }}项，合规{{ letter.met }}项（{{ letter.rate }}），问题{{ letter.gaps }}项：{{ letter.kinds }}。"
        )
        letter.tag("{%p if letter.problems %}")
        letter.heading("一、问题清单")
        problems(letter, "letter")
        letter.heading("二、整改要求")
        letter.line(
            "请对照清单逐项整改，于{{ deadline }}前完成，并将整改情况按问题编号填入所附整改台账，一并报送我办。"
            "对所列问题有异议的，请在上述时限内说明理由，并附相关记录。"
        )
        letter.line("整改完成后，我办将按新的台账复查。")
        letter.tag("{%p else %}")
        letter.line("经检查，没有发现你单位存在应予整改的问题。")
        letter.tag("{%p endif %}")
        letter.line("联系人及电话：")
        letter.sign("（发文机关署名）", "　　年　月　日")
    else:
        letter.title("Gaps in disclosure to be put right")
        letter.line("No. ____________", align=CENTER)
        letter.to("To: {{ letter.agency }}")
        letter.line(
            "Under {{ basis }}, disclosure for {{ period }} was checked. Your obligations as of {{ as_of }}: "
            "{{ letter.obligations }}; met: {{ letter.met }} ({{ letter.rate }}). Gaps: {{ letter.gaps }} ({{ letter.kinds }})."
        )
        letter.tag("{%p if letter.problems %}")
        letter.heading("1. Problems")
        problems(letter, "letter")
        letter.heading("2. What is asked for")
        letter.line(
            "Please put each problem right by {{ deadline }}, fill in what was done under the problem's number in the "
            "workbook enclosed, and send it back. Where you dispute a problem, say why by the same day and enclose the records."
        )
        letter.line("We shall then check again by a new log.")
        letter.tag("{%p else %}")
        letter.line("No gap was found that you would have to put right.")
        letter.tag("{%p endif %}")
        letter.line("Contact:")
        letter.sign("(Office)", "Date: __________")
    letter.numbered_by_itself()
    letter.tag("{%p endfor %}")
    return letter


def ranking(letter: Letter) -> None:
    """The agencies in order."""
    zh = ["名次", "单位", "应公开", "合规", "合规率", "问题", "得分", "等次"]
    heads = zh if letter.zh else ["Place", "Agency", "Obligations", "Met", "Rate", "Gaps", "Score", "Grade"]
    keys = ("place", "agency", "obligations", "met", "rate", "gaps", "score", "grade")
    widths = (14, 42, 22, 16, 18, 14, 15, 15)
    letter.table(
        "ranking",
        [Column(head, width, ("{{ row." + key + " }}",)) for head, key, width in zip(heads, keys, widths, strict=True)],
    )


def verdicts(letter: Letter) -> None:
    """How many findings have which verdict."""
    heads = ("结论", "项数", "占比") if letter.zh else ("Verdict", "Number", "Share")
    keys = ("verdict", "count", "share")
    columns = [Column(head, 40, ("{{ row." + key + " }}",)) for head, key in zip(heads, keys, strict=True)]
    letter.table("verdicts", columns)


def attention(letter: Letter) -> None:
    """That rows could not be read, where some could not."""
    letter.tag("{%p if attention %}")
    letter.line("{{ attention }}" + ("。" if letter.zh else "."))
    letter.tag("{%p endif %}")


def scored(text: str) -> str:
    """The sentence of the score, where there is one."""
    return "{% if score != '—' %}" + text + "{% endif %}"


def bulletin(language: str) -> Letter:
    """通报: all agencies, ranked, and every problem."""
    letter = Letter(language)
    if letter.zh:
        letter.title("政务公开检查情况通报")
        letter.to("{{ whole.agency }}：")
        letter.line("依据{{ basis }}，对{{ period }}的政务公开情况进行了检查。现将有关情况通报如下。")
        letter.heading("一、总体情况")
        letter.line("{{ conclusion }}检查所用台账：{{ log }}。")
        attention(letter)
        letter.heading("二、各单位情况")
        ranking(letter)
        letter.tag("{%p if whole.problems %}")
        letter.heading("三、问题清单")
        problems(letter, "whole", agency=True)
        letter.heading("四、整改要求")
        letter.line(
            "请有关单位对照清单逐项整改，于{{ deadline }}前完成，并按问题编号反馈整改情况。整改完成后将予复查。"
        )
        letter.tag("{%p endif %}")
        letter.sign("（发文机关署名）", "　　年　月　日")
    else:
        letter.title("Bulletin on disclosure")
        letter.to("To: {{ whole.agency }}")
        letter.line("Under {{ basis }}, disclosure for {{ period }} was checked, with the following results.")
        letter.heading("1. Overall")
        letter.line("{{ conclusion }} The log: {{ log }}.")
        attention(letter)
        letter.heading("2. Agencies")
        ranking(letter)
        letter.tag("{%p if whole.problems %}")
        letter.heading("3. Problems")
        problems(letter, "whole", agency=True)
        letter.heading("4. What is asked for")
        letter.line(
            "Please put each problem right by {{ deadline }}, and report under its number what was done. It will be checked again."
        )
        letter.tag("{%p endif %}")
        letter.sign("(Office)", "Date: __________")
    return letter


def self_review(language: str) -> Letter:
    """自查报告: what an agency found when it checked itself."""
    letter = Letter(language)
    if letter.zh:
        letter.title("政务公开自查报告")
        letter.to("填报单位：{{ whole.agency }}")
        letter.heading("一、自查依据和范围")
        letter.line(
            "依据{{ basis }}，对{{ period }}的政务公开情况进行了自查，截至{{ as_of }}。自查所用台账：{{ log }}。"
        )
        attention(letter)
        letter.heading("二、自查结果")
        letter.line("{{ conclusion }}" + scored("得分{{ score }}。"))
        verdicts(letter)
        letter.heading("三、存在的问题")
        letter.tag("{%p if whole.problems %}")
        problems(letter, "whole")
        letter.tag("{%p else %}")
        letter.line("没有发现问题。")
        letter.tag("{%p endif %}")
        letter.heading("四、原因分析和整改措施")
        letter.line("（由填报单位填写）")
        letter.sign("（填报单位署名）", "　　年　月　日")
    else:
        letter.title("Self-review of disclosure")
        letter.to("Agency: {{ whole.agency }}")
        letter.heading("1. Basis and scope")
        letter.line(
            "Under {{ basis }}, disclosure for {{ period }} was reviewed as of {{ as_of }}. The log: {{ log }}."
        )
        attention(letter)
        letter.heading("2. Result")
        letter.line("{{ conclusion }}" + scored(" Score: {{ score }}."))
        verdicts(letter)
        letter.heading("3. Problems")
        letter.tag("{%p if whole.problems %}")
        problems(letter, "whole")
        letter.tag("{%p else %}")
        letter.line("No gap was found.")
        letter.tag("{%p endif %}")
        letter.heading("4. Causes, and what will be done")
        letter.line("(to be filled in by the agency)")
        letter.sign("(Agency)", "Date: __________")
    return letter


def made() -> dict[str, bytes]:
    """Every template by its file name."""
    kinds = {"assignment": assignment, "bulletin": bulletin, "self-review": self_review}
    endings = {"zh": "docx", "en": "en.docx"}
    return {f"{name}.{end}": make(lang).saved() for name, make in kinds.items() for lang, end in endings.items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, data in made().items():
        (FOLDER / name).write_bytes(data)
