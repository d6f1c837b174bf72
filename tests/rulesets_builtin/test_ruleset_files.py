"""The built-in rulesets as files: each rule is cited, titled and exemplified, and speaks of declared names only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import tomli

from compliance.rulesets.builtin import ZONE

FOLDER = Path(__file__).parents[2] / "rulesets"
RULESETS = sorted(path.parent.name for path in FOLDER.glob("*/ruleset.toml"))
VERDICTS = {"合规", "逾期", "不完整", "未公开", "未到期", "待核实", "依法豁免", "人工核查"}


def manifest(name: str) -> dict[str, Any]:
    """A ruleset's `ruleset.toml`."""
    return tomli.loads((FOLDER / name / "ruleset.toml").read_text(encoding="utf-8"))


def blocks(name: str) -> dict[str, str]:
    """The text of each rule by its id."""
    found: dict[str, str] = {}
    for path in sorted((FOLDER / name).glob("*.rules")):
        for block in re.split(r"^(?=\[)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            id_ = block[1 : block.index("]")]
            assert id_ not in found, f"{id_} is used twice"
            found[id_] = re.sub(r"^\s*#.*\n", "", block, flags=re.MULTILINE)
    return found


def names(name: str, kind: str) -> set[str]:
    """The names of a kind that a ruleset or one that it extends declares, with their aliases."""
    data = manifest(name)
    found = {alias for key, entry in data.get(kind, {}).items() for alias in (key, *entry.get("aliases", ()))}
    return found.union(*(names(base, kind) for base in data["ruleset"].get("extends", ())))


def qualifier(block: str, word: str) -> list[str]:
    """The names that a qualifier of a rule lists, without those of its examples."""
    found = re.search(rf"^    {word} (.*)$", block, flags=re.MULTILINE)
    return re.split("、| 或 | 和 ", found[1].removesuffix(" 之一")) if found else []


def test_the_rulesets_of_the_product_are_there() -> None:
    """National periods, and a plan that extends them."""
    assert {"cn-disclosure", "tongjiang-2018"} <= set(RULESETS)
    assert manifest("tongjiang-2018")["ruleset"]["extends"] == ["cn-disclosure"]


@pytest.mark.parametrize("name", RULESETS)
def test_a_ruleset_is_named_as_its_folder(name: str) -> None:
    """A ruleset is found by its id, holds where the others do, and explains its readings on a page."""
    assert manifest(name)["ruleset"]["id"] == name
    assert manifest(name)["deadlines"]["timezone"] == ZONE
    page = (FOLDER / name / "README.md").read_text(encoding="utf-8")
    assert "## 取了哪种读法" in page


def inherited(name: str) -> set[str]:
    """The ids of the rules of the rulesets that a ruleset extends."""
    return {id_ for base in manifest(name)["ruleset"].get("extends", ()) for id_ in blocks(base)}


@pytest.mark.parametrize("name", RULESETS)
def test_every_rule_says_source_and_title(name: str) -> None:
    """A finding can always name the clause and say the duty in words."""
    for id_, block in blocks(name).items():
        assert re.search(r"^    依据 \S", block, flags=re.MULTILINE), id_
        assert re.search(r"^    标题 “[^“”]+”$", block, flags=re.MULTILINE), id_


@pytest.mark.parametrize("name", RULESETS)
def test_every_rule_is_shown_met_and_not_met(name: str) -> None:
    """Each rule that a log can decide has an example met and one not met; one out of force here needs one alone."""
    for id_, block in blocks(name).items():
        if " 核查 “" in block.splitlines()[0]:
            continue
        shown = set(re.findall(r"\w+", " ".join(re.findall(r"=> (.*)", block))))
        assert shown & VERDICTS, id_
        assert id_ in inherited(name) or ("合规" in shown and shown & {"逾期", "不完整", "未公开"}), id_


@pytest.mark.parametrize("name", RULESETS)
@pytest.mark.parametrize(("word", "kind"), [("内容", "elements"), ("渠道", "channels"), ("除外", "exemptions")])
def test_qualifiers_speak_of_declared_names(name: str, word: str, kind: str) -> None:
    """An element, a channel or a ground that a rule asks for is in the vocabulary, so that aliases of it are known."""
    for id_, block in blocks(name).items():
        assert set(qualifier(block, word)) <= names(name, kind), id_


@pytest.mark.parametrize("name", RULESETS)
def test_owners_are_declared_agencies_and_groups(name: str) -> None:
    """`责任` names agencies of the vocabulary, or groups that have members."""
    agencies = manifest(name).get("agencies", {})
    groups = {f"各{group}" for entry in agencies.values() for group in entry["groups"]}
    for id_, block in blocks(name).items():
        assert set(qualifier(block, "责任")) <= groups | set(agencies), id_


@pytest.mark.parametrize("name", RULESETS)
@pytest.mark.parametrize("kind", ["actions", "matters", "channels", "elements", "agencies", "exemptions"])
def test_no_alias_is_claimed_twice(name: str, kind: str) -> None:
    """Within a kind, a word means one thing."""
    entries = manifest(name).get(kind, {})
    claimed = [alias for entry in entries.values() for alias in entry.get("aliases", ())]
    assert len(claimed) == len(set(claimed))
    assert not set(claimed) & set(entries)


def clauses(name: str) -> list[dict[str, str]]:
    """The clauses of the document that a ruleset encodes, in their order."""
    found: list[dict[str, str]] = tomli.loads((FOLDER / name / "clauses.toml").read_text(encoding="utf-8"))["clause"]
    return found


@pytest.mark.parametrize("name", RULESETS)
def test_every_clause_has_rules_or_a_reason_for_none(name: str) -> None:
    """Nothing of a document is dropped in silence, and every rule cites a clause of it by its id."""
    rules = {id_: block for id_, block in blocks(name).items() if id_ not in inherited(name)}
    cited = {re.search(r"^    依据 (.+)$", block, flags=re.MULTILINE)[1] for block in rules.values()}  # type: ignore[index]
    listed = [clause["id"] for clause in clauses(name)]
    assert len(listed) == len(set(listed))
    assert cited == {clause["id"] for clause in clauses(name) if "none" not in clause}


def test_the_law_in_force_changes_without_a_gap() -> None:
    """The regulation of 2007 holds to the day before that of 2019 does, for publications and for replies."""
    rules = blocks("cn-disclosure")
    assert "施行 2008-05-01 至 2019-05-14" in rules["条例2007-18"]
    assert "施行 自 2019-05-15" in rules["条例2019-26"]
    assert "15个工作日内答复" in rules["条例2007-24"] and "延长 15个工作日 因 延期" in rules["条例2007-24"]
    assert "20个工作日内答复" in rules["条例2019-33"] and "延长 20个工作日 因 延期" in rules["条例2019-33"]


def test_the_plan_keeps_its_figures() -> None:
    """The figures, dates and periods of the plan, by clause."""
    rules = {id_: block.splitlines()[0] for id_, block in blocks("tongjiang-2018").items()}
    assert "20日内" in rules["同江-1-5"]
    assert "每年" in rules["同江-1-6"] and "不少于3次" in rules["同江-1-6"]
    assert "1个工作日内" in rules["同江-2-10"]
    assert "2018年底前" in rules["同江-3-11"]
    assert [rules[f"同江-4-15-{n}"].count(f"2018年{m}月底前") for n, m in ((1, 9), (2, 10), (3, 11))] == [2, 1, 1]
    assert "每季度" in rules["同江-4-19"]
    assert "20个工作日内" in rules["同江-尾-1"]
