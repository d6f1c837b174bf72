"""What a valid `ruleset.toml` says that has no meaning: aliases, calendars, each with its place in the file."""

from __future__ import annotations

from pathlib import Path

from compliance.diagnostics import Diagnostic, Refused, Text
from compliance.diagnostics.small_file import read_given
from compliance.rulesets.manifest import Manifest
from compliance.rulesets.names import vocabulary_of
from compliance.rulesets.toml_places import TomlPlaces, toml_places


def places_of(path: Path) -> TomlPlaces:
    """The places of a file that was read before."""
    text = read_given(path).decode("utf-8-sig").replace("\r\n", "\n")
    return toml_places(text, str(path))


def problems_of(path: Path, own: Manifest, joined: Manifest) -> list[Diagnostic]:
    """Every problem of the file at `path`: `own` is what it says, `joined` that with all that it extends."""
    _, names = vocabulary_of(joined)
    both = sorted(set(own.calendar.holidays) & set(own.calendar.workdays))
    unknown = _unknown_calendar(own.deadlines.calendar)
    grounds = [
        name for name, ground in own.exemptions.items() if (ground.aliases if name == "default" else ground.grounds)
    ]
    if not (names or both or unknown or grounds):
        return []
    places = places_of(path)
    found = [
        Diagnostic(p.code, p.title, places.value((p.table, p.name, "aliases", str(p.number))), p.hint) for p in names
    ]
    found += [_grounds_of_one(name, places) for name in grounds]
    for day in both:
        number = own.calendar.workdays.index(day)
        title = Text(
            f"{day} 同时列在 holidays 和 workdays 里：是休息日还是工作日？",
            f"{day} stands in both holidays and workdays: is it a day off or a working day?",
        )
        hint = Text("从其中一处删去这一天", "take the day out of one of them")
        found.append(
            Diagnostic("manifest/both-calendars", title, places.value(("calendar", "workdays", str(number))), hint)
        )
    if unknown:
        found.append(
            Diagnostic("manifest/calendar", unknown.title, places.value(("deadlines", "calendar")), unknown.hint)
        )
    return found


def _grounds_of_one(name: str, places: TomlPlaces) -> Diagnostic:
    if name == "default":
        title = Text(
            "[exemptions.default] 里写的是 grounds，aliases 不起作用",
            "[exemptions.default] has grounds; aliases have no effect there",
        )
        hint = Text('写成 grounds = ["国家秘密"]', 'write grounds = ["国家秘密"]')
        return Diagnostic("manifest/value", title, places.value(("exemptions", name, "aliases")), hint)
    title = Text(
        f"grounds 只写在 [exemptions.default] 里，这里写在“{name}”之下，不起作用",
        f"grounds are of [exemptions.default] alone; under “{name}” they have no effect",
    )
    hint = Text("移到 [exemptions.default] 里，或删去", "move them to [exemptions.default], or take them away")
    return Diagnostic("manifest/value", title, places.value(("exemptions", name, "grounds")), hint)


def _unknown_calendar(code: str) -> Diagnostic | None:
    """What is wrong with a country's code; the list of countries is looked at only where it is not China's."""
    if code.strip().upper() in ("CN", "CHN"):
        return None
    from compliance.calendars import working_days

    try:
        working_days(code)
    except Refused as refused:
        return refused.diagnostics[0]
    return None
