"""A check in one call: rules and a log as text, findings out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from compliance.engine import evaluate, scan
from compliance.engine.asked import Asked
from compliance.engine.session import Session
from compliance.findings import Assessment, Finding
from compliance.findings.waiver import Waiver
from compliance.rulesets.load import load_ruleset

HEAD = '[ruleset]\nid = "r"\neffective = { from = 2018-01-01, to = 2018-12-31 }\n'


class Checked:
    """What a check found."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.findings: list[Finding] = list(assessment.findings)

    @property
    def verdicts(self) -> dict[str, str]:
        """The verdict of each finding by its case or period; several of one name are joined."""
        found: dict[str, str] = {}
        for finding in self.findings:
            name = finding.case or finding.period or ""
            found[name] = f"{found[name]} {finding.verdict}" if name in found else str(finding.verdict)
        return found

    def __getitem__(self, name: str) -> Finding:
        return next(f for f in self.findings if name in (f.case, f.period))


Check = Callable[..., Checked]


@pytest.fixture(params=["texts", "numbers"])
def names(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small log keeps its names as texts, a large one as numbers, of those of its first rows or else of all.

    With names as numbers the cases are taken as those of many events are, too.
    """
    if request.param == "numbers":
        monkeypatch.setattr(evaluate, "CROWDED", -1)
        monkeypatch.setattr(scan, "LARGE", 0)
        monkeypatch.setattr(scan, "FIRST_ROWS", 2)


@pytest.fixture
def check(tmp_path: Path, names: None) -> Check:
    """`check(rules, log, as_of="2018-12-31", toml="", **asked)`; with `times` against so many rulesets of these rules."""
    sessions: list[Session] = []

    def run(
        rules: str,
        log: str | dict[str, str | bytes],
        as_of: str = "2018-12-31",
        toml: str = "",
        head: str = HEAD,
        waivers: Sequence[Waiver] = (),
        times: int = 1,
        **asked: Any,
    ) -> Checked:
        folder = tmp_path / "rules"
        folder.mkdir(exist_ok=True)
        (folder / "ruleset.toml").write_text(head + toml, "utf-8")
        (folder / "a.rules").write_text(rules, "utf-8")
        files = log if isinstance(log, dict) else {"log.csv": log}
        for name, held in files.items():
            (tmp_path / name).write_bytes(held if isinstance(held, bytes) else held.encode())
        ruleset = load_ruleset(str(folder))
        session = Session([str(tmp_path / name) for name in files], [ruleset], tmp_path)
        sessions.append(session)
        instant = datetime.fromisoformat(as_of)
        instant = datetime.combine(date.fromisoformat(as_of), datetime.max.time()) if len(as_of) == 10 else instant
        return Checked(session.assess([ruleset] * times, Asked(as_of=instant, **asked), waivers))

    yield run  # type: ignore[misc]
    for session in sessions:
        session.close()
