"""What a log spells in several ways and is one matter, one agency: by the rulesets' aliases, or because both fold alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.engine.database import Database
from compliance.engine.spellings import Spellings
from compliance.findings.names import fold
from compliance.language.vocabulary import together
from compliance.rulesets.model import Ruleset


@dataclass(frozen=True, slots=True)
class OneName:
    """SQL over `raw`: what to join, and then what a matter and an agency are told apart by. Where no name has two spellings, by these."""

    join: str
    matter: str
    agency: str
    shared: bool
    """Whether all rulesets have agencies share their cases."""

    @property
    def of_agency(self) -> str:
        """What tells the cases of each agency apart, though others may share them."""
        return f"{self.matter}, {self.agency}, raw.case_no"

    @property
    def case(self) -> str:
        """What tells one case from another."""
        return f"{self.matter}, raw.case_no" if self.shared else self.of_agency


def one_name(database: Database, texts: Spellings, rulesets: Sequence[Ruleset]) -> OneName:
    """Makes `one_matter` and `one_agency` (raw, name) where they are needed."""
    vocabulary = together(ruleset.vocabulary for ruleset in rulesets)
    join, parts = "", {}
    for kind, plural in (("matter", "matters"), ("agency", "agencies")):
        numbers: dict[str, int] = {}
        rows = [
            (text, numbers.setdefault(fold(vocabulary.canonical(plural, text)), len(numbers)))
            for text in getattr(texts, kind)
        ]
        parts[kind] = f"raw.{kind}"
        if len(numbers) < len(rows):
            database.load(f"one_{kind}", {"raw": texts.types[kind], "name": "INTEGER"}, rows)
            join += f" LEFT JOIN one_{kind} ON one_{kind}.raw = raw.{kind}"
            parts[kind] = f"one_{kind}.name"
    shared = bool(rulesets) and all(ruleset.shared_cases for ruleset in rulesets)
    return OneName(join, **parts, shared=shared)
