"""What the rows of a log show: times, numbers of cases and copies that may not be meant as they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.noticed.begun import begun_again
from compliance.engine.noticed.parted import parted, unnumbered
from compliance.engine.noticed.placeholders import placeholders
from compliance.engine.noticed.places import places
from compliance.engine.noticed.promised import promised_midnights
from compliance.engine.noticed.samples import samples
from compliance.engine.noticed.unbegun import unbegun
from compliance.engine.noticed.values import of_values
from compliance.engine.one_name import OneName
from compliance.engine.scan import Scanned
from compliance.engine.settle import Settled
from compliance.engine.spellings import Spellings
from compliance.rulesets.model import Ruleset

SHARE = 0.1
"""Of the times of day of a file that are midnight: from here on it is no chance."""
MOST_CASES, MOST_EVENTS = 100_000, 1_000_000
"""Of larger logs numbers of cases, and rows of several files, are not held against each other: it would cost a tenth of the check."""
SHOWN = 3
"""Files of a group that are named."""
NARROW = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz()-/."
WIDE = NARROW.translate({ord(character): ord(character) + 0xFEE0 for character in NARROW})
"""Characters that a keyboard for Chinese makes of full width; to look for them first is ten times as fast as to translate each number."""
ALIKE = (
    (r"[〔［【〖「《〈\[{]", "("),
    (r"[〕］】〗」》〉\]}]", ")"),
    ("[‐‑‒–—―−]", "-"),
    (r"[\s\p{Z}第]|号$|\.0$", ""),
)
"""What people take for one another in a number, and what may be there or not."""
NOT_PLAIN = r"[^0-9A-Za-z./_#-]|^0|\.0$"
"""Of numbers that are written in several ways, one at least has something of this."""


def few(settled: Settled) -> bool:
    """Whether there are so few cases that all that is noticed is looked for."""
    return settled.cases <= MOST_CASES


def of_rows(
    database: Database,
    scanned: Sequence[Scanned],
    settled: Settled,
    texts: Spellings,
    rulesets: Sequence[Ruleset],
    one: OneName,
) -> Iterator[Text]:
    """All of it."""
    yield from _midnights(database, scanned)
    yield from promised_midnights(database, scanned, rulesets)
    yield from placeholders(database, scanned)
    yield from begun_again(database, scanned, texts, rulesets, one, few(settled))
    if few(settled):
        yield from samples(database, scanned, texts)
        yield from _numbers_alike(database, scanned, one)
        yield from unnumbered(database, scanned, texts, rulesets, one)
        yield from of_values(database, scanned, rulesets)
        yield from unbegun(database, scanned, texts, rulesets, one)
        if not one.shared:
            yield from parted(database, scanned, one)
    if len(scanned) > 1:
        yield from _same_bytes([one for n, one in enumerate(scanned) if settled.events.get(n)])
        if sum(settled.events.values()) <= MOST_EVENTS:
            yield from _same_events(database, scanned, one)


def _midnights(database: Database, scanned: Sequence[Scanned]) -> Iterator[Text]:
    """Times that state midnight: a spreadsheet writes 0:00 behind a date where it saves a cell of date and time as CSV."""
    midnight = "FILTER (WHERE lo = CAST(CAST(lo AS DATE) AS TIMESTAMP))"
    found = database.rows(
        f"SELECT n, place FROM (SELECT file, count(*) AS exact_, count(*) {midnight} AS n, min(rowid) {midnight} AS place "
        f"FROM raw WHERE lo IS NOT NULL AND hi = lo GROUP BY file) m WHERE n > 1 AND n >= {SHARE} * exact_ ORDER BY place"
    )
    if not found:
        return
    total, ((place, _),), more = sum(n for n, _ in found), places(database, scanned, [found[0][1]]), len(found) - 1
    others = Text(f"，另有{more}个文件" if more else "", f", and {more} other file{'s' * (more != 1)}" if more else "")
    yield Text(
        f"{total} 个时间写作零点整（如{place.zh}{others.zh}），按零点读，不按全天：表格软件把日期另存为 CSV 时会带上 0:00。"
        "只知道日期的，请设为不带时分的日期格式后重新保存，否则以小时计的期限和同一天内的先后会判错",
        f"{total} times state midnight (such as {place.en}{others.en}) and are read as that instant, not as the day: a "
        "spreadsheet writes 0:00 behind a date that it saves as CSV. Where only the day is known, format the cells as dates and save "
        "again; else deadlines in hours and the order within a day may be judged wrong",
    )


def _numbers_alike(database: Database, scanned: Sequence[Scanned], one: OneName) -> Iterator[Text]:
    """Numbers of one agency and matter that differ in brackets, width, dashes, blanks, 第, a last 号 or leading noughts alone."""
    if not database.rows(f"SELECT 1 FROM raw WHERE lo IS NOT NULL AND regexp_matches(case_no, '{NOT_PLAIN}') LIMIT 1"):
        return
    bare = (
        f"CASE WHEN regexp_matches(case_no, '[{WIDE}]') THEN translate(case_no, '{WIDE}', '{NARROW}') ELSE case_no END"
    )
    for pattern, instead in ALIKE:
        bare = f"regexp_replace({bare}, '{pattern}', '{instead}', 'g')"
    found = database.rows(
        "SELECT min(place), max(place) FROM (SELECT matter, agency, place, "
        "CASE WHEN regexp_matches(bare, '^[0-9]+$') THEN ltrim(bare, '0') ELSE bare END AS key FROM ("
        f"SELECT {one.matter} AS matter, {one.agency} AS agency, min(raw.rowid) AS place, {bare} AS bare FROM raw{one.join} "
        f"WHERE raw.lo IS NOT NULL AND raw.case_no <> '' GROUP BY {one.of_agency}) n) k "
        "GROUP BY matter, agency, key HAVING count(*) > 1 ORDER BY 1"
    )
    if not found:
        return
    (at, this), (also, other) = places(database, scanned, found[0])
    yield Text(
        f"{len(found)} 组案件编号只是写法不同（括号、全角半角、空格、前面的0等），按不同的案件核查："
        f"如{at.zh}的“{this}”和{also.zh}的“{other}”。是同一件的，请改成一致，否则已经公开的会判为未公开",
        f"{len(found)} case number(s) are written in several ways (brackets, full and half width, blanks, leading noughts) and taken "
        f"for different cases: such as “{this}” in {at.en} and “{other}” in {also.en}. Where it is one case, write them alike; else "
        "what was published counts as missing",
    )


def _same_bytes(scanned: Sequence[Scanned]) -> Iterator[Text]:
    """Files that are copies of each other; the sheets of a workbook are one file."""
    files: dict[str, dict[str, None]] = defaultdict(dict)
    for table in (one.table for one in scanned):
        if table.digest:
            files[table.digest.value][table.file.removesuffix(f":{table.sheet}")] = None
    copies = [list(names) for names in files.values() if len(names) > 1]
    for names in copies[:1]:
        shown, n, more = names[:SHOWN], len(names), len(copies) - 1
        others = Text(f"；另有{more}组" if more else "", f"; and {more} more such" if more else "")
        yield Text(
            f"{n} 个文件内容完全相同，每份都计入了，同一件事会算几次：{'、'.join(shown)}"
            f"{'等' if n > len(shown) else ''}{others.zh}。请只留一份",
            f"{n} files have the same content and each counts, so that one thing counts several times: {', '.join(shown)}"
            f"{' …' if n > len(shown) else ''}{others.en}. Keep one of them",
        )


def _same_events(database: Database, scanned: Sequence[Scanned], one: OneName) -> Iterator[Text]:
    """Events that stand in several files or sheets: the same matter, agency, case number, action and time."""
    found = database.rows(
        "SELECT first, last FROM (SELECT min(raw.rowid) AS first, max(raw.rowid) AS last, min(raw.file) AS a, max(raw.file) AS b "
        f"FROM raw{one.join} WHERE raw.lo IS NOT NULL AND raw.case_no <> '' "
        f"GROUP BY {one.of_agency}, raw.action, raw.lo, raw.hi) e WHERE a <> b ORDER BY first"
    )
    if found:
        (at, _), (also, _) = places(database, scanned, found[0])
        yield Text(
            f"{len(found)} 条记录在几个文件或工作表里都有（事项、单位、编号、环节、时间都相同），各计一次：如{at.zh}和{also.zh}。"
            "重复登记的请只留一处，否则同一件事会算几次",
            f"{len(found)} event(s) stand in several files or sheets (the same matter, agency, number, action and time), and each "
            f"counts: such as {at.en} and {also.en}. Keep one of them; else one thing counts several times",
        )
