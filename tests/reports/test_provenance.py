"""What reproduces a report stands in it: versions, hashes, the command line."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.conftest import run
from tests.reports.readers import all_text, written

from compliance.findings import Assessment, FileUsed
from compliance.reports.provenance import file_of, provenance

__all__ = ["run"]
RULE = ("--rule", "预决算 within 20 days of approval", "--as-of", "2018-12-31", "--format", "json")
LEDGER = "编号,事项,单位,批准日期,公开日期\n1,预决算,A局,2018-01-10,2018-02-10\n"


def test_tool_rulesets_and_inputs_are_named_with_their_hashes(assessment: Assessment) -> None:
    """Each as the user named it."""
    assert provenance(assessment, "en") == {
        "tool": "compliance",
        "version": "0.1.0",
        "command": ["compliance", "check", "log.csv", "-r", "county-2018"],
        "rulesets": [
            {
                "id": "county-2018",
                "sha256": "0123456789abcdef" * 4,
                "calendar": "chinesecalendar 1.11.0, covering 2004 to 2026",
            }
        ],
        "inputs": [
            {
                "file": "log.csv",
                "sha256": "fedcba9876543210" * 4,
                "bytes": 0,
                "rows": 21,
                "events": 19,
                "layout": "",
                "place": 0,
            }
        ],
        "mapping": None,
        "waivers": None,
        "terms": {
            "from": None,
            "to": None,
            "agencies": None,
            "roster": False,
            "ignore": [],
            "language": "en",
            "show_personal": False,
        },
        "findings": len(assessment.findings),
    }


@pytest.mark.parametrize("name", ["html", "xlsx"])
def test_a_report_to_be_reproduced_names_the_hash_of_every_file(assessment: Assessment, name: str) -> None:
    """Of the log, of the mapping file and of the waivers."""
    further = {"mapping": FileUsed("map.toml", "ab" * 32), "waivers_file": FileUsed("waivers.toml", "cd" * 32)}
    text = all_text(name, written(name, replace(assessment, **further)))
    assert "fedcba9876543210" * 4 in text and "ab" * 32 in text and "cd" * 32 in text


def test_sheets_of_a_workbook_are_one_input(assessment: Assessment) -> None:
    """The workbook is what was hashed."""
    (file,) = assessment.log.files
    sheets = tuple(replace(file, file=f"book.xlsx:{sheet}", sheet=sheet) for sheet in ("一", "二"))
    found = provenance(replace(assessment, log=replace(assessment.log, files=sheets)), "zh")
    (book,) = found["inputs"]
    assert (book["file"], book["sha256"], book["rows"]) == ("book.xlsx", "fedcba9876543210" * 4, 2 * file.rows)
    assert file_of("a:b.xlsx", None) == "a:b.xlsx"


def test_mapping_and_waivers_are_inputs_too(assessment: Assessment) -> None:
    """Others would give another report."""
    found = provenance(replace(assessment, mapping=FileUsed("m.toml", "00")), "zh")
    assert found["mapping"] == {"file": "m.toml", "sha256": "00"}
    waived = provenance(replace(assessment, waivers_file=FileUsed("w.toml", "01")), "zh")
    assert waived["waivers"] == {"file": "w.toml", "sha256": "01"}


def test_hashes_are_those_of_the_files(run, tmp_path: Path) -> None:
    """Of a log large and small, packed, from standard input, and of the mapping file that the settings name."""
    large = LEDGER.encode() + b"".join(b"%d,x,A,2018-01-10,2018-01-12\n" % n for n in range(2, 60_000))
    assert len(large) > 1 << 20
    (tmp_path / "large.csv").write_bytes(large)
    (tmp_path / "small.csv").write_text(LEDGER, "utf-8")
    (tmp_path / "map.toml").write_text('[columns]\n"编号" = "case"\n', "utf-8")
    (tmp_path / "compliance.toml").write_text('mapping = "map.toml"\n', "utf-8")
    found = json.loads(run("check", "large.csv", "small.csv", *RULE).text)["provenance"]
    hashed = {name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("large.csv", "small.csv")}
    assert {read["file"]: read["sha256"] for read in found["inputs"]} == hashed
    assert found["mapping"] == {
        "file": "map.toml",
        "sha256": hashlib.sha256((tmp_path / "map.toml").read_bytes()).hexdigest(),
    }
    piped = json.loads(run("check", "-", *RULE, stdin=LEDGER.encode()).text)["provenance"]
    (read,) = piped["inputs"]
    assert (read["file"], read["sha256"]) == ("-", hashlib.sha256(LEDGER.encode()).hexdigest())
    assert (read["bytes"], read["rows"], read["events"]) == (len(LEDGER.encode()), 1, 2)
