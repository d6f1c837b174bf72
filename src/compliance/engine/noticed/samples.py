"""Rows that show how a form is to be filled in, and were left in it: they count as what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.noticed.places import places
from compliance.engine.scan import Scanned
from compliance.engine.spellings import Spellings

NOBODY = re.compile(r"示例|样例|某某|[×╳]{2}|(?<![A-Za-z])[XxＸｘ]{2}(?![A-Za-z])")
"""What stands in the name of a matter or an agency that is none."""
NUMBERS = tuple(
    f"{before}{word}{behind}"
    for word in ("示例", "样例", "例")
    for before, behind in ((("", ""), ("", "1"), ("（", "）"), ("(", ")")))
)
"""Numbers of cases that are none."""


def samples(database: Database, scanned: Sequence[Scanned], texts: Spellings) -> Iterator[Text]:
    """How many of them the log seems to have, with the first."""
    held = {"case_no": NUMBERS} | {
        kind: names
        for kind in ("matter", "agency")
        if (names := tuple(text for text in getattr(texts, kind) if NOBODY.search(text)))
    }
    some = " OR ".join(
        f"CAST({column} AS VARCHAR) IN ({', '.join('?' * len(names))})" for column, names in held.items()
    )
    values = [text for names in held.values() for text in names]
    n, place = database.rows(f"SELECT count(*), min(rowid) FROM raw WHERE lo IS NOT NULL AND ({some})", values)[0]
    if n:
        ((at, _),) = places(database, scanned, [place])
        yield Text(
            f"{n} 条记录像是填表的示例（如{at.zh}），也计入了。是示例的，请删去那一行",
            f"{n} event(s) seem to be samples of how to fill in the form (such as {at.en}), and count. Where they are, delete the row",
        )
