"""`compliance fmt`: which files it writes, what it prints, and how it ends."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tests.cli.conftest import Run

MESSY = "预决算   批准后20日内公开 ; on 门户网站\n"
TIDY = "预决算 批准后20日内公开\n    渠道 门户网站\n"
ENGLISH = "预决算 publish within 20 days of approval\n    on 门户网站\n"
MANIFEST = '[ruleset]\nid = "here"\nlanguage = "zh"\n[channels]\n"政府网站" = { aliases = ["门户网站"] }\n'


def ruleset(folder: Path, text: str = MESSY, manifest: str = MANIFEST) -> Path:
    """A ruleset's folder; its file of rules."""
    folder.mkdir()
    (folder / "ruleset.toml").write_text(manifest, encoding="utf-8")
    (folder / "1.rules").write_text(text, encoding="utf-8")
    return folder / "1.rules"


def test_a_folder_is_written_in_place(run: Run, tmp_path: Path) -> None:
    """What changed is named; a second run changes nothing and says nothing."""
    file = ruleset(tmp_path / "rules")
    done = run("fmt", "rules")
    assert (done.status, done.text) == (0, f"已整理: {Path('rules') / '1.rules'}\n")
    assert file.read_text(encoding="utf-8") == TIDY
    again = run("fmt", "rules")
    assert (again.status, again.text, again.complaint) == (0, "", "")


def test_one_file_and_another_language(run: Run, tmp_path: Path) -> None:
    """`--lang` turns the keywords into English; without it they are those of the ruleset's language again."""
    file = ruleset(tmp_path / "rules")
    assert run("fmt", "rules/1.rules", "--lang", "en").text == f"formatted: {Path('rules/1.rules')}\n"
    assert file.read_text(encoding="utf-8") == ENGLISH
    assert run("fmt", "rules/1.rules").status == 0
    assert file.read_text(encoding="utf-8") == TIDY


def test_check_lists_what_would_change(run: Run, tmp_path: Path) -> None:
    """Status 1 and nothing written; 0 where all is as it should be."""
    file = ruleset(tmp_path / "messy")
    ruleset(tmp_path / "tidy", TIDY)
    done = run("fmt", "messy", "tidy", "--check")
    assert (done.status, done.text) == (1, f"会改动: {Path('messy') / '1.rules'}\n")
    assert file.read_text(encoding="utf-8") == MESSY
    assert run("fmt", "tidy", "--check").status == 0


def test_diff_shows_the_changes(run: Run, tmp_path: Path) -> None:
    """As a unified diff, with nothing written."""
    file = ruleset(tmp_path / "rules")
    done = run("fmt", "rules", "--diff")
    assert done.status == 0
    assert f"-{MESSY}" in done.text and "+    渠道 门户网站\n" in done.text
    assert file.read_text(encoding="utf-8") == MESSY
    assert run("fmt", "rules", "--diff", "--check").status == 1


def test_a_diff_names_what_would_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    """Comments of a file that somebody sent may hold escape sequences."""
    ruleset(tmp_path / "rules", "# \x1b[2J\n" + MESSY)
    assert "# [U+001B][2J" in run("fmt", "rules", "--diff").text


def test_a_file_with_mistakes_is_left_alone(run: Run, tmp_path: Path) -> None:
    """Its mistakes are told, the other files are written, and the status is 2."""
    broken = ruleset(tmp_path / "broken", "预决算   批准后20日公开\n")
    other = ruleset(tmp_path / "other")
    done = run("fmt", "broken", "other")
    assert done.status == 2
    assert f"{Path('broken') / '1.rules'}:1:" in done.complaint and "Traceback" not in done.complaint
    assert broken.read_text(encoding="utf-8") == "预决算   批准后20日公开\n"
    assert other.read_text(encoding="utf-8") == TIDY


def test_a_broken_manifest_and_a_missing_file(run: Run, tmp_path: Path) -> None:
    """Without the vocabulary nothing can be read; both are told with status 2."""
    file = ruleset(tmp_path / "rules", manifest='[ruleset]\nid = "here"\ncolour = 1\n')
    done = run("fmt", "rules")
    assert done.status == 2 and "colour" in done.complaint
    assert file.read_text(encoding="utf-8") == MESSY
    assert run("fmt", "nothing.rules").status == 2


def test_a_file_that_is_not_utf_8(run: Run, tmp_path: Path) -> None:
    """It is left as it is, and the message says so."""
    file = tmp_path / "a.rules"
    file.write_bytes(MESSY.encode("gb18030"))
    done = run("fmt", "a.rules")
    assert done.status == 2 and "UTF-8" in done.complaint
    assert file.read_bytes() == MESSY.encode("gb18030")


def test_a_file_without_a_ruleset_stays_in_its_language(run: Run, tmp_path: Path) -> None:
    """The standard actions are known everywhere."""
    (tmp_path / "a.rules").write_text("budget   within 20 days of approval; must\n", encoding="utf-8")
    assert run("fmt", "a.rules").status == 0
    assert (tmp_path / "a.rules").read_text(encoding="utf-8") == "budget within 20 days of approval\n    must\n"


def test_an_empty_name_is_no_folder(run: Run, tmp_path: Path) -> None:
    """A variable without a value had all rules below the working folder written anew."""
    (tmp_path / "a.rules").write_text(MESSY, encoding="utf-8")
    done = run("fmt", "a.rules", "")
    assert done.status == 2 and "format/nameless" in done.complaint
    assert (tmp_path / "a.rules").read_text(encoding="utf-8") == MESSY


def test_who_may_read_the_file_stays(run: Run, tmp_path: Path) -> None:
    """The new file has the old one's permissions, a link stays a link, and nothing is left beside it."""
    file = ruleset(tmp_path / "rules")
    file.chmod(0o640)
    (tmp_path / "link.rules").symlink_to(file)
    assert run("fmt", "link.rules").status == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert (tmp_path / "link.rules").is_symlink()
    assert sorted(os.listdir(tmp_path / "rules")) == ["1.rules", "ruleset.toml"]


def test_a_link_that_leads_out_of_a_folder_is_not_followed(run: Run, tmp_path: Path) -> None:
    """A ruleset from somebody else would have the rules of another laid out anew, or its lines shown."""
    ruleset(tmp_path / "theirs")
    away = tmp_path / "away.rules"
    away.write_text("[b]   许可   公开\n", "utf-8")
    (tmp_path / "theirs" / "z.rules").symlink_to(away)
    done = run("fmt", "theirs")
    assert (done.status, "ruleset/outside" in done.complaint) == (2, True)
    assert away.read_text("utf-8") == "[b]   许可   公开\n"
