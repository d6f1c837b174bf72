"""Links as evidence: the date that a page carries in its address, and a page that stands for many cases."""

from __future__ import annotations

from datetime import datetime

from compliance.diagnostics import Text
from compliance.engine.inspecting.entries import EXAMPLES, FIRST_ROWS, Entries
from compliance.findings.inspection import Hint

ONE_PAGE = 3
"""Cases with one link from which on it is told."""
ADDRESS = "(?i)://|^/.|^[a-z0-9-]+([.][a-z0-9-]+)*[.][a-z]{2,}([/:?#]|$)"
"""What begins as an address does: 无, 见附件 and the words that a link is shown as (查看原文) are none."""
YEAR = "(?:19|20)[0-9]{2}"
ASKED = "(?i)[?&][a-z_]*(?:date|time|day)="
DAYS = (
    f"t({YEAR})([0-9]{{2}})([0-9]{{2}})_",
    f"/({YEAR})[-_/]([0-9]{{1,2}})[-_/]([0-9]{{1,2}})(?:[-_/.]|$)",
    f"/({YEAR})[-_/]?([0-9]{{2}})([0-9]{{2}})(?:[-_/.]|$)",
    f"{ASKED}({YEAR})[-_/]([0-9]{{1,2}})[-_/]([0-9]{{1,2}})(?:[^0-9]|$)",
    f"{ASKED}({YEAR})([0-9]{{2}})([0-9]{{2}})(?:[^0-9]|$)",
)
MONTHS = (f"/({YEAR})[-_/]?([0-9]{{1,2}})/",)
"""How the addresses of government sites state the day (or the month) of a document: `/2018/0312/`, `/2018-03/12/`,
`/art/2018/3/12/art_1.html`, `/t20180312_1.html`, `/201803/`, `?pubdate=2018-03-12`."""


def dated_later(entries: Entries, as_of: datetime) -> Hint | None:
    """Publications before the date in the address of their page; what comes after `as_of` is a number and no date."""
    dated = (
        f"SELECT * FROM (SELECT *, {_date_in('url')} AS made FROM entry WHERE url LIKE '%/%' "
        f"AND action IN (SELECT name FROM called WHERE text = 'publish')) WHERE made <= DATE '{as_of:%Y-%m-%d}'"
    )
    early = f"SELECT * FROM ({dated}) WHERE hi < made"
    total = entries.one(f"SELECT count(*) FROM ({early})")
    if not total:
        return None
    of = entries.one(f"SELECT count(*) FROM ({dated})")
    found = entries.rows(
        f"SELECT lo::DATE, made, url, [{{'file': file, 'line': line}}] FROM ({early}) "
        f"ORDER BY made - lo::DATE DESC, file, line LIMIT {EXAMPLES}"
    )
    return Hint(
        "inspect/before-page",
        total,
        Text(
            f"{total}条公开早于链接里的日期（写有日期的链接共{of}条）",
            f"{total} of {of} publications whose link has a date {'is' if total == 1 else 'are'} earlier than that date",
        ),
        Text(
            "网页那时还没有；公开日期可能提前填写。网站迁移也会让旧文件的链接带上新日期",
            "the page did not exist yet: the date may have been put earlier. A site that was moved also gives old "
            "documents addresses of a later date",
        ),
        Text(
            "打开链接，对照网页上的发布时间；迁移过的，附原网页的截图或存档",
            "open the link and compare the time on the page; after a move, attach proof of the old page",
        ),
        tuple(
            entries.example(
                Text(f"写{said}公开，链接为{made}：{url}", f"published {said}, link of {made}: {url}"), rows
            )
            for said, made, url, rows in found
        ),
    )


def one_link(entries: Entries) -> Hint | None:
    """Pages that are given as the evidence of several cases."""
    groups = (
        "SELECT trim(url) AS page, count(DISTINCT (matter, agency, coalesce(case_no, line::VARCHAR))) AS cases, "
        f"{FIRST_ROWS} AS rows FROM entry WHERE regexp_matches(trim(url), '{ADDRESS}') "
        f"AND action IN (SELECT name FROM called WHERE text = 'publish') GROUP BY page HAVING cases >= {ONE_PAGE}"
    )
    total, pages = entries.rows(f"SELECT coalesce(sum(cases), 0), count(*) FROM ({groups})")[0]
    if not pages:
        return None
    found = entries.rows(f"SELECT page, cases, rows FROM ({groups}) ORDER BY cases DESC, page LIMIT {EXAMPLES}")
    return Hint(
        "inspect/one-link",
        int(total),
        Text(
            f"{pages}个链接各用于{ONE_PAGE}件以上的公开，共{total}件",
            f"{pages} link{' stands' if pages == 1 else 's each stand'} for {ONE_PAGE} or more publications, {total} together",
        ),
        Text(
            "首页或栏目页证明不了哪一件已经公开；几件同在一页的除外",
            "a front page does not show that one case was published, unless the page has them all",
        ),
        Text("链接写到具体网页", "give the address of each page itself"),
        tuple(entries.example(Text(f"{page}：{n}件", f"{page}: {n}"), rows) for page, n, rows in found),
    )


def _date_in(url: str) -> str:
    """SQL for the first day that an address states; of a month alone its first day; NULL where there is none."""
    days = [_as_date(url, pattern, 3) for pattern in DAYS]
    return f"coalesce({', '.join([*days, *(_as_date(url, pattern, 2) for pattern in MONTHS)])})"


def _as_date(url: str, pattern: str, parts: int) -> str:
    year, month, day = (f"regexp_extract({url}, '{pattern}', {n})" if n <= parts else "'1'" for n in range(1, 4))
    return f"TRY_CAST({year} || '-' || {month} || '-' || {day} AS DATE)"
