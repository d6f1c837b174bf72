"""Every clause of a document has its rules, its questions, or a reason."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from compliance.diagnostics import Refused
from compliance.reports.coverage import as_markdown
from compliance.rulesets.coverage import coverage
from compliance.rulesets.load import load_ruleset
from compliance.rulesets.scaffold import new_ruleset

ROOT = Path(__file__).parents[2]
FOLDERS = [path.parent for path in sorted((ROOT / "rulesets").glob("*/ruleset.toml"))]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_built_in_ruleset_covers_its_document(folder: Path) -> None:
    """No clause is left open, and no rule cites what is no clause."""
    assert coverage(load_ruleset(str(folder))).problems == ()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_table_of_a_built_in_ruleset_is_up_to_date(folder: Path) -> None:
    """`compliance rules coverage NAME > rulesets/NAME/coverage.md` writes it anew."""
    ruleset = load_ruleset(str(folder))
    assert (folder / "coverage.md").read_text("utf-8") == as_markdown(ruleset, coverage(ruleset))


def test_an_open_clause_and_a_citation_astray_are_problems(tmp_path: Path) -> None:
    """Each with what to do."""
    folder = tmp_path / "my-2018"
    new_ruleset(folder)
    assert coverage(load_ruleset(str(folder))).problems == ()
    clauses = folder / "clauses.toml"
    clauses.write_text(clauses.read_text("utf-8") + '\n[[clause]]\nid = "一(二)"\ntitle = "别的"\n', "utf-8")
    rules = folder / "1-chapter.rules"
    rules.write_text(rules.read_text("utf-8").replace("依据 一(一)\n    标题", "依据 一(壹)\n    标题"), "utf-8")
    found = coverage(load_ruleset(str(folder)))
    assert [p.code for p in found.problems] == ["coverage/open-clause", "coverage/unknown-clause"]
    assert found.problems[1].hint and found.problems[1].place and found.problems[1].place.line == 3
    rules.write_text(rules.read_text("utf-8").replace("依据 一(壹)", "依据 附则"), "utf-8")
    hint = coverage(load_ruleset(str(folder))).problems[1].hint
    assert hint and hint.en == "cite a clause of clauses.toml, or add it there"


def test_a_list_of_clauses_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """With its place."""
    folder = tmp_path / "my-2018"
    new_ruleset(folder)
    (folder / "clauses.toml").write_text('[[clause]]\nid = "一"\ntitel = "x"\n', "utf-8")
    with pytest.raises(Refused) as refused:
        coverage(load_ruleset(str(folder)))
    assert refused.value.diagnostics[0].code == "coverage/clause"


def test_rules_are_named_as_they_are_and_a_clause_stands_once(tmp_path: Path) -> None:
    """A stroke in an id makes no rules of a list of it; those that one line makes are told once."""
    (tmp_path / "ruleset.toml").write_text('[ruleset]\nid = "a"\n[lists]\n"表" = ["甲", "乙"]\n', "utf-8")
    rules = "".join(f"[一/{n}] {what} 每月公开\n    依据 一\n" for n, what in enumerate(("甲", "乙", "各 表"), 1))
    (tmp_path / "a.rules").write_text(rules, "utf-8")
    clause = '[[clause]]\nid = "一"\ntitle = "x"\n'
    (tmp_path / "clauses.toml").write_text(clause, "utf-8")
    (covered,) = coverage(load_ruleset(str(tmp_path))).clauses
    assert covered.rules == ("一/1", "一/2", "一/3")
    (tmp_path / "clauses.toml").write_text(clause * 2, "utf-8")
    with pytest.raises(Refused) as refused:
        coverage(load_ruleset(str(tmp_path)))
    assert [d.code for d in refused.value.diagnostics] == ["coverage/repeated-clause"]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ('落实"三公"经费 a\\b', '落实"三公"经费 a\\b'),
        ("上一行\n[deadlines]\tx\x7f\x00", "上一行 [deadlines] x\x7f\x00"),
        ("GBK\udcd5", "GBK?"),
        (" ", "a-2019"),
    ],
)
def test_a_new_ruleset_keeps_its_title_whatever_stands_in_it(tmp_path: Path, title: str, kept: str) -> None:
    """Straight quotes broke its ruleset.toml, bytes of another encoding broke off with half of a folder."""
    new_ruleset(tmp_path / "a-2019", title)
    assert load_ruleset(str(tmp_path / "a-2019")).title == kept
    assert (tmp_path / "a-2019" / "README.md").read_text("utf-8").startswith(f"# {kept}\n\n")


def test_a_new_ruleset_is_not_laid_over_an_old_one(tmp_path: Path) -> None:
    """What is there stays; a name that can be no id is refused."""
    new_ruleset(tmp_path / "a-2020")
    for folder in (tmp_path / "a-2020", tmp_path / "a b"):
        with pytest.raises(Refused):
            new_ruleset(folder)


@pytest.mark.parametrize("stop", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_of_a_new_ruleset_no_half_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException) -> None:
    """On a full disk, or stopped, it is as if nothing had been begun: the next try makes it."""
    write = Path.write_text

    def failing(path: Path, text: str, *more: str) -> int:
        if path.name == "clauses.toml":
            raise stop
        return write(path, text, *more)

    with monkeypatch.context() as patched, pytest.raises(type(stop)):
        patched.setattr(Path, "write_text", failing)
        new_ruleset(tmp_path / "a-2019")
    assert list(tmp_path.iterdir()) == []
    assert len(new_ruleset(tmp_path / "a-2019")) == 4
