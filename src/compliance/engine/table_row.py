"""How a row of one table becomes a row of `raw`: each column as SQL over the cells c0, c1 … of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.engine.truths import attribute_key
from compliance.findings.names import fold
from compliance.findings.visible import INVISIBLE
from compliance.log.lines import SURROGATE
from compliance.log.model import Column, Role, Shape, Table
from compliance.log.no_names import NOTHING

RAW = {
    "file": "UINTEGER",
    "line": "BIGINT",
    "matter": "VARCHAR",
    "case_no": "VARCHAR",
    "agency": "VARCHAR",
    "action": "VARCHAR",
    "lo": "TIMESTAMP",
    "hi": "TIMESTAMP",
    "stated": "VARCHAR",
    "channel": "VARCHAR",
    "elements": "VARCHAR",
    "until": "VARCHAR",
    "exemption": "VARCHAR",
    "period": "VARCHAR",
    "url": "VARCHAR",
    "result": "VARCHAR",
    "attributes": "MAP(VARCHAR, VARCHAR)",
    "mark": "UBIGINT",
}
"""`line` is the row in the file, NULL where the position in the table gives it; `lo` and `hi` are NULL and `stated` is the text
where the time is not in the plain ISO form; `mark` is a hash of all that the row says."""
PLAIN = """coalesce(CASE length(said)
    WHEN 10 THEN try_strptime(said, '%Y-%m-%d')
    WHEN 16 THEN try_strptime(said, ['%Y-%m-%d %H:%M', '%Y-%m-%dT%H:%M'])
    WHEN 19 THEN try_strptime(said, ['%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%S']) END,
    CASE WHEN substr(said, 5, 1) NOT IN ('/', '-') THEN NULL
    WHEN length(said) < 11 THEN try_strptime(said, ['%Y/%m/%d', '%Y-%m-%d'])
    WHEN length(said) < 17 THEN try_strptime(said, ['%Y/%m/%d %H:%M', '%Y-%m-%d %H:%M', '%Y/%m/%d %H:%M:%S', '%Y-%m-%d %H:%M:%S'])
    ELSE try_strptime(said, ['%Y/%m/%d %H:%M:%S', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M:%S.%f']) END)"""
"""The short path for times: `2018-01-05`, `2018-01-05 09:30`, `2018-01-05T09:30:00`, then what spreadsheets and other databases
write: `2018/1/5 9:30`, `2018-01-05 09:30:00.0`; whatever else goes to the reader of times."""
INSTANT = "CASE WHEN plain BETWEEN TIMESTAMP '1900-01-01' AND TIMESTAMP '2199-12-31 23:59:59' THEN plain END"
FRACTIONAL = ("DOUBLE", "FLOAT", "DECIMAL")
WHOLE = """CASE WHEN abs({0}) < 1000000000000000 AND {0} = floor({0}) THEN CAST(TRY_CAST({0} AS BIGINT) AS VARCHAR)
    ELSE nullif(CAST({0} AS VARCHAR), 'nan') END"""
"""A whole number without `.0`: what numbers case 7 in a table with an empty cell elsewhere comes as 7.0 and as no number.

Of a Parquet file that states its least and its greatest number the database takes it that each is one: `isnan` is false of all, and
no number may seem to be a whole one."""
NOTHING_SAID = ", ".join(f"'{text}'" for text in NOTHING)
LONGEST_NOTHING = max(map(len, NOTHING))
UNSEEN = rf"\x{{1}}-\x{{1f}}\x{{7f}}-\x{{9f}}\x{{2028}}\x{{2029}}{INVISIBLE}"
"""What a case number is read without: a tabulator keeps a spreadsheet from rounding it, line and page breaks stand in what databases
export, marks come with what is copied."""
ENDS = "CASE WHEN contains(said, ':') THEN lo ELSE lo + INTERVAL 86399999999 MICROSECONDS END"
"""Of a date alone the whole day is meant."""
TEXTS = {
    "matter": Role.MATTER,
    "agency": Role.AGENCY,
    "channel": Role.CHANNEL,
    "elements": Role.ELEMENTS,
    "until": Role.UNTIL,
    "exemption": Role.EXEMPTION,
    "period": Role.PERIOD,
    "url": Role.URL,
    "result": Role.RESULT,
}

CODED = ("matter", "agency", "action", "channel", "elements", "exemption")
"""Columns of names, of which a log repeats few: a large one keeps the number of each instead of its text."""
OPTIONAL = frozenset(TEXTS.values()) - {Role.MATTER, Role.AGENCY}
"""Columns that are kept only where some rule asks for them."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """How a row of one table becomes a row of `raw`: an event, or the `nth` milestone of a ledger's row."""

    number: int
    table: Table
    attributes: frozenset[str]
    wanted: frozenset[Role]
    several: bool
    types: dict[str, str]
    milestones: tuple[Column, ...] = ()
    coded: bool = False
    files: Sequence[str] = ()
    """What the user calls the file of each table, by number."""

    def columns(self) -> frozenset[str]:
        """The columns of `raw` that are kept: of a table alone those of which it says nothing are left out."""
        return frozenset(name for name, _ in self._parts([]))

    def select(self, source: str) -> tuple[str, list[object]]:
        """The SELECT over `source` and the values it binds."""
        bound: list[object] = []
        parts = [f"{text} AS {name}" for name, text in self._parts(bound)]
        chosen = f"SELECT {', '.join(parts)} FROM {source}"
        if not self.milestones:
            return f"SELECT * EXCLUDE (said, plain) FROM ({chosen})", bound
        # Of an empty cell nothing need be kept, but that its row was there: the first milestone stands for it.
        return (
            f"SELECT * EXCLUDE (said, plain, nth) FROM ({chosen.replace('SELECT ', 'SELECT nth, ', 1)}) WHERE said <> '' OR nth = 0",
            bound,
        )

    def _parts(self, bound: list[object]) -> list[tuple[str, str]]:
        """Each column with its SQL."""
        line = "c0::BIGINT" if self.table.numbered else f"place + {self.table.skip + 1}" if self.milestones else None
        parts: list[tuple[str, str | None]] = [("file", self._file())]
        parts += [("line", line), ("matter", self._text(Role.MATTER, bound)), ("case_no", self._case(line, bound))]
        parts += [("agency", self._text(Role.AGENCY, bound)), ("action", self._action(bound)), *self._time(bound)]
        parts += [(name, self._text(role, bound)) for name, role in list(TEXTS.items())[2:]]
        parts += [("attributes", self._attributes(bound)), ("mark", self._mark())]
        if self.several:
            return [(name, text or f"NULL::{RAW[name]}") for name, text in parts]
        return [(name, text) for name, text in parts if text is not None]

    def _cell(self, column: Column) -> str:
        """The cell as text."""
        name = f"c{column.index + self.table.numbered}"
        kind = self.types.get(name, "VARCHAR")
        if column.days:
            return f"{name}::DATE::VARCHAR"
        if kind.endswith("[]"):
            return f"array_to_string({name}, ';')"
        if kind.startswith(FRACTIONAL):
            return WHOLE.format(name)
        if kind == "BLOB":
            # Old programs keep texts in Parquet without saying that they are.
            return f"coalesce(TRY(decode({name})), {name}::VARCHAR)"
        return name if kind == "VARCHAR" else f"{name}::VARCHAR"

    def _of(self, role: Role) -> Column | None:
        return next((column for column in self.table.columns if column.role is role), None)

    def _text(self, role: Role, bound: list[object]) -> str | None:
        """The column's text, or the default that all rows share; an empty cell is the empty text. None: no such column."""
        if role in OPTIONAL and role not in self.wanted:
            return None
        column, default = self._of(role), self.table.defaults.get(role.value)
        if column is None:
            if default is None:
                return None
            bound.append(default)
            return "?::VARCHAR"
        if default is None:
            cell = f"trim({self._cell(column)})" if role is Role.PERIOD else self._cell(column)
            return f"coalesce({cell}, '')"
        bound.append(default)
        return f"coalesce(nullif(trim({self._cell(column)}), ''), ?)"

    def _case(self, line: str | None, bound: list[object]) -> str | None:
        """The case number; a ledger's row without one is a case of its own."""
        column, default = self._of(Role.CASE), self.table.defaults.get(Role.CASE.value)
        if column is None and default:
            bound.append(default)
        number = case_number(self._cell(column)) if column else "?::VARCHAR" if default else "NULL"
        if not self.milestones:
            return f"nullif({number}, '')" if column or default else None
        if self.table.joint is not None:
            bound.append([f"{_told(file)}#" for file in self.files])
            return f"coalesce(nullif({number}, ''), (?::VARCHAR[])[{self._file()} + 1] || ({line})::VARCHAR)"
        bound.append(f"{_told(self.table.file)}#" if self.several else "#")
        return f"coalesce(nullif({number}, ''), ? || ({line})::VARCHAR)"

    def _file(self) -> str | None:
        """The number of the table that a row is of: a joint copy says it in the field after the last column."""
        if self.table.joint is not None:
            return f"c{len(self.table.columns) + 1}::UINTEGER"
        return f"{self.number}::UINTEGER" if self.several else None

    def _action(self, bound: list[object]) -> str | None:
        if self.milestones:
            bound.append([column.action for column in self.milestones])
            return "(?::VARCHAR[])[nth + 1]"
        if (
            self.table.shape is Shape.PUBLICATIONS
            and self._of(Role.ACTION) is None
            and "action" not in self.table.defaults
        ):
            bound.append("publish")
            return "?::VARCHAR"
        return self._text(Role.ACTION, bound)

    def _time(self, bound: list[object]) -> list[tuple[str, str]]:
        """The interval where the column is one of timestamps or the text is plain, else the text."""
        column = self._of(Role.TIME)
        if self.milestones:
            said = f"coalesce(trim([{', '.join(self._cell(c) for c in self.milestones)}][nth + 1]), '')"
        elif column is None:
            bound.append(self.table.defaults.get("time", ""))
            said = "?::VARCHAR"
        else:
            name = f"c{column.index + self.table.numbered}"
            if not column.days and is_instant(self.types.get(name, "")):
                # A year that no log is of goes to the reader of times, which says so.
                return [
                    ("said", f"{name}::VARCHAR"),
                    ("plain", as_instant(name, self.types[name])),
                    ("lo", INSTANT),
                    ("hi", "lo"),
                    ("stated", "CASE WHEN lo IS NULL THEN coalesce(said, '') END"),
                ]
            said = self._cell(column)
        stated = "CASE WHEN lo IS NULL THEN coalesce(trim(said), '') END"
        return [("said", said), ("plain", PLAIN), ("lo", INSTANT), ("hi", ENDS), ("stated", stated)]

    def _attributes(self, bound: list[object]) -> str | None:
        """The cells that conditions alone speak of: by a column's header, and by what it is, as the mapping file may have said."""
        kept = {_key(c): self._cell(c) for c in self.table.columns if c.header and _key(c) in self.attributes}
        own = [c for c in self.table.columns if c.role not in (Role.ATTRIBUTE, Role.MILESTONE)]
        kept |= {c.role.value: self._cell(c) for c in own if c.role.value in self.attributes}
        shared = {name: said for name, said in self.table.defaults.items() if name in self.attributes - kept.keys()}
        if not kept and not shared:
            return None
        bound += [[*kept, *shared], *shared.values()]
        return f"map(?::VARCHAR[], [{', '.join([*kept.values(), *['?::VARCHAR'] * len(shared)])}])"

    def _mark(self) -> str:
        """A hash of the whole row as read; rows that are equal in every column count once."""
        return f"hash({', '.join(['nth' if self.milestones else '0', *self.marked()])})"

    def marked(self) -> list[str]:
        """The cells that the hash is made of; those that a large log keeps by themselves are compared by themselves."""
        kept = (Role.CASE, Role.MATTER, Role.AGENCY, Role.ACTION) if self.coded else ()
        return [
            f"nullif({case_number(self._cell(column))}, '')"
            if column.role is Role.CASE
            else f"c{column.index + self.table.numbered}"
            for column in self.table.columns
            if column.role not in kept
        ]


def is_instant(kind: str) -> bool:
    """Whether a SQL type is one of times of no zone."""
    return kind in ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")


def as_instant(column: str, kind: str) -> str:
    """A column of times of no zone, to the microsecond: of nanoseconds a cast would make the next day of the last one of a day."""
    return f"make_timestamp(epoch_us({column}))" if kind == "TIMESTAMP_NS" else f"{column}::TIMESTAMP"


def _told(file: str) -> str:
    """A file's name in the characters that a database takes: one that came out of an archive may not be in the system's encoding."""
    return SURROGATE.sub(lambda half: f"[U+{ord(half[0]):04X}]", file)


def case_number(cell: str) -> str:
    """A case number as it is compared, a word for nothing as none. Nearly all have no character that matters: one search tells."""
    nothing = f"length({cell}) < {LONGEST_NOTHING + 3} AND trim({cell}) IN ({NOTHING_SAID})"
    odd = f"regexp_matches({cell}, '[\\p{{Z}}{UNSEEN}]')"
    seen = f"trim(regexp_replace({cell}, '[{UNSEEN}]', '', 'g'))"
    return f"CASE WHEN {nothing} THEN '' WHEN {odd} THEN {seen} ELSE {cell} END"


def _key(column: Column) -> str:
    """What a column's cells are kept under; an attribute goes by its own header even where a log column is called the same."""
    return fold(column.header) if column.role is Role.ATTRIBUTE else attribute_key(column.header)
