from __future__ import annotations

from pathlib import Path

from compliance.reports import resources


def test_the_templates_are_found_in_a_checkout() -> None:
    """The report's page is among them."""
    assert resources.template("html/report.html").is_file()


def test_a_file_of_a_folder_of_ones_own_stands_in_for_the_built_in_one(tmp_path: Path) -> None:
    """Single files: the others stay the built-in ones."""
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "report.css").write_text("body { color: black }")
    assert resources.template("html/report.css", tmp_path).parent.parent == tmp_path
    assert resources.template("html/report.html", tmp_path) == resources.template("html/report.html")
