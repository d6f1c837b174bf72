"""Readers of what people give, and inputs that are drawn for them: `make fuzz` draws for an hour, the tests for a minute.

Whatever a reader is given, it answers: with what it has read, or with `Refused`. Anything else is found, and made a named
example in test_fuzz.py.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hostile.case import FILES, HEADER, ROW
from tests.hostile.workbooks import ODS_ROWS, STYLES, book, number, ods, row, sheet

from compliance.diagnostics import Diagnostic, Refused, Text, render
from compliance.language import Vocabulary, parse_rules
from compliance.language.formatter import format_rules
from compliance.log.columns import recognise
from compliance.log.headers import HEADERS
from compliance.log.mapping import load_mapping
from compliance.log.model import HeaderMapping, Role, Table
from compliance.log.open import open_log
from compliance.log.times import Stated, parse_time
from compliance.rulesets.builtin import builtin_folder
from compliance.rulesets.load import load_vocabulary
from compliance.rulesets.manifest import parse_manifest

ODD = st.text(st.characters(codec="utf-8"), max_size=6)
SLOW = 5.0
"""Seconds of processor time that no drawn input may take: all of them are small."""


@cache
def vocabulary() -> Vocabulary:
    """Of a built-in ruleset, so that names are known."""
    return load_vocabulary(builtin_folder() / "cn-disclosure")[0]


@cache
def actions() -> dict[str, str]:
    """What makes milestones."""
    return dict(vocabulary().actions)


def mixed(*words: str, most: int = 30) -> st.SearchStrategy[str]:
    """Texts of the words of a language, with others among them."""
    return st.lists(st.sampled_from(words) | ODD, max_size=most).map("".join)


def torn(whole: bytes) -> st.SearchStrategy[bytes]:
    """The bytes with some of them replaced, left out, or said twice."""
    place = st.integers(0, max(0, len(whole) - 1))
    edits = st.lists(st.tuples(place, st.integers(0, 40), st.binary(max_size=8), st.booleans()), max_size=6)

    def edited(changes: list[tuple[int, int, bytes, bool]]) -> bytes:
        data = whole
        for start, length, new, keep in changes:
            data = data[:start] + new + (data[start : start + length] if keep else b"") + data[start + length :]
        return data

    return edits.map(edited)


RULE_WORDS = [
    "预决算",
    "批准后20日内公开",
    "政策",
    "publish",
    "within",
    "days",
    "of",
    "approval",
    "当",
    "要求",
    "渠道",
    "when",
    "require",
    "by",
    "on",
    "政府网站",
    "财政局",
    "每年",
    "每月",
    "every",
    "month",
    "at",
    "least",
    "times",
    "a",
    "year",
    "[1]",
    "标题",
    "title",
    "cite",
    "依据",
    "权重",
    "weight",
    ">=",
    "5",
    "(",
    ")",
    '"',
    "“",
    "”",
    "，",
    "、",
    "；",
    ";",
    ",",
    "#",
    "=>",
    "example",
    "例",
    "as",
    "of",
    "2018-08-08",
    "not",
    "and",
    "or",
    "及时",
    "promptly",
    "之前",
    "before",
    "提前",
    "nil",
    "allowed",
    "except",
    "中止",
    "paused",
    "from",
    "to",
    "延长",
    "extended",
    "by",
    "1",
    "比率",
    "of",
    "cases",
    "90",
    "%",
    "至少",
    "个工作日",
]
TIME_WORDS = [
    "2018",
    "年",
    "月",
    "日",
    "1",
    "30",
    "08",
    "8",
    "-",
    "/",
    ".",
    ":",
    "T",
    "Z",
    "+08:00",
    "上午",
    "下午",
    "晚",
    "9",
    "点",
    "半",
    "时",
    "分",
    "秒",
    "24",
    "至",
    "到",
    "~",
    "起",
    "止",
    "am",
    "pm",
    "一",
    "二",
    "十",
    "〇",
    "季度",
    "Q1",
    "H1",
    "W05",
    "零",
]
TOML_WORDS = [
    "[ruleset]\n",
    'id = "x"\n',
    'extends = ["a"]\n',
    "[matters]\n",
    '"预决算" = { aliases = ["a"] }\n',
    "[actions]\n",
    "[score]\n",
    "[deadlines]\n",
    'promptly = "20 working days"\n',
    "[[",
    "]]",
    "{",
    "}",
    "[",
    "]",
    "=",
    '"',
    "'",
    '"""',
    "\n",
    "#",
    ",",
    ".",
    "1",
    "1e9",
    "nan",
    "2018-08-08",
    "true",
    "effective = { from = 2018-01-01 }\n",
    "[columns]\n",
    '"成文日期" = "formation"\n',
    "[defaults]\n",
    'matter = "x"\n',
    "[durations]\n",
    "[calendar]\nholidays = [2018-01-01]\n",
    "[assignments]\n",
    "[exemptions]\n",
    "[seasons]\n",
]
OBJECTS = (
    '{"编号":"1","事项":"预决算","单位":"财政局","批准日期":"2018-01-10","公开日期":"2018-01-30"}\n' * 3
).encode()
BOOKS = (
    book(),
    book(
        sheet(row(3, ("2", "预决算", "审计局", "x")), after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'), STYLES
    ),
    book(number("43110", 1), STYLES),
    ods(ODS_ROWS),
)


def read_rules(text: str) -> None:
    """The parser, the formatter, and the words of every message."""
    tree, problems = parse_rules(text, "1.rules", vocabulary())
    for problem in problems:
        in_words(problem)
    formatted = format_rules(text, "1.rules", vocabulary(), "zh")
    if not formatted.problems:
        again = format_rules(formatted.text, "1.rules", vocabulary(), "zh")
        assert again.text == formatted.text, "what was put in order is put in another order again"
    assert len(tree.rules) <= max(1, len(text.splitlines()))


def read_time(text: str) -> None:
    """A time is one within the calendar, or the words why it is none."""
    found = parse_time(text)
    if isinstance(found, Stated):
        assert found.interval.lo <= found.interval.hi
        assert 1900 <= found.interval.lo.year <= 2200
    else:
        assert isinstance(found, Text)


def read_headers(given_: tuple[list[str], dict[str, str]]) -> None:
    """Every header is a column; no two claim one thing unless that is said."""
    headers, mapping = given_
    found = recognise(headers, actions(), HeaderMapping({k.casefold(): v for k, v in mapping.items()}), "a.csv")
    assert len(found.columns) == len(headers)
    for problem in found.problems:
        in_words(problem)
    claims = [(c.role, c.action) for c in found.columns if c.role is not Role.ATTRIBUTE]
    assert found.problems or len(claims) == len(set(claims))


def read_manifest(text: str) -> None:
    """`ruleset.toml`."""
    parse_manifest(text, "ruleset.toml")


def read_mapping(text: str) -> None:
    """A mapping file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "m.toml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        load_mapping(path)


def read_log(data: bytes, name: str = "a.csv") -> None:
    """A file of a log, whatever it is: every row of it is written, rejected or passed over, and none twice."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        opened = open_log(
            [str(path)], actions=actions(), mapping=None, workdir=Path(folder), parquet_headers=_no_parquet
        )
        for table in opened.tables:
            _assert_rows(table)


