"""The wording of a `ruleset.toml` that is valid TOML but says what it cannot: keys and values, as pydantic finds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from compliance.diagnostics import Diagnostic, Text, nearest
from compliance.diagnostics.toml_places import TomlPlaces

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Location = tuple[str | int, ...]
KnownKeys = Callable[[Location], Sequence[str]]
LONGEST = 40


class Unusable(ValueError):
    """A value that is not `expected`; `known` are the words that could stand there."""

    def __init__(self, expected: Text, hint: Text, known: Sequence[str] = ()) -> None:
        super().__init__(expected.en)
        self.expected, self.hint, self.known = expected, hint, known


def key_mistake(error: ErrorDetails, places: TomlPlaces, known_keys: KnownKeys) -> Diagnostic:
    """One error of the validation, worded, with its place in the file."""
    location = error["loc"]
    if error["type"] == "extra_forbidden":
        return _unknown_key(location, places, known_keys)
    if error["type"] == "missing":
        return _missing_key(location, places)
    return _value(error, places, known_keys)


def _unknown_key(location: Location, places: TomlPlaces, known_keys: KnownKeys) -> Diagnostic:
    key, known = str(location[-1]), known_keys(location[:-1])
    table = known_keys(())
    home = next((name for name in table if key in known_keys((name,))), None) if len(location) <= 2 else None
    near = nearest(key, known)
    if near:
        hint = Text(f"是不是“{near}”？", f"did you mean “{near}”?")
    elif home:
        hint = Text(f"“{key}”应写在 [{home}] 下面", f"“{key}” belongs under [{home}]")
    else:
        hint = Text(f"可用的键：{'、'.join(known)}", f"known keys: {', '.join(known)}")
    where = _where(location[:-1])
    title = (
        Text(f"{where.zh}里没有“{key}”这个键", f"{where.en} has no key “{key}”")
        if len(location) > 1
        else Text(f"没有名为 [{key}] 的表", f"there is no table [{key}]")
    )
    return Diagnostic("manifest/unknown-key", title, places.key(_path(location)), hint)


def _missing_key(location: Location, places: TomlPlaces) -> Diagnostic:
    key = str(location[-1])
    wanted = {
        "ruleset": Text('文件开头写 [ruleset] 和 id = "…"', 'begin the file with [ruleset] and id = "…"'),
        "id": Text('例如 id = "our-city-2018"', 'for example id = "our-city-2018"'),
        "rule": Text('例如 rule = "同江-1-5"', 'for example rule = "同江-1-5"'),
        "reason": Text("写明为什么暂缓", "say why it is waived"),
        "approver": Text("写明由谁批准", "say who approved it"),
        "points": Text("例如 points = 2", "for example points = 2"),
        "is": Text('例如 is = "20 working days"', 'for example is = "20 working days"'),
    }
    season = location[0] == "seasons"
    date = Text('例如 "06-01"', 'for example "06-01"') if season else Text("例如 2018-08-08", "for example 2018-08-08")
    hint = wanted.get(key) or Text(f"写上 {key}，{date.zh}", f"state {key}, {date.en}")
    where = _where(location[:-1])
    title = (
        Text(f"{where.zh}缺少“{key}”", f"{where.en} lacks “{key}”")
        if len(location) > 1
        else Text(f"缺少表 [{key}]", f"the table [{key}] is missing")
    )
    return Diagnostic("manifest/missing-key", title, places.key(_path(location)), hint)


def _value(error: ErrorDetails, places: TomlPlaces, known_keys: KnownKeys) -> Diagnostic:
    location = error["loc"]
    path = _path(location)
    written = _written(places, path)
    found = Text(written, written) if written else _KINDS.get(type(error["input"]), _KINDS[str])
    expected, hint = _expected(error, written, known_keys(location))
    where = _where(location)
    title = Text(
        f"{where.zh}应是{expected.zh}，却是 {found.zh}", f"{expected.en} was expected for {where.en}, found {found.en}"
    )
    return Diagnostic("manifest/value", title, places.value(path), hint)


def _expected(error: ErrorDetails, found: str, keys: Sequence[str]) -> tuple[Text, Text]:
    """What should stand there, and what to do."""
    kind, context = error["type"], error.get("ctx", {})
    stated = context.get("error")
    if isinstance(stated, Unusable):
        near = nearest(str(error["input"]), stated.known)
        return stated.expected, _did_you_mean(near) if near else stated.hint
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", str(context["expected"]))
        near = nearest(str(error["input"]), known)
        words = [f'"{word}"' for word in known]
        either = Text("两者选一", "choose one of the two")
        return Text(f" {' 或 '.join(words)}", " or ".join(words)), _did_you_mean(near) if near else either
    if kind in ("greater_than_equal", "less_than_equal"):
        return Text(" 0 到 1 之间的数", "a number from 0 to 1"), Text("例如 0.5", "for example 0.5")
    if kind in ("model_type", "dict_type"):
        return _table(error, found, keys)
    if kind == "tuple_type":
        return _list(error["loc"], found)
    return _PLAIN[kind](found)


def _table(error: ErrorDetails, found: str, keys: Sequence[str]) -> tuple[Text, Text]:
    """A table was expected: most often the aliases of a name stand there without their key."""
    if len(error["loc"]) == 1:
        name = error["loc"][0]
        return Text("表", "a table"), Text(
            f"写成 [{name}]，键写在下面各行", f"write [{name}] and its keys on lines of their own"
        )
    if "aliases" in keys:
        listed = found if found.startswith("[") else f"[{found}]"
        key = "grounds" if error["loc"] == ("exemptions", "default") else "aliases"
        return Text("花括号里的表", "a table in braces"), _write(f"{{ {key} = {listed} }}")
    said = ", ".join(f"{key} = …" for key in keys) or '"优秀" = 90'
    return Text("花括号里的表", "a table in braces"), _write(f"{{ {said} }}")


def _list(location: Location, found: str) -> tuple[Text, Text]:
    """A list was expected: most often its one member stands there."""
    member = found if found[:1] == "{" else _quoted(found or "…")
    if location[0] == "durations" and found[:1] != "{":
        member = f"{{ from = 2008-05-01, is = {member} }}"
    elif location[0] == "calendar":
        member = found.strip("\"'")
    return Text("方括号里的列表", "a list in square brackets"), _write(f"[{member}]")


def _write(text: str) -> Text:
    return Text(f"写成 {text}", f"write {text}")


def _did_you_mean(word: str) -> Text:
    return Text(f'写成 "{word}"', f'write "{word}"')


def _quoted(found: str) -> str:
    return found if found[:1] in "\"'[{" else f'"{found}"'


def _number(_: str) -> tuple[Text, Text]:
    return Text("数", "a number"), Text("写阿拉伯数字，不加引号", "write it in digits, without quotes")


_PLAIN: dict[str, Callable[[str], tuple[Text, Text]]] = {
    "string_type": lambda found: (Text("引号里的文字", "a text in quotes"), _write(_quoted(found.strip("[]{} ")))),
    "float_type": _number,
    "float_parsing": _number,
    "finite_number": _number,
}
"""By the kinds of error that the manifest's fields can give; a test holds the two together."""


_KINDS: dict[type, Text] = {
    dict: Text("一个表", "a table"),
    list: Text("一列表", "a list of tables"),
    str: Text("别的内容", "something else"),
}
"""What is found where it stands under a heading of its own."""


def _written(places: TomlPlaces, path: tuple[str, ...]) -> str:
    """The value as the file has it; empty where it stands under a heading of its own."""
    start, end = places.values.get(path, (0, 0))
    said = " ".join(places.text[start:end].split())
    return said if len(said) <= LONGEST else said[:LONGEST] + "…"


def _path(location: Location) -> tuple[str, ...]:
    return tuple(str(part) for part in location)


def _where(location: Location) -> Text:
    """A path in the user's words: `[durations] “法定答复时限”（第 2 项）`."""
    zh = en = f"[{location[0]}]" if location else "ruleset.toml"
    for part in location[1:]:
        if isinstance(part, int):
            zh, en = f"{zh}（第 {part + 1} 项）", f"{en} (item {part + 1})"
        else:
            deeper = zh.endswith(("”", "）"))
            zh, en = f"{zh}{'的' if deeper else ' '}“{part}”", f"{en}{',' if deeper else ''} “{part}”"
    return Text(zh, en)
