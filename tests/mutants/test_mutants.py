"""Mutants of SQL change what is executed, one place at a time."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_mutant_changes_what_is_executed() -> None:
    """Each is another text of its file, and the comments and the marks of the plan stay as they are."""
    spec = importlib.util.spec_from_file_location("mutants_of_sql", Path(__file__).with_name("sql.py"))
    assert spec and spec.loader
    sql = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = sql
    spec.loader.exec_module(sql)
    found = list(sql.mutants())
    assert len({(m.file, m.start, m.end, m.text) for m in found}) == len(found) > 500
    for mutant in found:
        source = (ROOT / sql.SQL / mutant.file).read_text("utf-8")
        mutated = source[: mutant.start] + mutant.text + source[mutant.end :]
        assert mutated != source
        assert [hidden[0] for hidden in sql.HIDDEN.finditer(mutated)] == [
            hidden[0] for hidden in sql.HIDDEN.finditer(source)
        ]
