"""Reports that lie in the folder of the logs are told from logs: nobody's report is checked as a ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from compliance.diagnostics import Refused
from compliance.diagnostics.diagnostic import Language
from compliance.engine.database import Database
from compliance.findings import Assessment
from compliance.log.open import Opened, open_log
from compliance.log.sources import ENDINGS
from compliance.reports.formats import FORMATS
from compliance.reports.manner import Manner

KINDS = [kind for kind in FORMATS if any(ending in ENDINGS for ending in kind.endings)]


def opened(folder: Path, *names: str) -> Opened:
    """What is read of files, with the database telling the columns of Parquet."""
    database = Database()

    def headers(path: Path) -> list[str]:
        return [row[0] for row in database.rows("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)])]

    work = folder / "work"
    work.mkdir(exist_ok=True)
    try:
        return open_log(names, actions={"公开": "publish"}, mapping=None, workdir=work, parquet_headers=headers)
    finally:
        database.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_report_that_looks_like_a_log_is_passed_over_and_named(
    assessment: Assessment, tmp_path: Path, language: Language
) -> None:
    """Text, CSV, JSON Lines, Parquet and the workbook are; the others have endings that no log has."""
    assert {kind.name for kind in KINDS} == {"text", "csv", "jsonl", "parquet", "xlsx"}
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "log.csv").write_text("事项,单位,公开日期\n预决算,财政局,2018-01-30\n", "utf-8")
    for kind in KINDS:
        with (logs / f"report{kind.endings[0]}").open("wb") as out:
            kind.write(assessment, Manner(language), out)
    found = opened(tmp_path, str(logs))
    assert [Path(table.file).name for table in found.tables] == ["log.csv"]
    assert [(file.file, file.problems) for file in found.unread] == []
    said = "\n".join(note.zh for note in found.tables[0].notes)
    assert all(f"report{kind.endings[0]}" in said for kind in KINDS)


def test_a_report_alone_is_refused(assessment: Assessment, tmp_path: Path) -> None:
    """It is said what it is."""
    (kind,) = [kind for kind in KINDS if kind.name == "csv"]
    with (tmp_path / "report.csv").open("wb") as out:
        kind.write(assessment, Manner("zh"), out)
    with pytest.raises(Refused) as refused:
        opened(tmp_path, str(tmp_path / "report.csv"))
    assert [problem.code for problem in refused.value.diagnostics] == ["log/report"]
