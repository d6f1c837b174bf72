"""Mapping files: what a user says of headers that are not recognised, and of what all rows share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from compliance.diagnostics import Diagnostic, Place, Refused, Text, nearest
from compliance.diagnostics.small_file import SHOWN, load_toml, read_small
from compliance.diagnostics.trouble import why
from compliance.findings.names import fold
from compliance.log.headers import HEADERS, ROLES
from compliance.log.model import HeaderMapping

if TYPE_CHECKING:
    from pydantic import BaseModel
    from tomli import TOMLDecodeError

_TABLES = ("columns", "defaults")
_KEY = re.compile(r"""\s*(?P<key>"(?:[^"\\]|\\.)*"|'[^']*'|[^\s=\[\]#"']+)\s*=\s*""")
_VALUE = re.compile(r"""("(?:[^"\\]|\\.)*"|'[^']*'|[^#]*)""")
_TABLE = re.compile(r"\s*\[\s*(?P<name>[^\[\]#]+?)\s*\]")
_EXAMPLE = Text('如：[columns] 下写 "成文日期" = "formation"', 'such as "成文日期" = "formation" under [columns]')
_TOML_WORDS = {
    "Invalid value": "等号后不是合法的值：文字要放在英文引号里",
    "Expected '=' after a key": "键之后缺少等号",
    "Expected newline or end of document": "这一行在值之后还有多余的内容",
    "Invalid statement": "这一行读不懂，中文的键要放在英文引号里",
    "Invalid initial character for a key": "键的写法不对：中文的键要放在英文引号里",
    "Cannot overwrite a value": "同一个键写了两次",
    "Cannot declare": "同一个表写了两次",
    "Unterminated string": "引号没有成对",
    "Illegal character": "引号没有成对，或有不可见的字符",
    "Expected ']'": "缺少右方括号",
    "Unclosed array": "缺少右方括号",
    "Unescaped": "反斜杠要写两个",
}


def load_mapping(path: Path) -> HeaderMapping:
    """The mapping of a TOML file. Raises `Refused` with every mistake in it."""
    file = str(path)
    source = _read(path, file)
    lines = source.splitlines()
    document = _toml(source, lines, file)
    said = _index(lines)
    problems = _check(document, said, file)
    if not problems:
        problems = [*_folded_twice(document, said, file), *_unknown_defaults(document, said, file)]
    if problems:
        raise Refused(problems)
    columns: dict[str, str] = document.get("columns", {})
    return HeaderMapping(
        columns={fold(header): target for header, target in columns.items()},
        defaults={ROLES[fold(name)].value: value for name, value in document.get("defaults", {}).items()},
        places={fold(header): _place(said, file, ("columns", header), value=True) for header in columns},
    )


def _read(path: Path, file: str) -> str:
    try:
        return read_small(path).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        title = Text(
            f"映射文件不是 UTF-8 编码（第 {problem.start + 1} 个字节读不出）",
            f"the mapping file is not UTF-8 (byte {problem.start + 1})",
        )
        raise Refused(
            [Diagnostic("mapping/encoding", title, Place(file), Text("请另存为 UTF-8", "save it as UTF-8"))]
        ) from None
    except OSError as problem:
        said = why(problem)
        title = Text(f"读不到映射文件“{file}”：{said.zh}", f"the mapping file “{file}” cannot be read: {said.en}")
        hint = Text("检查 --mapping 后的路径", "check the path behind --mapping")
        raise Refused([Diagnostic("mapping/not-found", title, hint=hint)]) from None


def _toml(source: str, lines: list[str], file: str) -> dict[str, Any]:
    import tomli

    try:
        return load_toml(source, file)
    except tomli.TOMLDecodeError as problem:
        raise Refused([_toml_problem(problem, lines, file)]) from None


def _toml_problem(problem: TOMLDecodeError, lines: list[str], file: str) -> Diagnostic:
    line, column = max(1, min(problem.lineno, len(lines))), problem.colno
    shown = lines[line - 1] if lines else ""
    zh = next((words for start, words in _TOML_WORDS.items() if problem.msg.startswith(start)), "写法不合 TOML 语法")
    place = Place(file, line, min(column, len(shown) + 1), 1, shown)
    return Diagnostic("mapping/syntax", Text(f"映射文件：{zh}", f"mapping file: {problem.msg}"), place, _EXAMPLE)


