"""Mapping files: what a user says of headers that are not recognised, and of what all rows share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.diagnostics import Diagnostic, Refused, Text, nearest
from compliance.diagnostics.small_file import SHOWN, read_small
from compliance.diagnostics.toml_file import tables_of, text_of
from compliance.diagnostics.toml_places import TomlPlaces, toml_places
from compliance.diagnostics.trouble import why
from compliance.findings.names import fold
from compliance.log.headers import HEADERS, ROLES
from compliance.log.model import HeaderMapping

if TYPE_CHECKING:
    from pydantic import BaseModel

_TABLES = ("columns", "defaults")
_EXAMPLE = Text('如：[columns] 下写 "成文日期" = "formation"', 'such as "成文日期" = "formation" under [columns]')


def load_mapping(path: Path) -> HeaderMapping:
    """The mapping of a TOML file. Raises `Refused` with every mistake in it."""
    file = str(path)
    text = text_of(_read(path, file), path, "mapping")
    document, places = tables_of(text, file, "mapping"), toml_places(text, file)
    problems = _check(document, places)
    if not problems:
        problems = [*_folded_twice(document, places), *_unknown_defaults(document, places)]
    if problems:
        raise Refused(problems)
    columns: dict[str, str] = document.get("columns", {})
    return HeaderMapping(
        columns={fold(header): target for header, target in columns.items()},
        defaults={ROLES[fold(name)].value: value for name, value in document.get("defaults", {}).items()},
        places={fold(header): places.value(("columns", header)) for header in columns},
    )


def _read(path: Path, file: str) -> bytes:
    try:
        return read_small(path)
    except OSError as problem:
        said = why(problem)
        title = Text(f"读不到映射文件“{file}”：{said.zh}", f"the mapping file “{file}” cannot be read: {said.en}")
        hint = Text(
            "检查 --mapping 后的路径，或 compliance.toml 里 mapping 的路径",
            "check the path behind --mapping, or that of mapping in compliance.toml",
        )
        raise Refused([Diagnostic("mapping/not-found", title, hint=hint)]) from None


def _model() -> type[BaseModel]:
    """The shape of the file. Built when one is read: most runs have none, and the import is slow."""
    from pydantic import ConfigDict, create_model

    texts: Any = (dict[str, str], {})
    return create_model(
        "MappingFile", __config__=ConfigDict(extra="forbid", strict=True), columns=texts, defaults=texts
    )


def _check(document: Mapping[str, Any], places: TomlPlaces) -> list[Diagnostic]:
    from pydantic import ValidationError

    try:
        _model().model_validate(document)
    except ValidationError as problem:
        return [
            _wrong_shape(tuple(str(part) for part in e["loc"]), e["type"], places) for e in problem.errors()[:SHOWN]
        ]
    return []


def _wrong_shape(location: tuple[str, ...], kind: str, places: TomlPlaces) -> Diagnostic:
    if kind == "extra_forbidden":
        return _unknown("表", "table", location, _TABLES, places)
    name = location[-1]
    place = places.value(location)
    if location == (name,) and name in _TABLES:
        title = Text(f"“{name}”应是一个表，写成 [{name}]", f"“{name}” must be a table, written [{name}]")
    else:
        title = Text(f"“{name}”的值应是放在引号里的文字", f"the value of “{name}” must be a text in quotes")
    return Diagnostic("mapping/value", title, place, _EXAMPLE)


def _folded_twice(document: Mapping[str, Any], places: TomlPlaces) -> list[Diagnostic]:
    """Keys that differ only in width, case or blanks are one header."""
    problems = []
    for table, key_of in (("columns", fold), ("defaults", lambda name: ROLES.get(fold(name), name))):
        seen: dict[object, str] = {}
        for key in document.get(table, {}):
            first = seen.setdefault(key_of(key), key)
            if first != key:
                title = Text(f"“{first}”和“{key}”是同一列", f"“{first}” and “{key}” are one column")
                hint = Text("只留一行", "keep one of the lines")
                problems.append(Diagnostic("mapping/twice", title, places.key((table, key)), hint))
    return problems


def _unknown_defaults(document: Mapping[str, Any], places: TomlPlaces) -> list[Diagnostic]:
    defaults: Iterable[str] = document.get("defaults", {})
    return [
        _unknown("列", "log column", ("defaults", name), ROLES, places) for name in defaults if fold(name) not in ROLES
    ]


def _unknown(zh: str, en: str, location: tuple[str, ...], known: Iterable[str], places: TomlPlaces) -> Diagnostic:
    name = location[-1]
    names = list(known)
    close = nearest(fold(name), names)
    shown = ", ".join(_TABLES if en == "table" else [HEADERS[role][0] for role in HEADERS])
    hint = Text(
        (f"是否为“{close}”？" if close else "") + f"可用：{shown}",
        (f"did you mean “{close}”? " if close else "") + f"known: {shown}",
    )
    title = Text(f"映射文件中没有叫“{name}”的{zh}", f"a mapping file has no {en} “{name}”")
    return Diagnostic("mapping/unknown-key", title, places.key(location), hint)
