"""What is told of a log without being asked: it is read as it stands, and that may not be what was meant, so that verdicts hang on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.scan import Scanned
from compliance.engine.settle import Settled
from compliance.rulesets.model import Ruleset

SHARE = 0.1
"""Of the times of day of a file that are midnight: from here on it is no chance."""
MOST_CASES, MOST_EVENTS = 100_000, 1_000_000
"""Of larger logs numbers of cases, and rows of several files, are not held against each other: it would cost a tenth of the check."""
SHOWN = 3
"""Files of a group, pairs of agencies that are named."""
PLACES_END, SHORTEST = "省市县区州盟旗", 3
"""How the name of a place ends that stands before an agency's, and the characters of the shortest agency."""
SILENT = timedelta(days=31)
"""From the last event to the end of what is judged: from here on it is told."""
NARROW = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz()-/."
WIDE = NARROW.translate({ord(character): ord(character) + 0xFEE0 for character in NARROW})
BRACKETS, DASHES = "〔〕［］【】〖〗「」《》〈〉[]{}", "‐‑‒–—―−"
ALIKE = WIDE + BRACKETS + DASHES, NARROW + "()" * (len(BRACKETS) // 2) + "-" * len(DASHES)
"""Characters of a number that people take for one another, and what they are held to be."""
NOT_PLAIN = "[^0-9A-Za-z./_#-]|^0"
"""Of numbers that are written in several ways, one at least has something of this."""
PLACES = (
    "SELECT raw.rowid, raw.file, coalesce(raw.line, raw.rowid + file.offset_), raw.case_no FROM raw JOIN file ON file.file = raw.file "
    "WHERE raw.rowid IN ({})"
)


def noticed(database: Database, scanned: Sequence[Scanned], settled: Settled) -> Iterator[Text]:
    """What the rows show by themselves."""
    yield from _midnights(database, scanned)
    if settled.cases <= MOST_CASES:
        yield from _numbers_alike(database, scanned)
    if len(scanned) > 1:
        yield from _same_bytes([one for n, one in enumerate(scanned) if settled.events.get(n)])
        if sum(settled.events.values()) <= MOST_EVENTS:
            yield from _same_events(database, scanned)


def agencies_alike(names: Iterable[str], rulesets: Sequence[Ruleset]) -> Iterator[Text]:
    """Agencies, not all of them known to a ruleset, that may be one: 市公安局 and 公安局."""
    known = {name for ruleset in rulesets for name in ruleset.vocabulary.agencies.values()}
    called = {ruleset.vocabulary.canonical("agencies", name) for ruleset in rulesets for name in names}
    alike = [
        (name, name[place:])
        for name in sorted(called - known)
        for place in range(1, len(name) - SHORTEST + 1)
        if name[place - 1] in PLACES_END and name[place:] in called
    ]
    if alike:
        shown, more = alike[:SHOWN], len(alike) > SHOWN
        yield Text(
            f"{len(alike)} 对单位名称可能指同一单位，按不同的单位核查：{'、'.join(f'“{a}”和“{b}”' for a, b in shown)}"
            f"{' 等' if more else ''}。是同一单位的，请改成一致，或在规则集里加别名",
            f"{len(alike)} pairs of agencies may be one, and are taken for two: {', '.join(f'“{a}” and “{b}”' for a, b in shown)}"
            f"{' …' if more else ''}. Where they are one, write them alike or add an alias to the ruleset",
        )


def _midnights(database: Database, scanned: Sequence[Scanned]) -> Iterator[Text]:
    """Times that state midnight: a spreadsheet writes 0:00 behind a date where it saves a cell of date and time as CSV."""
    midnight = "FILTER (WHERE lo = CAST(CAST(lo AS DATE) AS TIMESTAMP))"
    found = database.rows(
        f"SELECT n, place FROM (SELECT file, count(*) AS exact_, count(*) {midnight} AS n, min(rowid) {midnight} AS place "
        f"FROM raw WHERE lo IS NOT NULL AND hi = lo GROUP BY file) m WHERE n > 1 AND n >= {SHARE} * exact_ ORDER BY place"
    )
    if not found:
        return
    total, ((place, _),), more = sum(n for n, _ in found), _places(database, scanned, [found[0][1]]), len(found) - 1
    others = Text(f"，另有{more}个文件" if more else "", f", and {more} other files" if more else "")
    yield Text(
        f"{total} 个时间写作零点整（如{place.zh}{others.zh}），按零点读，不按全天：表格软件把日期另存为 CSV 时会带上 0:00。"
        "只知道日期的，请设为不带时分的日期格式后重新保存，否则以小时计的期限和同一天内的先后会判错",
        f"{total} times state midnight (such as {place.en}{others.en}) and are read as that instant, not as the day: a "
        "spreadsheet writes 0:00 behind a date that it saves as CSV. Where only the day is known, format the cells as dates and save "
        "again; else deadlines in hours and the order within a day may be judged wrong",
    )


def _numbers_alike(database: Database, scanned: Sequence[Scanned]) -> Iterator[Text]:
    """Numbers of one agency and matter that differ in brackets, width, dashes, blanks, 第, a last 号 or leading noughts alone."""
    if not database.rows(f"SELECT 1 FROM raw WHERE lo IS NOT NULL AND regexp_matches(case_no, '{NOT_PLAIN}') LIMIT 1"):
        return
    narrow = f"translate(case_no, '{ALIKE[0]}', '{ALIKE[1]}')"
    bare = rf"regexp_replace({narrow}, '[\s\p{{Z}}第]|号$', '', 'g')"
    found = database.rows(
        "SELECT min(place), max(place) FROM (SELECT matter, agency, place, "
        "CASE WHEN regexp_matches(bare, '^[0-9]+$') THEN ltrim(bare, '0') ELSE bare END AS key FROM ("
        f"SELECT matter, agency, case_no, min(rowid) AS place, {bare} AS bare FROM raw WHERE lo IS NOT NULL AND case_no <> '' "
        "GROUP BY matter, agency, case_no) n) k GROUP BY matter, agency, key HAVING count(*) > 1 ORDER BY 1"
    )
    if not found:
        return
    (at, one), (also, other) = _places(database, scanned, found[0])
    yield Text(
        f"{len(found)} 组案件编号只是写法不同（括号、全角半角、空格、前面的0等），按不同的案件核查："
        f"如{at.zh}的“{one}”和{also.zh}的“{other}”。是同一件的，请改成一致，否则已经公开的会判为未公开",
        f"{len(found)} case numbers are written in several ways (brackets, full and half width, blanks, leading noughts) and taken "
        f"for different cases: such as “{one}” in {at.en} and “{other}” in {also.en}. Where it is one case, write them alike; else "
        "what was published counts as missing",
    )


def _same_bytes(scanned: Sequence[Scanned]) -> Iterator[Text]:
    """Files that are copies of each other."""
    files: dict[str, list[str]] = defaultdict(list)
    for one in scanned:
        if one.table.digest and one.table.file not in files[one.table.digest.value]:
            files[one.table.digest.value].append(one.table.file)
    copies = [names for names in files.values() if len(names) > 1]
    for names in copies[:1]:
        shown, n, more = names[:SHOWN], len(names), len(copies) - 1
        others = Text(f"；另有{more}组" if more else "", f"; and {more} more such" if more else "")
        yield Text(
            f"{n} 个文件内容完全相同，每份都计入了，同一件事会算几次：{'、'.join(shown)}"
            f"{'等' if n > len(shown) else ''}{others.zh}。请只留一份",
            f"{n} files have the same content and each counts, so that one thing counts several times: {', '.join(shown)}"
            f"{' …' if n > len(shown) else ''}{others.en}. Keep one of them",
        )


def _same_events(database: Database, scanned: Sequence[Scanned]) -> Iterator[Text]:
    """Events that stand in several files or sheets: the same matter, agency, case number, action and time."""
    found = database.rows(
        "SELECT first, last FROM (SELECT min(rowid) AS first, max(rowid) AS last, min(file) AS a, max(file) AS b FROM raw "
        "WHERE lo IS NOT NULL AND case_no <> '' GROUP BY matter, agency, case_no, action, lo, hi) e WHERE a <> b ORDER BY first"
    )
    if found:
        (at, _), (also, _) = _places(database, scanned, found[0])
        yield Text(
            f"{len(found)} 条记录在几个文件或工作表里都有（事项、单位、编号、环节、时间都相同），各计一次：如{at.zh}和{also.zh}。"
            "重复登记的请只留一处，否则同一件事会算几次",
            f"{len(found)} events stand in several files or sheets (the same matter, agency, number, action and time), and each "
            f"counts: such as {at.en} and {also.en}. Keep one of them; else one thing counts several times",
        )


def silent(database: Database, until: datetime) -> Iterator[Text]:
    """A log that ends long before what is judged `until` an instant, where something is missing that was due behind its end."""
    last = database.one("SELECT max(lo) FROM raw WHERE lo <= ?", [until])
    if last is None or until - last < SILENT:
        return
    due = int(database.one("SELECT count(*) FROM finding WHERE verdict = 'missing' AND due_lo > ?", [last]))
    if due:
        yield Text(
            f"最后一条记录是{last.date()}，有 {due} 项未公开在这以后才到期。台账只记到那时的，请用 --as-of {last.date()} 指明检查时点",
            f"the last record is of {last.date()}, and {due} of what is missing was due only after it. Where the log was kept until then, "
            f"say so with --as-of {last.date()}",
        )


def _places(database: Database, scanned: Sequence[Scanned], events: Sequence[int]) -> list[tuple[Text, str]]:
    """Of events by their places in the log: the rows as reports name them, and the numbers of their cases."""
    found = {
        e: (Text(f"{scanned[file].table.file}第{row}行", f"row {row} of {scanned[file].table.file}"), number)
        for e, file, row, number in database.rows(PLACES.format(", ".join(map(str, events))))
    }
    return [found[e] for e in events]
