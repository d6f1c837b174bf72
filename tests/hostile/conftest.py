"""The parent process that runs every case, and what is held of each."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import environment
from tests.hostile.case import REFUSED, Case
from tests.hostile.runner import SECONDS, Done, Runner

MEMORY = 1 << 30
"""Bytes that no case may take, its own file in memory included."""


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """A child that is forked, with limits of its own, is there on systems of the Unix kind alone."""
    return True if sys.platform == "win32" else None


@pytest.fixture(scope="session")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """One for all cases of a worker."""
    whole = {**environment(), "SOURCE_DATE_EPOCH": "1546300800"}
    with Runner(tmp_path_factory.mktemp("runner"), whole) as running:
        yield running


@pytest.fixture
def hold(runner: Runner, tmp_path: Path, record_property: Callable[[str, object], None]) -> Callable[[Case], Done]:
    """Runs a case and holds it to what is promised of it, and to what is promised of all."""

    def run(case: Case) -> Done:
        folder = tmp_path / "case"
        folder.mkdir()
        case.given(folder)
        done = runner.run(case.arguments, folder, case.stdin)
        record_property("hostile", (done.status, done.seconds, done.peak))
        said = done.said
        assert done.status == case.status, said
        for words in case.says:
            # The report breaks its lines where the terminal ends.
            assert " ".join(words.split()) in " ".join(said.split())
        assert "Traceback" not in said
        assert "panicked" not in said
        assert done.seconds < SECONDS
        assert done.peak < MEMORY
        assert not list((tmp_path / "case.run" / "tmp").iterdir()), "temporary files are left"
        assert not list(folder.glob(".compliance-*")), "an unfinished report is left"
        report = folder / "r.json"
        if case.status == REFUSED:
            assert not report.exists()
        elif "r.json" in case.arguments:
            assert_whole(json.loads(report.read_bytes()))
        return done

    return run


def assert_whole(report: dict) -> None:
    """A report whose parts add up."""
    verdicts = report["summary"]["verdicts"]
    assert sum(verdicts.values()) + report["summary"]["waived"] == len(report["findings"])
    assert report["summary"]["obligations"] == len(report["findings"])
    assert report["log"]["rows"] >= len(report["log"]["rejected"])