def _assert_rows(table: Table) -> None:
    if not table.numbered:
        return
    written = [int(line.split(",", 1)[0]) for line in table.path.read_text("utf-8").split("\n")[:-1]]
    assert written == sorted(set(written))
    assert not {row.row for row in table.rejected} & set(written)


def _no_parquet(path: Path) -> list[str]:
    raise Refused([])


def in_words(problem: Diagnostic) -> None:
    """A message can be shown in both languages, and its place lies in its line."""
    for language in ("zh", "en"):
        assert render(problem, language)
    place = problem.place
    if place is not None and place.source is not None and place.column is not None:
        assert 1 <= place.column <= len(place.source) + 1


@dataclass(frozen=True, slots=True)
class Target:
    """A reader and what is drawn for it."""

    read: Callable[[Any], None]
    inputs: st.SearchStrategy[Any]


TARGETS: Mapping[str, Target] = {
    "rules": Target(read_rules, mixed(*RULE_WORDS, *(w + " " for w in RULE_WORDS), "\n", "\n    ", " ", most=40)),
    "times": Target(read_time, mixed(*TIME_WORDS, " ", most=14)),
    "headers": Target(
        read_headers,
        st.tuples(
            st.lists(
                st.sampled_from([name for names in HEADERS.values() for name in names])
                | mixed("批准", "公开", "日期", "_", " ", "date", most=4),
                max_size=12,
            ),
            st.dictionaries(
                st.sampled_from(["甲", "编号", "公开日期", ""]) | ODD,
                st.sampled_from(["case", "publish", "attribute", "公开", "x"]),
                max_size=3,
            ),
        ),
    ),
    "manifests": Target(read_manifest, mixed(*TOML_WORDS)),
    "mappings": Target(read_mapping, mixed(*TOML_WORDS)),
    "texts": Target(
        read_log,
        torn((HEADER + ROW * 4).encode())
        | torn((HEADER + ROW).encode("gbk"))
        | torn((HEADER + ROW).encode("utf-16"))
        | torn((HEADER + ROW.replace("财政局", '"财,政\n局"') * 3).encode()),
    ),
    "JSON Lines": Target(lambda data: read_log(data, "a.jsonl"), torn(OBJECTS)),
    "workbooks": Target(lambda data: read_log(data, "a.xlsx"), st.one_of([torn(whole) for whole in BOOKS])),
    "sheets": Target(
        lambda data: read_log(book(data, STYLES), "a.xlsx"),
        torn(sheet(row(3, ("2", "预决算", "审计局", "x"))).encode()) | torn(number("43110", 1).encode()),
    ),
    "kept": Target(
        lambda data: read_log(data),
        st.one_of(
            [torn(path.read_bytes()) for path in sorted((FILES / "text").iterdir()) if path.stat().st_size < 5000]
        ),
    ),
}


