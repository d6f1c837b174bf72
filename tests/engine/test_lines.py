"""The lines of each agency's score, made when somebody looks: the same lines, however many agencies there are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.engine.conftest import Check

from compliance.engine import summary
from compliance.engine.database import Database
from compliance.findings.scorecard import Account

AGENCIES = [f"单位{n:03}" for n in range(70)]
LOG = "case,matter,agency,action,time\n" + "".join(
    f"{n},预决算,{agency},批准,2018-01-{n % 28 + 1:02}\n{n},预决算,{agency},公开,2018-02-05\n"
    for n, agency in enumerate(AGENCIES)
)


def accounts(check: Check, order: Sequence[int]) -> dict[str, Sequence[Account]]:
    """Those of each agency, looked at in an order."""
    agencies = check("预决算 批准后20日内公开\n", LOG).assessment.agencies
    return {agencies[place].agency: tuple(agencies[place].card.accounts) for place in order}


def test_all_in_turn_are_made_in_few_looks(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look goes over the counts of all agencies: ever more are made at once."""
    whole = accounts(check, range(70))
    monkeypatch.setattr(summary, "AT_ONCE", 0)
    monkeypatch.setattr(summary, "MOST_AHEAD", 20)
    looks: list[str] = []
    rows = Database.rows

    def counted(self: Database, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        looks.append(sql)
        return rows(self, sql, values)

    monkeypatch.setattr(Database, "rows", counted)
    assert accounts(check, range(70)) == whole
    assert sum("FROM counted" in sql and "unnest" in sql for sql in looks) == 7, "1, 2, 4, 8, 16, 20, then 19"


def test_some_out_of_turn_are_the_same(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ranking looks at a few, from any place."""
    whole = accounts(check, range(70))
    monkeypatch.setattr(summary, "AT_ONCE", 0)
    assert accounts(check, (69, 3, 4, 5, 40, 3)) == {AGENCIES[n]: whole[AGENCIES[n]] for n in (69, 3, 4, 5, 40)}
