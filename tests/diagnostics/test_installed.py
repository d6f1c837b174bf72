"""Files that come with the product and are no code."""

from __future__ import annotations

from pathlib import Path

import pytest

from compliance.diagnostics import installed


def test_an_installed_package_brings_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the package carries is taken, whatever lies around it; a checkout has it at its root."""
    package = tmp_path / "src" / "compliance"
    (package / "data" / "rulesets").mkdir(parents=True)
    monkeypatch.setattr(installed, "PACKAGE", package)
    assert installed.installed("rulesets") == package / "data" / "rulesets"
    assert installed.installed("docs/lint") == tmp_path / "docs" / "lint"
