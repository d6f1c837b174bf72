"""`compliance.toml`: what a folder's checks use unless told otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from os.path import isfile, lexists
from pathlib import Path

from pydantic import BaseModel, ConfigDict, StrictInt, StrictStr, ValidationError

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import parse_limits
from compliance.diagnostics.small_file import SHOWN, read_given
from compliance.diagnostics.toml_file import tables_of, text_of
from compliance.diagnostics.toml_places import toml_places

NAME = "compliance.toml"
WAIVERS = "waivers.toml"
BY_NAME = Text("由 -r 指定", "chosen with -r")
BY_SETTINGS = Text(f"由 {NAME} 指定", f"named by {NAME}")


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)

    rulesets: tuple[str, ...] = ()
    mapping: str | None = None
    limits: dict[str, StrictInt | StrictStr] = {}


@dataclass(frozen=True, slots=True)
class Settings:
    """Rulesets by name or folder, and a mapping file; paths as written are beside the file."""

    rulesets: tuple[str, ...] = ()
    mapping: Path | None = None
    waivers: Path | None = None
    """The `waivers.toml` beside `compliance.toml`; where there is none of these, that of the folder itself."""
    chosen: Text = BY_NAME
    place: Place | None = None
    """Where the rulesets are named."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """Limits in another place than the usual, by name."""


def find_settings(folder: Path) -> Settings:
    """The settings in the folder's `compliance.toml` or the nearest one above. Raises Refused where it cannot be used."""
    for place in (folder, *folder.resolve().parents):
        if lexists(place / NAME):
            return replace(_read(place / NAME), waivers=_beside(place))
    return Settings(waivers=_beside(folder))


def _beside(folder: Path) -> Path | None:
    """The waivers of a folder. One that leads nowhere or is no file is told by who reads it: nobody takes it for none."""
    return folder / WAIVERS if lexists(folder / WAIVERS) else None


def _read(path: Path) -> Settings:
    text = text_of(read_given(path), path, "settings")
    try:
        file = _File.model_validate(tables_of(text, str(path), "settings"))
    except ValidationError as error:
        # A limit has two errors, one for each type that it may be of.
        places = dict.fromkeys(e["loc"][:2] for e in error.errors()[:SHOWN])
        raise Refused([_problem(place, text, path) for place in places]) from None
    written = toml_places(text, str(path))
    limits = parse_limits(file.limits, written.key(("limits",)))
    beside = path.parent
    rulesets = tuple(str(beside / name) if isfile(beside / name / "ruleset.toml") else name for name in file.rulesets)
    mapping = beside / file.mapping if file.mapping else None
    return Settings(rulesets, mapping, chosen=BY_SETTINGS, place=written.key(("rulesets",)), limits=limits)


def _problem(loc: tuple[int | str, ...], text: str, path: Path) -> Diagnostic:
    key = ".".join(map(str, loc))
    title = Text(f"键 “{key}” 未知或值不可用", f"the key “{key}” is unknown or its value cannot be used")
    hint = Text('可写：rulesets = ["…"]，mapping = "…"，[limits]', 'known: rulesets = ["…"], mapping = "…", [limits]')
    return Diagnostic("settings/key", title, toml_places(text, str(path)).key(tuple(map(str, loc))), hint)
