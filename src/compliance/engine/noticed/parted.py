"""Cases that one agency begins and another goes on with: each agency's events of a number are a case of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.noticed.places import places
from compliance.engine.scan import Scanned


def parted(database: Database, scanned: Sequence[Scanned]) -> Iterator[Text]:
    """Numbers of a matter of which an agency that begins nothing has an event; `begins` tells what does, see `begun`."""
    found = database.rows(
        "SELECT place, other FROM ("
        "SELECT bool_or(starts) AS anyone, bool_and(starts) AS everyone, min(place) FILTER (WHERE starts) AS place, "
        "min(place) FILTER (WHERE NOT starts) AS other FROM ("
        "SELECT raw.matter, raw.case_no, raw.agency, min(raw.rowid) AS place, bool_or(b.action IS NOT NULL) AS starts "
        "FROM raw LEFT JOIN begins b ON b.matter = raw.matter AND b.action = raw.action "
        "WHERE raw.lo IS NOT NULL AND raw.case_no <> '' GROUP BY raw.matter, raw.case_no, raw.agency"
        ") a GROUP BY matter, case_no) c WHERE anyone AND NOT everyone ORDER BY place"
    )
    if found:
        (at, number), (also, _) = places(database, scanned, found[0])
        yield Text(
            f"{len(found)} 个案件编号由一个单位起算、另一个单位也有记录（如“{number}”：{at.zh}和{also.zh}），各单位的按不同的案件核查。"
            '几个单位共办一件的，在 ruleset.toml 的 [log] 下写 cases = "shared"；编号碰巧相同的不必管',
            f"{len(found)} case number(s) are begun by one agency while another has records of them, too (such as “{number}”: {at.en} and "
            f'{also.en}); what each agency has is a case of its own. Where agencies share a case, write cases = "shared" under [log] '
            "of ruleset.toml; numbers that are the same by chance do no harm",
        )
