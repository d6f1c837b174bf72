"""Workbooks part by part, so that any part can be wrong."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = '<sheet name="台账" sheetId="1" r:id="rId1"/>'
STYLES = {
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs>'
    + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 46, 17))
    + "</cellXfs></styleSheet>"
}
"""Styles 0 to 3: general, a date, a duration, a month."""
HEADERS = ("编号", "事项", "单位", "批准日期", "公开日期")
VALUES = ("1", "预决算", "财政局", "2018-01-10", "2018-01-30")
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def cell(place: str, text: str) -> str:
    """A cell with its text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, values: Sequence[str], more: str = "") -> str:
    """A row of texts from column A on."""
    cells = "".join(cell(f"{chr(65 + n)}{number}", value) for n, value in enumerate(values))
    return f'<row r="{number}">{cells}{more}</row>'


def sheet(more: str = "", *, dimension: str = "A1:E2", before: str = "", after: str = "") -> str:
    """A worksheet with a header and a row, and whatever else."""
    return (
        f'{_HEAD}{before}<worksheet xmlns="{_MAIN}"><dimension ref="{dimension}"/><sheetData>'
        f"{row(1, HEADERS)}{row(2, VALUES)}{more}</sheetData>{after}</worksheet>"
    )


def number(value: str, style: int) -> str:
    """A worksheet with a third row, published on a number in a style."""
    return sheet(row(3, ("2", "预决算", "审计局", "2018-01-10"), f'<c r="E3" s="{style}"><v>{value}</v></c>'))


def book(content: str | bytes | None = None, parts: Mapping[str, str | bytes] = {}, sheets: str = _SHEET) -> bytes:
    """A workbook of one worksheet, with further parts."""
    return packed(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
            f'Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": sheet() if content is None else content,
            **parts,
        }
    )


def shared(texts: str, rows: str) -> bytes:
    """A workbook with a table of texts, which cells of further rows say by their number."""
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(
            (("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")), 1
        )
    )
    return book(
        sheet(rows),
        {
            "xl/sharedStrings.xml": f'{_HEAD}<sst xmlns="{_MAIN}">{texts}</sst>',
            "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        },
    )


def packed(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A packed folder of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as folder:
        for name, content in parts.items():
            folder.writestr(name, content)
    return out.getvalue()


def repacked(data: bytes, method: int) -> bytes:
    """The workbook packed by another method."""
    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        return packed({name: folder.read(name) for name in folder.namelist()}, method)


def lying(data: bytes, part: str, size: int) -> bytes:
    """The workbook with a part that says to be of another size, in its directory and before the part."""
    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        said = folder.getinfo(part)
        body = bytearray(data)
        body[said.header_offset + 22 : said.header_offset + 26] = struct.pack("<I", size)
        at = data.index(b"PK\x01\x02")
        while body[at + 46 : at + 46 + len(part)] != part.encode():
            at = data.index(b"PK\x01\x02", at + 4)
        body[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(body)


def ods(rows: Iterable[str]) -> bytes:
    """An OpenDocument spreadsheet of one sheet."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    body = f'<office:spreadsheet><table:table table:name="台账">{"".join(rows)}</table:table></office:spreadsheet>'
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": f"{_HEAD}<office:document-content{names}><office:body>{body}</office:body>"
            "</office:document-content>",
        }
    )


def ods_cell(text: str, repeated: str = "") -> str:
    """A cell, as often as `repeated` says."""
    times = f' table:number-columns-repeated="{repeated}"' if repeated else ""
    return f'<table:table-cell office:value-type="string"{times}><text:p>{text}</text:p></table:table-cell>'


def ods_row(cells: Iterable[str], repeated: str = "") -> str:
    """A row, as often as `repeated` says."""
    times = f' table:number-rows-repeated="{repeated}"' if repeated else ""
    return f"<table:table-row{times}>{''.join(cells)}</table:table-row>"


ODS_ROWS = (ods_row(map(ods_cell, HEADERS)), ods_row(map(ods_cell, VALUES)))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def of_many_sheets(count: int) -> bytes:
    """A workbook of so many sheets of one ledger each."""
    numbers = range(2, count + 2)
    return book(
        parts={
            "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
            + "".join(
                f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
                for n in numbers
            )
            + "</Relationships>",
            **{f"xl/worksheets/sheet{n}.xml": sheet() for n in numbers},
        },
        sheets="".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers),
    )
