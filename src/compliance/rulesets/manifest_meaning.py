"""What a valid `ruleset.toml` says that has no meaning: aliases, calendars, each with its place in the file."""

from __future__ import annotations

from pathlib import Path

from compliance.diagnostics import Diagnostic, Refused, Text
from compliance.diagnostics.small_file import read_given
from compliance.diagnostics.toml_file import text_of
from compliance.diagnostics.toml_places import TomlPlaces, toml_places
from compliance.findings.names import fold
from compliance.language.keywords import KEYWORDS
from compliance.rulesets.manifest import Manifest
from compliance.rulesets.names import vocabulary_of

NAMED = (
    "actions",
    "matters",
    "channels",
    "elements",
    "agencies",
    "assignments",
    "lists",
    "exemptions",
    "seasons",
    "durations",
)
"""The tables whose keys are names."""


def places_of(path: Path) -> TomlPlaces:
    """The places of a file that was read before."""
    return toml_places(text_of(read_given(path), path, "manifest"), str(path))


def problems_of(path: Path, own: Manifest, joined: Manifest) -> list[Diagnostic]:
    """Every problem of the file at `path`: `own` is what it says, `joined` that with all that it extends."""
    vocabulary, names = vocabulary_of(joined)
    both = sorted(set(own.calendar.holidays) & set(own.calendar.workdays))
    unknown = _unknown_calendar(own.deadlines.calendar)
    grounds = [
        name for name, ground in own.exemptions.items() if (ground.aliases if name == "default" else ground.grounds)
    ]
    taken = [(t, name) for t in ("durations", "seasons") for name in getattr(own, t) if fold(name) in KEYWORDS]
    other = [
        (t, name, action)
        for t in ("durations", "seasons")
        for name in getattr(own, t)
        if fold(action := vocabulary.actions.get(fold(name), name)) != fold(name)
    ]
    nobody = [matter for matter, owners in own.assignments.items() if not owners]
    groups = [
        (matter, number, owner)
        for matter, owners in own.assignments.items()
        for number, owner in enumerate(owners)
        if fold(owner) not in vocabulary.agencies and fold(owner.removeprefix("各")) in vocabulary.groups
    ]
    empty = [(t, name) for t in NAMED for name in getattr(own, t) if not fold(name)]
    if not (names or both or unknown or grounds or taken or other or nobody or groups or empty):
        return []
    places = places_of(path)
    found = [
        Diagnostic(p.code, p.title, places.value((p.table, p.name, "aliases", str(p.number))), p.hint) for p in names
    ]
    found += [_grounds_of_one(name, places) for name in grounds]
    found += [_keyword(table, name, places) for table, name in taken]
    found += [_action(table, name, action, places) for table, name, action in other]
    found += [_nobody(matter, places) for matter in nobody]
    found += [_group(matter, number, owner, places) for matter, number, owner in groups]
    found += [_no_name(table, name, places) for table, name in empty]
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


def _keyword(table: str, name: str, places: TomlPlaces) -> Diagnostic:
    """`"及时" = [{ from = …, is = "5 days" }]` under `[durations]`: no rule would ever go by it."""
    title = Text(
        f"[{table}] 里的“{name}”是规则语言的关键词，不起作用",
        f"“{name}” under [{table}] is a keyword of the rule language and has no effect",
    )
    setting = {"及时": "promptly", "promptly": "promptly", "定期": "regularly", "regularly": "regularly"}.get(
        fold(name)
    )
    hint = (
        Text(
            f"“{name}”是多久，写在 [deadlines] 的 {setting} 里",
            f"what it is taken to mean stands in [deadlines]: {setting}",
        )
        if setting
        else Text("换一个名称", "choose another name")
    )
    return Diagnostic("manifest/name-is-keyword", title, places.key((table, name)), hint)


def _action(table: str, name: str, action: str, places: TomlPlaces) -> Diagnostic:
    """`"答复" = [{ from = …, is = "15 days" }]` under `[durations]`: rules read 答复 as the action `reply`."""
    title = Text(
        f"[{table}] 里的“{name}”是环节“{action}”的别名，规则读作环节，这里不起作用",
        f"“{name}” under [{table}] is an alias of the action “{action}”: rules read it as that, and it has no effect here",
    )
    hint = Text("换一个名称", "choose another name")
    return Diagnostic("manifest/name-is-action", title, places.key((table, name)), hint)


def _nobody(matter: str, places: TomlPlaces) -> Diagnostic:
    title = Text(f"[assignments] 没有写明“{matter}”由谁负责", f"[assignments] names nobody for “{matter}”")
    hint = Text('写上单位，例如 ["财政局"]，或删去这一条', 'name an agency, such as ["财政局"], or take the entry away')
    return Diagnostic("manifest/value", title, places.key(("assignments", matter)), hint)


def _group(matter: str, number: int, owner: str, places: TomlPlaces) -> Diagnostic:
    """`"财政收支" = ["市直部门"]`: no log has an agency called as a group, so nobody would owe the matter."""
    title = Text(
        f"“{owner}”是一组单位，[assignments] 里应写单位", f"“{owner}” is a group; [assignments] expects agencies"
    )
    group = owner.removeprefix("各")
    hint = Text(
        f"逐一写出单位；全组都要做的，删去这一条，在规则里写 责任 各{group}",
        f"name its agencies; where all of them owe it, take the entry away and write by every {group} in the rule",
    )
    return Diagnostic("manifest/value", title, places.value(("assignments", matter, str(number))), hint)


def _no_name(table: str, name: str, places: TomlPlaces) -> Diagnostic:
    """`"" = {}` under `[agencies]` would be what a log calls an agency that it does not name."""
    title = Text(f"[{table}] 里有一个空的名称", f"there is an empty name under [{table}]")
    hint = Text("在引号里写上名称", "write a name between the quotes")
    return Diagnostic("manifest/value", title, places.key((table, name)), hint)


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
