"""Small files that are scanned together, and cannot be."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from compliance.checking import Request, checked
from compliance.engine.asked import Asked
from compliance.engine.scan import Scan


def test_each_of_them_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the database has against their joint copy, none is missed and another file is checked."""
    for name in "abc":
        (tmp_path / f"{name}.csv").write_text(f"事项,单位,批准日期\n预决算,{name}局,2018-01-10\n", "utf-8")
    (tmp_path / "d.csv").write_text("事项,单位,批准日期,备注\n预决算,d局,2018-01-10,\n", "utf-8")
    stage = Scan._stage

    def failing(scan: Scan, number: int, table, several: bool) -> int:
        if len(table.columns) == 3:
            raise duckdb.IOException("out of luck")
        return stage(scan, number, table, several)

    monkeypatch.setattr(Scan, "_stage", failing)
    request = Request((str(tmp_path),), Asked(datetime(2018, 12, 31)), rules=("预决算 批准后20日内公开",))
    with checked(request) as found:
        assert [Path(one.file).name for one in found.log.unread] == ["a.csv", "b.csv", "c.csv"]
        assert [finding.agency for finding in found.findings] == ["d局"]