def _model() -> type[BaseModel]:
    """The shape of the file. Built when one is read: most runs have none, and the import is slow."""
    from pydantic import ConfigDict, create_model

    texts: Any = (dict[str, str], {})
    return create_model(
        "MappingFile", __config__=ConfigDict(extra="forbid", strict=True), columns=texts, defaults=texts
    )


def _check(document: Mapping[str, Any], said: _Places, file: str) -> list[Diagnostic]:
    from pydantic import ValidationError

    try:
        _model().model_validate(document)
    except ValidationError as problem:
        return [
            _wrong_shape(tuple(str(part) for part in e["loc"]), e["type"], said, file) for e in problem.errors()[:SHOWN]
        ]
    return []


def _wrong_shape(location: tuple[str, ...], kind: str, said: _Places, file: str) -> Diagnostic:
    if kind == "extra_forbidden":
        return _unknown("表", "table", location, _TABLES, said, file)
    name = location[-1]
    place = _place(said, file, location, value=True)
    if location == (name,) and name in _TABLES:
        title = Text(f"“{name}”应是一个表，写成 [{name}]", f"“{name}” must be a table, written [{name}]")
    else:
        title = Text(f"“{name}”的值应是放在引号里的文字", f"the value of “{name}” must be a text in quotes")
    return Diagnostic("mapping/value", title, place, _EXAMPLE)


def _folded_twice(document: Mapping[str, Any], said: _Places, file: str) -> list[Diagnostic]:
    """Keys that differ only in width, case or blanks are one header."""
    problems = []
    for table, key_of in (("columns", fold), ("defaults", lambda name: ROLES.get(fold(name), name))):
        seen: dict[object, str] = {}
        for key in document.get(table, {}):
            first = seen.setdefault(key_of(key), key)
            if first != key:
                title = Text(f"“{first}”和“{key}”是同一列", f"“{first}” and “{key}” are one column")
                hint = Text("只留一行", "keep one of the lines")
                problems.append(Diagnostic("mapping/twice", title, _place(said, file, (table, key)), hint))
    return problems


def _unknown_defaults(document: Mapping[str, Any], said: _Places, file: str) -> list[Diagnostic]:
    defaults: Iterable[str] = document.get("defaults", {})
    return [
        _unknown("列", "log column", ("defaults", name), ROLES, said, file)
        for name in defaults
        if fold(name) not in ROLES
    ]


def _unknown(zh: str, en: str, location: tuple[str, ...], known: Iterable[str], said: _Places, file: str) -> Diagnostic:
    name = location[-1]
    names = list(known)
    close = nearest(fold(name), names)
    shown = ", ".join(_TABLES if en == "table" else [HEADERS[role][0] for role in HEADERS])
    hint = Text(
        (f"是否为“{close}”？" if close else "") + f"可用：{shown}",
        (f"did you mean “{close}”? " if close else "") + f"known: {shown}",
    )
    title = Text(f"映射文件中没有叫“{name}”的{zh}", f"a mapping file has no {en} “{name}”")
    return Diagnostic("mapping/unknown-key", title, _place(said, file, location), hint)


@dataclass(frozen=True, slots=True)
class _Said:
    """Where a key stands in the file: its line, and the columns and lengths of the key and of its value."""

    number: int
    line: str
    key: tuple[int, int]
    value: tuple[int, int]


_Places: TypeAlias = "Mapping[tuple[str, ...], _Said]"


def _index(lines: Sequence[str]) -> dict[tuple[str, ...], _Said]:
    """Every key of the file by its table and name, and every table by its name: the first that says it."""
    found: dict[tuple[str, ...], _Said] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(lines, start=1):
        heading = _TABLE.match(line)
        if heading:
            table = (_unquoted(heading["name"]),)
            name = (heading.start("name") + 1, len(heading["name"]))
            found.setdefault(table, _Said(number, line, name, name))
        key = _KEY.match(line)
        if key:
            value = _VALUE.match(line, key.end())
            at = (key.start("key") + 1, len(key["key"]))
            said = (key.end() + 1, max(1, len(value[0].rstrip()))) if value else at
            found.setdefault((*table, _unquoted(key["key"])), _Said(number, line, at, said))
    return found


def _place(said: _Places, file: str, location: tuple[str, ...], *, value: bool = False) -> Place:
    """Where the file says `location` (a key, or a table and a key of it): the key, or the value that follows it."""
    found = said.get(location)
    if found is None:
        return Place(file)
    column, length = found.value if value else found.key
    return Place(file, found.number, column, length, found.line)


def _unquoted(key: str) -> str:
    return key[1:-1] if key[:1] in ("'", '"') else key
