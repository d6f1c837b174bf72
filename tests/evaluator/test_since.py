"""A check that goes on from an earlier report says what a check of everything says, in every format.

A ruleset and a log are drawn; the log's head is checked as of an instant no later, and from that report the check of the whole
goes on. At each run of the suite a few logs are compared; `make agreement` takes many.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.readers import all_of_parquet

from compliance.checking import Request, checked
from compliance.engine import scan, stored
from compliance.engine.asked import Asked
from compliance.findings import Assessment, Finding, Verdict
from compliance.reports import FORMATS, Manner

from .asked import Question
from .drawn import NIGHTLY, SEED, STANDING, World, explore, readable, worlds
from .log_files import File, placed
from .weighted import weighted

EXAMPLES = int(os.environ.get("SINCE", "1500" if NIGHTLY else "12"))
SLOW = ("docx", "xlsx", "html")
"""Formats that are written of every fourth log."""
DAY = timedelta(days=1)
WAIVERS = """\
[[waiver]]
rule = "{rule}"
reason = "系统升级"
approver = "办公室"
expiry = {expiry}
"""


@dataclass(frozen=True)
class Grown:
    """A world with the part of its log that was there before, and when that was checked."""

    world: World
    head: tuple[File, ...]
    before: Question
    form: str
    waived: bool

    def __str__(self) -> str:
        texts = [f"--- {file.name}\n{file.text()}" for file in self.head]
        return "\n".join([str(self.world), "--- before", *texts, str(self.before), self.form, str(self.waived)])


@st.composite
def grown(draw: st.DrawFn) -> Grown:
    """The head is some rows of each file; of a log of two files at times the first alone."""
    world = draw(worlds(rules=(1, 4)))
    files = world.files
    if len(files) > 1 and draw(st.booleans()):
        head: Sequence[File] = files[:1]
    else:
        head = [replace(file, rows=file.rows[: draw(st.integers(1, len(file.rows)))]) for file in files]
    if not readable(head, world.ruleset):
        head = files
    earlier = weighted(
        (2, st.just(timedelta(0))), (1, st.integers(0, 40).map(lambda n: n * DAY)), (1, st.just(480 * DAY))
    )
    before = replace(world.question, as_of=world.question.as_of - draw(earlier))
    return Grown(world, tuple(head), before, draw(st.sampled_from(("json", "parquet"))), draw(st.integers(0, 3)) == 0)


resumed: Counter[str] = Counter()
"""How many checks went on from the report, and why others did not."""


@contextmanager
def assessed(
    folder: Path, grown: Grown, files: Sequence[File], asked: Question, since: Path | None
) -> Iterator[Assessment]:
    """The assessment of some files in a folder."""
    for file in files:
        (folder / file.name).write_text(file.text(), "utf-8")
    rules = folder / "rules"
    rules.mkdir(exist_ok=True)
    (rules / "ruleset.toml").write_text(grown.world.drawn.manifest, "utf-8")
    (rules / "drawn.rules").write_text(grown.world.drawn.rules, "utf-8")
    waivers = folder / "waivers.toml"
    expiry = (grown.world.question.as_of - 20 * DAY).date()
    waivers.write_text(WAIVERS.format(rule=grown.world.ruleset.rules[0].id, expiry=expiry), "utf-8")
    request = Request(
        logs=tuple(str(folder / file.name) for file in files),
        asked=Asked(asked.as_of, asked.cut, asked.agencies or None, asked.roster),
        rulesets=(str(rules),),
        waivers=waivers if grown.waived else None,
        since=since,
    )
    with checked(request) as assessment:
        yield assessment


def written(assessment: Assessment) -> dict[str, bytes]:
    """The reports in all formats; what reproduces them is said as of a check of everything."""
    plain = replace(assessment, resumed=None)
    reports = {}
    for form in FORMATS:
        if form.name in SLOW and resumed["logs"] % 4:
            continue
        out = io.BytesIO()
        form.write(plain, Manner(plain.language), out)
        reports[form.name] = out.getvalue()
    return reports


def same(name: str, one: bytes, other: bytes) -> bool:
    """Whether two reports say the same: to the byte, but that Parquet may be packed otherwise."""
    return one == other or (name == "parquet" and all_of_parquet(one) == all_of_parquet(other))


def to_judge(grown: Grown, had: Sequence[Finding]) -> set[tuple[str, str, str]]:
    """The cases, as written, that a new event touches, or of which the report says what a later instant may change."""
    ruleset, question = grown.world.ruleset, grown.world.question
    matters = {rule.matter for rule in ruleset.rules if any(duty.by_case for duty in rule.duties)}
    kinds = {(rule.id, duty.number): duty for rule in ruleset.rules for duty in rule.duties}
    later = question.as_of > grown.before.as_of
    open_ = {
        (Path(found.trigger_source.file).name, found.trigger_source.row)
        for found in had
        if later and found.trigger_source and not _settled(found, grown.waived)
        if kinds[found.rule, found.duty].share is None or not found.counts
    }
    rows = {file.name: len(file.rows) + 1 for file in grown.head}
    touched: set[tuple[str, str, str]] = set()
    written: dict[tuple[str, str, str], set[tuple[str, str, str]]] = {}
    for file, row, event in placed(grown.world.files, ruleset.vocabulary):
        if event.lo > question.as_of:
            continue
        case = (event.matter, "" if ruleset.shared_cases else event.agency, event.case)
        cells = file.rows[row - 2]
        written.setdefault(case, set()).add((cells["matter"], cells.get("agency", ""), event.case))
        new = row > rows.get(file.name, 0) or event.lo > grown.before.as_of
        if event.matter in matters and (new or (file.name, row) in open_):
            touched.add(case)
    return {names for case in touched for names in written[case]}


def _settled(found: Finding, waived: bool) -> bool:
    return found.verdict in (Verdict.MET, Verdict.EXEMPT) or (found.verdict is Verdict.LATE and not waived)


def agree(grown: Grown, written: Callable[[Assessment], dict[str, bytes]]) -> bool:
    """Whether it went on from the report.

    Fails where that says otherwise than a check of everything, in a field of a finding or in what is `written`, or judged other
    cases than those that it had to.
    """
    with tempfile.TemporaryDirectory(prefix="drawn-") as name:
        folder = Path(name)
        report = folder / f"before.{grown.form}"
        with assessed(folder, grown, grown.head, grown.before, None) as before:
            form = next(form for form in FORMATS if form.name == grown.form)
            had = list(before.findings)
            with report.open("wb") as out:
                form.write(before, Manner(before.language), out)
        world = grown.world
        with assessed(folder, grown, world.files, world.question, None) as whole:
            wanted, plain, silent, warned = list(whole.findings), written(whole), whole.not_triggered, whole.warnings
        with assessed(folder, grown, world.files, world.question, report) as since:
            why = [w.title.zh for w in since.warnings if w.code == "since/all-anew"]
            resumed[why[0].partition("：")[2][:24] if why else "resumed"] += 1
            if since.resumed:
                assert since.resumed.evaluated == len(to_judge(grown, had)), str(grown)
                resumed["cases judged"] += since.resumed.evaluated
                resumed["cases"] += since.resumed.cases
            assert list(since.findings) == wanted, str(grown)
            assert since.not_triggered == silent, str(grown)
            assert [w for w in since.warnings if w.code != "since/all-anew"] == list(warned), str(grown)
            found = written(since)
            unlike = [name for name in found if not same(name, found[name], plain[name])]
            assert unlike == [], f"{unlike}\n{grown}"
            return since.resumed is not None


@STANDING
@given(grown())
def going_on_says_what_a_check_of_everything_says(grown: Grown) -> None:
    """Every field of every finding, and every byte of every report."""
    resumed["logs"] += 1
    agree(grown, written)


@pytest.mark.parametrize("coded", [False, True])
def test_going_on_says_what_a_check_of_everything_says(coded: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every field of every finding, and every byte of every report; in every other run as of a large log, with names as numbers."""
    if coded:
        monkeypatch.setattr(scan, "LARGE", 0)
        monkeypatch.setattr(scan, "FIRST_ROWS", 5)
        monkeypatch.setattr(stored, "FEW", 0)
    resumed.clear()
    explore(going_on_says_what_a_check_of_everything_says, EXAMPLES, SEED + coded)
    print(dict(resumed))
    assert resumed["resumed"] > EXAMPLES / 4
