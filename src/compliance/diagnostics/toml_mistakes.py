"""The wording of a TOML file that the parser refuses: it speaks English, of tokens, and often of the place behind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.diagnostics.diagnostic import Diagnostic, Place, Text

if TYPE_CHECKING:
    from tomli import TOMLDecodeError

_QUOTES = "“”‘’「」＂"
_BAD_KEY = re.compile(r"[^\s=.\[\]\"'#,{}]*[^\x00-\x7f][^\s=.\[\]\"'#,{}]*")
_WORD = re.compile(r"[^\s,\]}#]+")
_DATE = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}日?)?")


@dataclass(frozen=True, slots=True)
class _Refused:
    """A line that the parser refuses, and the character where it stopped."""

    line: str
    at: int
    said: str
    """The parser's own words."""

    @property
    def word(self) -> str:
        """The word that begins there."""
        found = _WORD.match(self.line, self.at)
        return found[0] if found else self.line[self.at : self.at + 1]


MEMBERS = Text("，各项之间用半角逗号", ", and put commas between its members")
Worded = tuple[Text, Text, tuple[int, int]]
Wording = Callable[[_Refused], Worded]
"""What was found and expected, what to do, and the characters to mark."""


def toml_mistake(error: TOMLDecodeError, text: str, file: str, code: str) -> Diagnostic:
    """What the parser refused, in both languages, with the line and a caret."""
    lines = text.split("\n")
    number = min(error.lineno, len(lines))
    if not lines[number - 1].strip() and number > 1:
        number = max(n for n in range(1, number + 1) if lines[n - 1].strip() or n == 1)
        at = len(lines[number - 1].rstrip())
    else:
        at = error.colno - 1
    line = lines[number - 1].rstrip("\r")
    wording = next((words for start, words in _WORDINGS.items() if error.msg.startswith(start)), _anything)
    title, hint, (start, end) = wording(_Refused(line, min(at, len(line)), error.msg))
    return Diagnostic(code, title, Place(file, number, start + 1, max(1, end - start), line), hint)


def _one(refused: _Refused) -> tuple[int, int]:
    return refused.at, refused.at + 1


def _statement(refused: _Refused) -> Worded:
    """A line that begins with what can begin none: most often a Chinese key without quotes."""
    name = _BAD_KEY.match(refused.line, refused.at)
    if not name:
        title = Text(
            f"一行应以键或 [表] 开头，却是“{refused.word}”",
            f"a line begins with a key or a [table], found “{refused.word}”",
        )
        return (
            title,
            Text('写成 键 = "值"，或 [表]', 'write key = "value", or [table]'),
            _one(refused),
        )
    plain = name[0].strip(_QUOTES)
    title = Text(
        f"含中文的键“{name[0]}”应放在半角引号里",
        f"the key “{name[0]}” has Chinese in it, so plain quotes were expected",
    )
    return title, Text(f'写成 "{plain}"', f'write "{plain}"'), name.span()


def _value(refused: _Refused) -> Worded:
    word = refused.word
    span = (refused.at, refused.at + max(1, len(word)))
    if not word.strip():
        title = Text("等号之后应有值，却什么也没有", "a value was expected after =, found nothing")
        key = refused.line[: refused.at].rpartition("=")[0].strip()
        return title, Text(f'例如 {key} = "…"，或删去这一行', f'for example {key} = "…", or take the line away'), span
    if word[0] in _QUOTES:
        plain = word.strip(_QUOTES)
        title = Text(f"值应放在半角引号里，却是 {word}", f"a value in plain quotes was expected, found {word}")
        return title, Text(f'写成 "{plain}"', f'write "{plain}"'), span
    if word.casefold() in ("true", "false"):
        return (
            Text(f"应是小写，却是 {word}", f"small letters were expected, found {word}"),
            Text(f"写成 {word.casefold()}", f"write {word.casefold()}"),
            span,
        )
    title = Text(f"文字应放在引号里，却是 {word}", f"a text in quotes was expected, found {word}")
    return title, Text(f'写成 "{word}"', f'write "{word}"'), span


def _rest(refused: _Refused) -> Worded:
    """Something behind a value: a date in another form, a unit, a comma."""
    date = next((d for d in _DATE.finditer(refused.line) if d.start() <= refused.at <= d.end()), None)
    if date and date.end() > refused.at:
        title = Text(f"应是日期，却是 {date[0]}", f"a date was expected, found {date[0]}")
        parts = [f"{int(part):02d}" for part in re.findall(r"\d+", date[0])]
        meant = "-".join(parts) if len(parts) == 3 else "2018-08-08"
        if meant == date[0]:
            return _no_such_day(date[0], date.span())
        return title, Text(f"写成 {meant}", f"write {meant}"), date.span()
    word = refused.line[refused.at :].strip()
    if refused.line.lstrip().startswith("["):
        title = Text(f"表头之后不应有“{word}”", f"“{word}” cannot follow a table's name")
    else:
        title = Text(f"值之后应换行，却是“{word}”", f"the end of the line was expected after the value, found “{word}”")
    hint = Text("一行写一个键；带单位的值放在引号里", "one key a line; a value with a unit stands in quotes")
    return title, hint, (refused.at, len(refused.line.rstrip()))


