"""A saved report recomputed from the same inputs: what holds, and what does not."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any

from compliance import __version__
from compliance.checking.check import Request, checked
from compliance.checking.settings import BY_SETTINGS
from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.plain_file import is_plain_file
from compliance.diagnostics.trouble import in_temporary_folder
from compliance.findings import Assessment, of_agency
from compliance.findings.identity import identity_of_facts, identity_of_record, own_case
from compliance.findings.progress import SILENT, Progress
from compliance.findings.verified import Became, Difference, Differing, Kind, Source, Verified
from compliance.log.digest import Digest
from compliance.reports.formats import of_file
from compliance.reports.json import encoded, head
from compliance.reports.manner import Manner
from compliance.reports.provenance import inputs
from compliance.reports.record import record
from compliance.reports.recorded import Recorded
from compliance.reports.tidy import cut

BY_THEMSELVES = ("schema", "generated", "provenance", "findings")
"""Keys of a report that nothing is computed for, or that are held against what is computed by themselves."""
NAMED = ("version", "command", "rulesets", "inputs", "mapping", "waivers", "since")
"""Keys of its provenance that name files, a version or a command."""
HASH = ("sha256",)
HASHED = (*HASH, "bytes")
"""Keys of an input that tell its bytes."""
NAMES = ("agency", "ruleset", "id", "file")
"""Keys that name the entries of a list."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a report was written, and the other files that were written with it."""

    language: Language | None
    """None: that of the ruleset."""
    manner: Manner
    outputs: tuple[Path, ...] = ()
    alike: bool = True
    """Whether a check of everything would write those as they are: what went on from an earlier report says so in every file."""
    part: bool = False
    """Whether it is the report of one agency in a folder of them."""
    by_settings: bool = False
    """Whether the rulesets asked for stand in for those that `compliance.toml` named: reports say who named them."""


def verified(
    report: Recorded,
    request: Request,
    wanted: Wanted,
    progress: Progress = SILENT,
) -> Verified:
    """What becomes of a report when `request` is checked anew; `wanted` says how it was written.

    Raises:
        Refused: the request cannot be checked, or the agency of the report is not found again.
    """
    with checked(request, None, progress) as whole:
        if wanted.by_settings:
            whole = replace(whole, rulesets=tuple(replace(used, chosen=BY_SETTINGS) for used in whole.rulesets))
        assessment = _part(report, whole) if wanted.part else whole
        spoken = wanted.language or assessment.language
        same, differing = _findings(report, assessment, spoken)
        now = json.loads(encoded(head(assessment, spoken)))
        found = Verified(
            report=str(report.path),
            as_of=report.as_of,
            version=(report.made_of.version, __version__),
            calendars=_calendars(report, now),
            sources=tuple(_sources(report, assessment)),
            same=same,
            differing=differing,
            totals=tuple(_differences(_totals(report.head, now), _totals(now, report.head))),
        )
        if not found.holds:
            return found
        # Another version may word or draw things otherwise.
        held = wanted.alike and len(set(found.version)) == 1
        manner = replace(wanted.manner, language=spoken)
        return replace(found, outputs=dict(_outputs(assessment, wanted, manner, held)))