def answers(target: Target, drawn: object) -> None:
    """The reader answers, in time."""
    start = time.process_time()
    try:
        target.read(drawn)
    except Refused as refused:
        for problem in refused.diagnostics:
            in_words(problem)
    assert time.process_time() - start < SLOW


def drawing(name: str, examples: int, tally: list[int] | None = None) -> Callable[[], None]:
    """A run of one target over so many examples."""
    target = TARGETS[name]

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(target.inputs)
    def run(drawn: object) -> None:
        if tally is not None:
            tally[0] += 1
        answers(target, drawn)

    return run


def main() -> int:
    """Draws for as many seconds as FUZZ_SECONDS says, each target in turn, and prints the figures."""
    from hypothesis import seed

    until = time.monotonic() + float(os.environ.get("FUZZ_SECONDS", "3600"))
    tallies = {name: [0] for name in TARGETS}
    found: list[str] = []
    draw = random.Random(os.environ.get("FUZZ_SEED"))
    while time.monotonic() < until:
        for name in TARGETS:
            if time.monotonic() >= until or sum(one.startswith(f"{name}:") for one in found) >= 3:
                continue
            try:
                seed(draw.getrandbits(32))(drawing(name, 500, tallies[name]))()
            except BaseException as problem:
                if isinstance(problem, KeyboardInterrupt):
                    raise
                notes = "\n".join(getattr(problem, "__notes__", []))
                found.append(f"{name}: {type(problem).__name__}: {problem}\n{notes}")
                print(f"FOUND {found[-1]}", flush=True)
    for name, (n,) in tallies.items():
        print(f"{name:12} {n:9,} inputs")
    print(f"{'found':12} {len(found):9,}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
