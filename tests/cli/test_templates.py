"""`--templates`: a folder of one's own whose files stand in for built-in ones, and what is said when one is wrong."""

from __future__ import annotations

import base64
import hashlib
import html
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Done, Run

LOG = "case,matter,agency,action,time\n1,预决算,财政局,批准,2018-01-10\n1,预决算,财政局,公开,2018-02-02\n"
CHECK = ("check", "log.csv", "--rule", "预决算 批准后20日内公开", "--as-of", "2018-12-31", "--templates", "own")


def checked(run: Run, folder: Path, name: str, text: str | bytes) -> Done:
    """A check with one template of one's own."""
    (folder / "log.csv").write_text(LOG, "utf-8")
    file = folder / "own" / "html" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return run(*CHECK, "-o", "report.html")


def test_one_file_stands_in_and_the_others_stay(run: Run, tmp_path: Path) -> None:
    """The example of the documentation: another signature block below the same report."""
    example = ROOT / "examples" / "templates" / "html" / "parts" / "sign.html"
    done = checked(run, tmp_path, "parts/sign.html", example.read_text("utf-8"))
    page = (tmp_path / "report.html").read_text("utf-8")
    assert done.status == 1
    assert "分管领导：" in page and "检查人：" not in page and "逾期3天" in page


def test_a_style_of_ones_own_is_let_in_by_the_policy(run: Run, tmp_path: Path) -> None:
    """Its hash is that of what stands in the page."""
    checked(run, tmp_path, "report.css", "h1 { color: #111 }")
    page = html.unescape((tmp_path / "report.html").read_text("utf-8"))
    digest = base64.b64encode(hashlib.sha256(b"h1 { color: #111 }").digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page and "<style>h1 { color: #111 }</style>" in page


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("<footer>\n{% for fact of page.facts %}\n</footer>\n", 2, "of"),
        ("<footer>\n{{ page.wrong }}\n</footer>\n", 2, "wrong"),
        ("<footer>\n\n{% include 'parts/none.html' %}\n", 3, "none.html"),
        ("{{ page.__class__.__mro__ }}\n", 1, "unsafe"),
        ("{{ 1 // 0 }}\n", 1, "zero"),
    ],
    ids=["syntax", "unknown name", "unknown file", "out of the page", "arithmetic"],
)
def test_a_mistake_is_told_with_file_and_line(run: Run, tmp_path: Path, text: str, line: int, said: str) -> None:
    """No traceback, and no report half written."""
    done = checked(run, tmp_path, "parts/sign.html", text)
    assert done.status == 2
    assert f"own/html/parts/sign.html:{line}" in done.complaint and said in done.complaint
    assert "Traceback" not in done.complaint
    assert not list(tmp_path.glob("*.html")) and not list(tmp_path.glob(".*.tmp"))


@pytest.mark.parametrize("name", ["parts/sign.html", "report.css"])
def test_a_template_in_another_encoding_is_told(run: Run, tmp_path: Path, name: str) -> None:
    """An editor saved it as GBK."""
    done = checked(run, tmp_path, name, "/* 签字 */".encode("gb18030"))
    assert done.status == 2
    assert f"own/html/{name}" in done.complaint and "UTF-8" in done.complaint and "Traceback" not in done.complaint