def _totals(head: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """All that a report says besides its findings and the hashes of what it was made of.

    How many bytes a file has goes with its hash: it is held where `other` has a file of that hash, too.
    """
    made_of = head["provenance"]
    hashes = {one["sha256"] for one in other["provenance"]["inputs"]}
    read = [_without(one, HASH if one["sha256"] in hashes else HASHED) for one in made_of["inputs"]]
    used = [one["id"] for one in made_of["rulesets"]]
    return _without(head, BY_THEMSELVES) | {"provenance": _without(made_of, NAMED) | {"inputs": read, "rulesets": used}}


def _without(told: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if key not in keys}


def _outputs(assessment: Assessment, wanted: Wanted, manner: Manner, held: bool) -> Iterator[tuple[str, bool | None]]:
    """The other files of the same run that are there: whether each is, byte for byte, what would be written now (None: not held)."""
    for path in wanted.outputs:
        kind = of_file(path)
        if kind is None or not is_plain_file(path):
            continue
        if not held:
            yield str(path), None
            continue
        with in_temporary_folder(), tempfile.TemporaryFile() as now:
            kind.write(assessment, manner, now)
            now.seek(0)
            would_be = _sha256(now)
        yield str(path), would_be == Digest(path).value


def _sha256(file: IO[bytes]) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _part(report: Recorded, assessment: Assessment) -> Assessment:
    """The part of the agency that a report of a folder is of."""
    agencies = report.head.get("agencies") or [{}]
    name = agencies[0].get("agency")
    summary = next((one for one in assessment.agencies if cut(one.agency) == name), None)
    if summary is None:
        title = Text(f"复算时没有报告所写的单位“{name}”", f"the agency of the report, “{name}”, is not found again")
        hint = Text("台账或规则集已变；复算整份报告看看有何不同", "the log or the ruleset has changed")
        raise Refused([Diagnostic("verify/no-agency", title, Place(str(report.path)), hint)])
    return of_agency(assessment, summary)


def _findings(report: Recorded, assessment: Assessment, language: Language) -> tuple[int, tuple[Differing, ...]]:
    """How many findings hold as they stand, and the others; only these are kept in memory."""
    now = (encoded(record(finding, language)) for finding in assessment.findings)
    same, before_left, now_left = _unlike(report.findings(), now)
    pairs = list(_paired([_loaded(line) for line in before_left], [_loaded(line) for line in now_left]))
    # A line whose keys stand in another order, or whose 2.0 is a 2, is no other finding.
    differing = [one for one in pairs if one.became is not Became.CHANGED or one.differences]
    return same + len(pairs) - len(differing), tuple(differing)


def _unlike(before: Iterable[bytes], now: Iterable[bytes]) -> tuple[int, list[bytes], list[bytes]]:
    """How many lines are in both, and what is left of each in its order. Lines that only moved are the same."""
    same = 0
    left: dict[bytes, int] = {}
    """How often each line is left over: above 0 of `before`, below 0 of `now`."""
    for was, is_ in zip_longest(before, now):
        if was == is_:
            same += 1
            continue
        for line, sign in ((was, 1), (is_, -1)):
            if line is not None:
                n = left.pop(line, 0)
                same += n * sign < 0
                if n + sign:
                    left[line] = n + sign
    gone = [line for line, n in left.items() for _ in range(n)]
    return same, gone, [line for line, n in left.items() for _ in range(-n)]


def _loaded(line: bytes) -> Mapping[str, Any]:
    """A finding as JSON has it; a line that is none is told as it stands."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {"reason": line.decode("utf-8", "replace")}


def _paired(before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> Iterator[Differing]:
    """As two reports are compared: by identity, what has the same verdict and dates first; then, of a numbered case, what is the only
    one on either side but for the time of its trigger.
    """
    partner: dict[int, Mapping[str, Any]] = {}
    free = list(now)
    for key, only in ((_with_dates, False), (_identity, False), (_without_trigger, True)):
        left = [(number, one) for number, one in enumerate(before) if number not in partner]
        times = Counter(key(one) for _, one in left)
        waiting: dict[str | None, deque[Mapping[str, Any]]] = defaultdict(deque)
        for one in free:
            waiting[key(one)].append(one)
        for number, one in left:
            found = waiting.get(key(one))
            if found and not (only and (key(one) is None or times[key(one)] != 1 or len(found) != 1)):
                partner[number] = found.popleft()
        free = [one for queue in waiting.values() for one in queue]
    for number, one in enumerate(before):
        other = partner.get(number)
        if other is None:
            yield Differing(Became.GONE, one)
        else:
            yield Differing(Became.CHANGED, one, tuple(_differences(one, other)))
    yield from (Differing(Became.NEW, one) for one in free)


def _identity(found: Mapping[str, Any]) -> str:
    try:
        return identity_of_record(found)
    except (KeyError, TypeError, AttributeError):
        return encoded(found).decode("utf-8", "replace")


def _with_dates(found: Mapping[str, Any]) -> str:
    return json.dumps([_identity(found), *(found.get(key) for key in ("verdict", "due", "completed"))])


def _without_trigger(found: Mapping[str, Any]) -> str | None:
    """None where the case has no number: what it is known by is the time."""
    try:
        source = (found.get("evidence") or {}).get("trigger")
        case = own_case(found["case"], (source["file"], source["row"]) if source else None)
        whose = (found["ruleset"], found["rule"], found["duty"], found["agency"])
        return identity_of_facts(*whose, case, found["period"], found["trigger_action"], None) if case else None
    except (KeyError, TypeError, AttributeError):
        return None


def _differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    """The innermost keys of two objects whose values differ: `summary.gaps`. 100 is 100.0, as a program that lays JSON out anew has it.

    Lists of one length are told entry by entry, from 1 on: that each has four says nothing of what differs.
    """
    for key in dict.fromkeys([*before, *now]):
        was, is_ = _by_name(before.get(key)), _by_name(now.get(key))
        if was == is_:
            continue
        if isinstance(was, list) and isinstance(is_, list) and len(was) == len(is_):
            was, is_ = ({str(n): entry for n, entry in enumerate(entries, 1)} for entries in (was, is_))
        if isinstance(was, dict) and isinstance(is_, dict):
            yield from (replace(one, key=f"{key}.{one.key}") for one in _differences(was, is_))
        else:
            yield Difference(key, was, is_)


def _by_name(value: Any) -> Any:
    """A list of agencies or rulesets as an object of them, so that what differs is told of each."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return value
    for name in NAMES:
        names = [one[name] for one in value if isinstance(one.get(name), str)]
        if value and len(set(names)) == len(value):
            return dict(zip(names, value, strict=True))
    return value


def _sources(report: Recorded, assessment: Assessment) -> Iterator[Source]:
    """Everything that the report was made of, and what it would be made of now."""
    told = report.made_of
    before: dict[tuple[Kind, str], str] = {(Kind.LOG, one.file): one.sha256 for one in told.inputs}
    before |= {(Kind.RULESET, one.id): one.sha256 for one in told.rulesets}
    now: dict[tuple[Kind, str], str] = {(Kind.LOG, file): digest for file, digest in inputs(assessment.log)}
    now |= {(Kind.RULESET, used.id): used.digest for used in assessment.rulesets}
    for kind, then, used in (
        (Kind.MAPPING, told.mapping, assessment.mapping),
        (Kind.WAIVERS, told.waivers, assessment.waivers_file),
    ):
        before |= {(kind, then.file): then.sha256} if then else {}
        now |= {(kind, used.file): used.digest} if used else {}
    for key in dict.fromkeys([*before, *now]):
        yield Source(*key, before.get(key), now.get(key))


def _calendars(report: Recorded, now: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Calendars of rulesets that come from elsewhere now, each once."""
    sources = {one["id"]: one["calendar"] for one in now["provenance"]["rulesets"]}
    pairs = [(one.calendar, sources.get(one.id, one.calendar)) for one in report.made_of.rulesets]
    return tuple(dict.fromkeys(pair for pair in pairs if pair[0] != pair[1]))
