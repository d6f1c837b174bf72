"""Packed folders that say one thing to one reader and another to the next, and templates that are none."""

import io
import os
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.hostile.case import CLEAN, HEADER, REFUSED, ROW, RULE, Case, case
from tests.hostile.runner import ROOT, Done
from tests.hostile.workbooks import book, row, sheet

PART = "xl/worksheets/sheet1.xml"
LATE = row(3, ("2", "预决算", "审计局", "2018-01-10", "2018-09-30"))
LETTER = ROOT / "reports" / "templates" / "letters" / "bulletin.en.docx"
DAMAGED = "error[log/format]: the workbook is damaged"


def with_parts(data: bytes, *parts: tuple[str, bytes]) -> bytes:
    """A packed folder with further parts, whatever their names."""
    out = io.BytesIO(data)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as folder:
        warnings.simplefilter("ignore")
        for name, content in parts:
            folder.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def overlapping(data: bytes, part: str, name: str) -> bytes:
    """The same bytes as a second part: the directory names them once more."""
    end = data.rindex(b"PK\x05\x06")
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(part)] != part.encode():
        at = data.index(b"PK\x01\x02", at + 4)
    entry = bytearray(data[at : at + 46 + sum(struct.unpack("<HHH", data[at + 28 : at + 34]))])
    entry[46 : 46 + len(name)] = name.encode()
    closing = bytearray(data[end:])
    count, size = struct.unpack_from("<H", closing, 10)[0] + 1, struct.unpack_from("<I", closing, 12)[0]
    struct.pack_into("<HHI", closing, 8, count, count, size + len(entry))
    return data[:end] + bytes(entry) + bytes(closing)


def templates(made: Mapping[str, Callable[[Path], object]]) -> Callable[[Path], None]:
    """A ledger, and a folder `own` of templates."""

    def given(folder: Path) -> None:
        (folder / "a.csv").write_text(HEADER + ROW, encoding="utf-8")
        for name, make in made.items():
            (folder / "own" / name).parent.mkdir(parents=True, exist_ok=True)
            make(folder / "own" / name)

    return given


def letter(*parts: tuple[str, bytes]) -> dict[str, Callable[[Path], object]]:
    """The built-in letter as an own one, with further parts."""
    return {"letters/bulletin.en.docx": lambda path: path.write_bytes(with_parts(LETTER.read_bytes(), *parts))}


def to_zero(path: Path) -> None:
    """Bytes without end."""
    path.symlink_to("/dev/zero")


def x(name: str, status: int, says: str, data: bytes) -> Case:
    """A workbook."""
    return case(f"a workbook with {name}", status, says, {"a.xlsx": data})


def t(name: str, status: int, says: str, made: Mapping[str, Callable[[Path], object]], own: str = "own") -> Case:
    """A page and a letter by templates of a user's own."""
    asked = ("check", "a.csv", "--rule", RULE, "--as-of", "2018-12-31", "--lang", "en", "--letter", "bulletin")
    return case(
        f"templates: {name}", status, says, templates(made), *asked, "--templates", own, "-o", "l.docx", "-o", "l.html"
    )


CASES = [
    x("a sheet twice", REFUSED, DAMAGED, with_parts(book(), (PART, sheet(LATE).encode()))),
    x("a sheet once more in capitals", REFUSED, DAMAGED, with_parts(book(), (PART.upper(), sheet(LATE).encode()))),
    x("a sheet that is two", REFUSED, DAMAGED, overlapping(book(), PART, PART.replace("1", "2"))),
    x("names that lead elsewhere", CLEAN, "report written", with_parts(book(), ("/etc/x", b"x"), ("../../y", b"y"), ("C:\\z", b""))),
    t("a letter", CLEAN, "report written", letter()),
    t("a letter of two texts", REFUSED, "two parts of one name", letter(("word/document.xml", b"<w/>"))),
    t("a letter that unpacks to 500 MB", REFUSED, "error[limit/text]", letter(("word/x.xml", bytes(500_000_000)))),
    t("a picture that unpacks to 2 GB", REFUSED, "error[limit/workbook]",
      {"letters/bulletin.en.docx": lambda path: path.write_bytes(of_two_gigabytes())}),
    t("a letter with names that lead elsewhere", CLEAN, "report written", letter(("/etc/x", b"x"), ("../../y", b"y"))),
    t("a pipe for a letter", REFUSED, "it is a pipe", {"letters/bulletin.en.docx": os.mkfifo}),
    t("a device for a letter", REFUSED, "it is a pipe, a device", {"letters/bulletin.en.docx": to_zero}),
    t("a folder for a letter", REFUSED, "it is a folder", {"letters/bulletin.en.docx": Path.mkdir}),
    t("a link to nothing", REFUSED, "there is no such file", {"html/report.html": lambda path: path.symlink_to("x")}),
    t("a pipe for the page", REFUSED, "it is a pipe", {"html/report.html": os.mkfifo}),
    t("a pipe for the style", REFUSED, "it is a pipe", {"html/report.css": os.mkfifo}),
    t("a page of 100 MB", REFUSED, "error[limit/text]", {"html/report.html": lambda path: path.write_bytes(b"x" * 10**8)}),
    t("a pipe", REFUSED, "do not lie in a folder", {"pipe": os.mkfifo}, "own/pipe"),
    t("a device", REFUSED, "do not lie in a folder", {}, "/dev/null"),
]  # fmt: skip


def of_two_gigabytes() -> bytes:
    """A letter with a part that says to be so large, which costs nothing to make."""
    data = with_parts(LETTER.read_bytes(), ("word/x.png", b"x"))
    at = data.rindex(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", 2_000_000_000) + data[at + 28 :]


@pytest.mark.parametrize("container", CASES, ids=lambda container: container.name)
def test_a_container_has_one_meaning_or_none(container: Case, hold: Callable[[Case], Done]) -> None:
    """Nothing outside of it is read or written, and nothing in it is passed over without a word."""
    hold(container)
