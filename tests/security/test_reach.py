"""What comes from somebody else (a ruleset, templates) takes nothing from outside its own folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

from compliance.diagnostics import Refused
from compliance.rulesets.load import load_ruleset, load_vocabulary

MANIFEST = '[ruleset]\nid = "mine"\nextends = [{}]\n'


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A ruleset, with another two folders away."""
    for name, rule in (("here/mine", "[a] 预决算 公开\n"), ("away/other", "[b] 许可 公开\n")):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / "ruleset.toml").write_text(f'[ruleset]\nid = "{folder.name}"\n', "utf-8")
        (folder / "a.rules").write_text(rule, "utf-8")
    return tmp_path / "here" / "mine"


def codes(folder: Path) -> list[str]:
    """Why a ruleset is refused."""
    with pytest.raises(Refused) as told:
        load_ruleset(str(folder))
    return [problem.code for problem in told.value.diagnostics]


@pytest.mark.parametrize("way", ["../../away/other", "../mine", "{tmp}/away/other", "..", "sub/other", "..\\\\away"])
def test_extends_is_a_name_and_no_path(mine: Path, tmp_path: Path, way: str) -> None:
    """However the path is written."""
    (mine / "ruleset.toml").write_text(MANIFEST.format(f'"{way.format(tmp=tmp_path)}"'), "utf-8")
    assert codes(mine) == ["ruleset/extends-path"]


def test_extends_takes_nothing_from_where_a_command_happens_to_run(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of that name there is none beside the ruleset."""
    monkeypatch.chdir(tmp_path / "away")
    (mine / "ruleset.toml").write_text(MANIFEST.format('"other"'), "utf-8")
    assert codes(mine) == ["ruleset/not-found"]


@pytest.mark.parametrize("file", ["ruleset.toml", "a.rules", "z.rules"])
def test_a_file_that_is_a_link_elsewhere(mine: Path, tmp_path: Path, file: str) -> None:
    """Its lines would stand in messages; so would its rules in the report."""
    (mine / file).unlink(missing_ok=True)
    (mine / file).symlink_to(tmp_path / "away" / "other" / ("ruleset.toml" if file.endswith("toml") else "a.rules"))
    assert codes(mine) == ["ruleset/outside"]


def test_the_words_of_a_ruleset_are_not_taken_from_elsewhere(mine: Path, tmp_path: Path) -> None:
    """Where its vocabulary alone is read, as by `fmt`."""
    (mine / "ruleset.toml").unlink()
    (mine / "ruleset.toml").symlink_to(tmp_path / "away" / "other" / "ruleset.toml")
    with pytest.raises(Refused):
        load_vocabulary(mine)


def test_a_folder_beside_that_is_a_link_elsewhere(mine: Path, tmp_path: Path) -> None:
    """A neighbour that lies somewhere else is no neighbour."""
    (mine.parent / "other").symlink_to(tmp_path / "away" / "other")
    (mine / "ruleset.toml").write_text(MANIFEST.format('"other"'), "utf-8")
    assert codes(mine) == ["ruleset/outside"]


def test_links_inside_and_a_link_to_the_ruleset_itself(mine: Path, tmp_path: Path) -> None:
    """What the user names is his own choice, and a link within the folder leads nowhere else."""
    (mine / "b.rules").write_text("[b] 许可 公开\n", "utf-8")
    (mine / "a.rules").unlink()
    (mine / "sub").mkdir()
    (mine / "sub" / "kept").write_text("[a] 预决算 公开\n", "utf-8")
    (mine / "a.rules").symlink_to(mine / "sub" / "kept")
    (tmp_path / "named").symlink_to(mine)
    assert [rule.id for rule in load_ruleset(str(tmp_path / "named")).rules] == ["a", "b"]


@pytest.mark.parametrize("name", ["html/report.html", "html/report.css", "letters/self-review.docx"])
def test_a_template_that_is_a_link_elsewhere(run: Run, tmp_path: Path, name: str) -> None:
    """What it leads to would stand in the report, and go wherever that is sent."""
    (tmp_path / "secret").write_text("sesame", "utf-8")
    link = tmp_path / "own" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "secret")
    (tmp_path / "log.csv").write_text("事项,环节,时间\n预决算,批准,2018-01-10\n", "utf-8")
    out = "r.docx" if name.endswith("docx") else "r.html"
    done = run("check", "log.csv", "--rule", "预决算 批准后20日内公开", "--templates", "own", "-o", out, "-q")
    assert (done.status, "[report/template-outside]" in done.complaint) == (2, True)
    assert not (tmp_path / out).exists()
    assert "sesame" not in done.complaint
