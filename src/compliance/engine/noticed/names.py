"""What the names of agencies in a log show: two that may be one, and several in one cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.noticed.listed import listed, quoted
from compliance.rulesets.model import Ruleset

SHOWN = 3
"""Names, or pairs of them, that are told."""
ENDS, SHORTEST = "省市县区州盟旗", 3
"""How the name of a place ends that stands before an agency's, and the characters of the shortest agency."""
BRACKET = re.compile(r"(?<=.)[(（\[〔]")
SEVERAL = re.compile(r"[、,，;；\n]")


def of_names(names: Sequence[str], rulesets: Sequence[Ruleset]) -> Iterator[Text]:
    """Of agencies as the log writes them; what a ruleset declares is told apart by it."""
    known = {name for ruleset in rulesets for name in ruleset.vocabulary.agencies.values()}
    called = {ruleset.vocabulary.canonical("agencies", name) for ruleset in rulesets for name in names}
    alike = [(name, part) for name in sorted(called - known) for part in _parts(name) if part in called]
    if alike:
        pairs = listed((Text(f"“{name}”和“{part}”", f"“{name}” and “{part}”") for name, part in alike), SHOWN)
        yield Text(
            f"{len(alike)} 对单位名称可能指同一单位，按不同的单位核查：{pairs.zh}。是同一单位的，请改成一致，或在规则集里加别名",
            f"{len(alike)} pair(s) of agencies may be one, and are taken for two: {pairs.en}. Where they are "
            "one, write them alike or add an alias to the ruleset",
        )
    several = sorted(
        {name for name in called - known if SEVERAL.search(name.strip())} | set(_beside(names, called | known))
    )
    if several:
        cells = listed((quoted(" ".join(name.split())) for name in several), SHOWN)
        yield Text(
            f"{len(several)} 个单位名称里像是有几个单位，按一个单位核查：{cells.zh}。请一个单位一行",
            f"{len(several)} name(s) of agencies seem to hold several, and are taken for one: {cells.en}. Write a row for each",
        )


def _parts(name: str) -> Iterator[str]:
    """What is left of a name without the place before it, or without the remark in brackets behind it."""
    yield from (name[n:] for n in range(1, len(name) - SHORTEST + 1) if name[n - 1] in ENDS)
    if bracket := BRACKET.search(name):
        yield name[: bracket.start()].rstrip()


def _beside(names: Sequence[str], agencies: Collection[str]) -> Iterator[str]:
    """Names that are agencies with blanks between."""
    return (name for name in names if len(name.split()) > 1 and all(part in agencies for part in name.split()))
