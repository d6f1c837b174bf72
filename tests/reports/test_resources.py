from __future__ import annotations

from pathlib import Path

import pytest

from compliance.reports import resources


def test_the_templates_are_found_in_a_checkout() -> None:
    """The report's page is among them."""
    assert (resources.templates() / "html" / "report.html").is_file()


def test_an_installed_package_brings_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package carries templates they are taken, whatever lies around it."""
    monkeypatch.setattr(resources, "INSTALLED", tmp_path)
    assert resources.templates() == tmp_path
