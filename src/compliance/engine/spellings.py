"""Names as the log spells them to numbers: aliases and spellings resolved once for each distinct text, not for each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from compliance.engine.database import Database
from compliance.findings.names import fold
from compliance.language.vocabulary import Vocabulary
from compliance.log.no_names import NOTHING
from compliance.rulesets.conditions import SEPARATORS, parted, whole

NO_GROUND = frozenset(map(fold, (*NOTHING, "否", "不涉及", "不适用", "不豁免", "no")))
"""What stands in the column of grounds where none is claimed."""
NOBODY = 0
"""The number of the nameless agency of a log that has none."""


@dataclass
class Names:
    """Numbers for names, the same text always the same number."""

    numbers: dict[str, int] = field(default_factory=lambda: {"": NOBODY})

    def number(self, name: str) -> int:
        """The number of a name."""
        return self.numbers.setdefault(name, len(self.numbers))


SINGLE = {"matter": "matters", "action": "actions", "agency": "agencies"}
SEVERAL = {"channel": "channels", "elements": "elements", "exemption": "grounds"}
"""The columns of `raw` that hold names, with the kind of the vocabulary that they are of."""


@dataclass(frozen=True, slots=True)
class Spellings:
    """The distinct texts of the log's name columns."""

    matter: tuple[str, ...]
    action: tuple[str, ...]
    agency: tuple[str, ...]
    channel: tuple[str, ...]
    elements: tuple[str, ...]
    exemption: tuple[str, ...]
    types: Mapping[str, str]
    """The SQL type of each column."""


def spellings(database: Database, events: bool = False) -> Spellings:
    """The distinct texts in `raw`; once it is settled, those of `events` alone: what stands in rejected rows is no name."""
    only = " AND lo IS NOT NULL" if events else ""
    columns = (*SINGLE, *SEVERAL)
    types = database.columns("raw")
    parts = " UNION ALL ".join(
        f"SELECT '{c}', CAST({c} AS VARCHAR) FROM (SELECT DISTINCT {c} FROM raw WHERE {c} IS NOT NULL{only})"
        for c in columns
    )
    found: dict[str, list[str]] = {c: [] for c in columns}
    for column, text in database.rows(f"{parts} ORDER BY ALL"):
        found[column].append(text)
    return Spellings(
        **{c: tuple(texts) for c, texts in found.items()},
        types={c: f"{c}_text" if types[c].startswith("ENUM") else "VARCHAR" for c in columns},
    )


def resolve(
    database: Database, texts: Spellings, vocabulary: Vocabulary, names: Names, rule_ids: Iterable[str]
) -> None:
    """A table (raw, name) for each column: `matter_name` … where a cell is a name, `channel_names` … where it holds several.

    `raw` has the type of the column, so that numbered names are compared as numbers.
    """
    by_fold: dict[tuple[str, str], str] = {}

    def canonical(kind: str, text: str) -> int:
        name = vocabulary.canonical(kind, text)
        # Two spellings that no vocabulary knows but that fold alike are one name: the first one seen.
        return names.number(by_fold.setdefault((kind, fold(name)), name))

    for rule_id in rule_ids:  # An attestation names the rule it is about where an event names its matter.
        by_fold.setdefault(("matters", fold(rule_id)), rule_id)
    for kind, plural in SINGLE.items():
        rows = [(text, canonical(plural, text)) for text in getattr(texts, kind)]
        database.load(f"{kind}_name", {"raw": texts.types[kind], "name": "INTEGER"}, rows)
    for kind, plural in SEVERAL.items():
        known = parted(vocabulary, plural)
        rows = [
            (text, canonical(plural, part))
            for text in getattr(texts, kind)
            for part in dict.fromkeys((*SEPARATORS.split(text), *whole(text, known)))
            if part.strip() and not (kind == "exemption" and fold(part) in NO_GROUND)
        ]
        database.load(f"{kind}_names", {"raw": texts.types[kind], "name": "INTEGER"}, rows)