def _equals(refused: _Refused) -> Worded:
    word = refused.line[refused.at : refused.at + 1].strip()
    found = Text(f"，却是“{word}”", f", found “{word}”") if word else Text("", "")
    key = refused.line[: refused.at].strip()
    title = Text(f"键“{key}”之后应是等号{found.zh}", f"= was expected after the key “{key}”{found.en}")
    return title, Text(f'写成 {key} = "…"', f'write {key} = "…"'), _one(refused)


def _key(refused: _Refused) -> Worded:
    name = _BAD_KEY.match(refused.line, refused.at)
    if name:
        return _statement(refused)
    title = Text("这里应是名称，却没有", "a name was expected here")
    return title, Text("方括号里写上名称，如 [表]", "write a name, such as [table]"), _one(refused)


def _twice(refused: _Refused) -> Worded:
    header = refused.line.lstrip().startswith("[")
    start = len(refused.line) - len(refused.line.lstrip())
    end = refused.at if refused.at > start else len(refused.line.rstrip())
    name = refused.line[start:end].strip("[] ") if header else refused.line[start:end].partition("=")[0].strip()
    span = (start, end + 1 if header else start + len(name))
    what = Text("表", "table") if header else Text("键", "key")
    said = name.strip("\"'")
    title = Text(f"{what.zh}“{said}”写了两次", f"the {what.en} “{said}” stands twice")
    return title, Text("合并成一处，或删去一处", "put both into one, or take one away"), span


def _twice_inline(refused: _Refused) -> Worded:
    key = refused.said.rpartition("key ")[2].strip("'\"")
    start = max(refused.line.rfind(key, 0, refused.at), 0)
    title = Text(f"花括号里“{key}”写了两次", f"“{key}” stands twice in the braces")
    return title, Text("删去其中一处", "take one away"), (start, start + len(key))


def _closing(mark: str, zh: str, en: str, also: Text = MEMBERS) -> Wording:
    def wording(refused: _Refused) -> Worded:
        found = refused.line[refused.at : refused.at + 1].strip()
        said = Text(f"，却是“{found}”", f", found “{found}”") if found else Text("，却到了末尾", ", found the end")
        title = Text(f"{zh}没有结束：应有 {mark}{said.zh}", f"{en} is never closed: {mark} was expected{said.en}")
        hint = Text(f"在末尾加上 {mark}{also.zh}", f"close it with {mark}{also.en}")
        return title, hint, _one(refused)

    return wording


def _string(refused: _Refused) -> Worded:
    quote = next((i for i, c in enumerate(refused.line) if c in "\"'"), refused.at)
    mark = refused.line[quote : quote + 1] or '"'
    title = Text(f"引号 {mark} 没有结束", f"the text that {mark} opens is never closed")
    return title, Text(f"在这段文字末尾加上 {mark}", f"close it with {mark}"), (quote, quote + 1)


def _escape(refused: _Refused) -> Worded:
    place = refused.line.rfind("\\", 0, refused.at + 1)
    title = Text(
        "双引号里的 \\ 有特殊含义，这样写不行", "a \\ between double quotes has a meaning of its own, not this one"
    )
    hint = Text("写成 \\\\，或改用单引号", "write \\\\, or use single quotes")
    return title, hint, (max(place, 0), max(place, 0) + 2)


def _bad_date(refused: _Refused) -> Worded:
    word = refused.word
    return _no_such_day(word, (refused.at, refused.at + len(word)))


def _no_such_day(word: str, span: tuple[int, int]) -> Worded:
    title = Text(f"日历上没有 {word}", f"the calendar has no {word}")
    hint = Text("检查月份（1–12）和当月的天数", "check the month (1 to 12) and how many days it has")
    return title, hint, span


def _anything(refused: _Refused) -> Worded:
    word = refused.word
    found = Text(f"“{word}”", f"“{word}”") if word.strip() else Text("行末", "the end of the line")
    title = Text(
        f"这里应是 键 = 值 或 [表]，却是{found.zh}", f"key = value or a [table] was expected here, found {found.en}"
    )
    hint = Text("文字放在引号里，列表写作 [ ]", "texts stand in quotes, lists in [ ]")
    return title, hint, _one(refused)


_WORDINGS: dict[str, Wording] = {
    "Invalid statement": _statement,
    "Invalid initial character": _key,
    "Invalid value": _value,
    "Invalid date": _bad_date,
    "Expected newline": _rest,
    "Expected '='": _equals,
    "Expected ']": _closing("]", "表头的方括号", "the table's name", Text("", "")),
    'Expected "]': _closing("]", "表头的方括号", "the table's name", Text("", "")),
    "Cannot declare": _twice,
    "Cannot overwrite": _twice,
    "Cannot mutate": _twice,
    "Cannot redefine": _twice,
    "Duplicate inline": _twice_inline,
    "Unclosed array": _closing("]", "列表的方括号", "the list"),
    "Unclosed inline": _closing("}", "花括号", "the table in braces"),
    "Unterminated": _string,
    "Illegal character": _string,
    'Expected "\'"': _string,
    "Expected '\"'": _string,
    "Unescaped": _escape,
    "Invalid hex": _escape,
    "Escaped character": _escape,
}
