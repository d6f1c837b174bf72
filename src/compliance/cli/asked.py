"""What the options of a check ask for: a request, with every time and name in them read."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.cli.limited import limits_said
from compliance.cli.options import generated

if TYPE_CHECKING:
    from compliance.checking import Request
    from compliance.diagnostics import Text
    from compliance.diagnostics.diagnostic import Language
    from compliance.log.times import Stated


def request_of(
    log: list[str],
    *,
    ruleset: list[str] | None = None,
    rule: list[str] | None = None,
    mapping: Path | None = None,
    as_of: str | None = None,
    start: str | None = None,
    end: str | None = None,
    agency: list[str] | None = None,
    roster: bool = False,
    ignore: str = "",
    show_personal: bool = False,
    waivers: Path | None = None,
    memory: str | None = None,
    since: Path | None = None,
    language: "Language | None" = None,
    limit: list[str] | None = None,
) -> "Request":
    """What the options ask for. Raises Refused for a value that cannot be used."""
    from compliance.checking.check import Request
    from compliance.engine.asked import Asked
    from compliance.rulesets.builtin import ZONE

    for option, names in (("--agency", agency), ("--ruleset", ruleset), ("--rule", rule)):
        _check_text(option, names or [])
    clock = _clock(as_of)
    asked = Asked(
        as_of=clock(ZONE),
        cut=_cut(start, end),
        agencies=tuple(agency) if agency else None,
        roster=roster,
        ignore=_ignored(ignore),
    )
    return Request(
        logs=tuple(log),
        asked=asked,
        rulesets=tuple(ruleset or ()),
        rules=tuple(rule or ()),
        mapping=mapping,
        waivers=waivers,
        folder=Path.cwd(),
        as_of=clock,
        generated=generated(),
        command=("compliance", *sys.argv[1:]),
        show_personal=show_personal,
        memory=memory,
        since=since,
        language=language,
        limits=limits_said(limit or []),
    )


def on_spark(request: "Request", master: str) -> "Request":
    """The same request on a cluster: `SPARK_REMOTE` names one that is spoken to by Spark Connect."""
    import logging
    from dataclasses import replace

    from compliance.diagnostics import Diagnostic, Refused, Text
    from compliance.engine.spark.cluster import Cluster

    if request.since is not None:
        title = Text("--since 不能与 --engine spark 合用", "--since does not go with --engine spark")
        hint = Text(
            "在集群上重新核查全部，或去掉 --engine spark", "check everything anew there, or leave --engine spark out"
        )
        raise Refused([Diagnostic("usage/spark", title, hint=hint)])
    # What Spark's connection logs of a run that was stopped is a traceback; what went wrong is told by this program.
    logging.getLogger().addHandler(logging.NullHandler())
    proxied = any(os.environ.get(name) for name in ("grpc_proxy", "https_proxy", "http_proxy"))
    remote = os.environ.get("SPARK_REMOTE")
    if not remote:
        # An empty one names nothing, but to Spark.
        os.environ.pop("SPARK_REMOTE", None)
    return replace(request, cluster=Cluster(master, remote or None, proxied=proxied))


def _check_text(option: str, names: list[str]) -> None:
    """Raises Refused for a name that is no text: bytes of another encoding, say."""
    from compliance.diagnostics import Diagnostic, Refused, Text

    for name in names:
        try:
            name.encode()
        except UnicodeEncodeError:
            title = Text(f"{option} 的值不是文字", f"the value of {option} is no text")
            hint = Text("请用 UTF-8 的终端重新输入", "type it anew in a terminal that speaks UTF-8")
            raise Refused([Diagnostic("usage/text", title, hint=hint)]) from None


def put_right_day(text: str | None) -> date | None:
    """The day by which problems are to be put right. Raises Refused for what is no day."""
    return None if text is None else _day(text, "--put-right-by")


def _clock(text: str | None) -> Callable[[str], datetime]:
    """The instant as of which, by the clock of a time zone: what the user gives, or the end of today.

    What a machine's own clock shows is another day than its office's where it stands, or is set, in another zone.
    """
    if text is not None:
        return lambda zone: _instant(text, zone)
    now = datetime.now(UTC)

    def today(zone: str) -> datetime:
        from zoneinfo import ZoneInfo

        return datetime.combine(now.astimezone(ZoneInfo(zone)).date(), datetime.max.time())

    return today


def _instant(text: str, zone: str) -> datetime:
    """A time as the user gives it: a date means its last microsecond."""
    from compliance.diagnostics import Diagnostic, Refused, Text
    from compliance.log.times import parse_time

    stated = _one_time(parse_time(text, zone))
    if isinstance(stated, Text):
        title = Text(f"--as-of 的值 “{text}” 读不出时间：{stated.zh}", f"--as-of “{text}” is no time: {stated.en}")
        raise Refused([Diagnostic("usage/time", title, hint=Text("写作 2018-12-31", "write 2018-12-31"))])
    return stated.interval.hi


def _cut(start: str | None, end: str | None) -> tuple[date | None, date | None]:
    """The days between which is judged. Raises Refused where they are the wrong way round, for no day lies between them."""
    from compliance.diagnostics import Diagnostic, Refused, Text

    first = None if start is None else _day(start, "--from")
    last = None if end is None else _day(end, "--to")
    if first and last and first > last:
        title = Text(f"--from（{first}）晚于 --to（{last}）", f"--from ({first}) is after --to ({last})")
        hint = Text("两个日期是不是写反了？", "are the two the wrong way round?")
        raise Refused([Diagnostic("usage/date", title, hint=hint)])
    return first, last


def _day(text: str, option: str) -> date:
    """A date as the user gives it: the first day of a month or year for --from, the last for --to."""
    from compliance.diagnostics import Diagnostic, Refused, Text
    from compliance.log.times import parse_time

    stated = _one_time(parse_time(text))
    if isinstance(stated, Text):
        title = Text(f"{option} 的值 “{text}” 读不出日期：{stated.zh}", f"{option} “{text}” is no date: {stated.en}")
        raise Refused([Diagnostic("usage/date", title, hint=Text("写作 2018-01-01", "write 2018-01-01"))])
    return (stated.interval.lo if option == "--from" else stated.interval.hi).date()


def _one_time(stated: "Stated | Text") -> "Stated | Text":
    """The time; of a range only the beginning would count, and nobody would be told: it says why it is none."""
    from compliance.diagnostics import Text

    if isinstance(stated, Text) or stated.until is None:
        return stated
    return Text("这是起止两个时间，这里只写一个", "it is a range, and one time stands here")


def _ignored(text: str) -> frozenset[str]:
    from compliance.diagnostics import Diagnostic, Refused, Text

    ignored = frozenset(part.strip() for part in text.split(",") if part.strip())
    unknown = sorted(ignored - {"channels", "elements"})
    if unknown:
        title = Text(f"--ignore 不认识 “{unknown[0]}”", f"--ignore does not know “{unknown[0]}”")
        raise Refused(
            [Diagnostic("usage/ignore", title, hint=Text("可用：channels,elements", "known: channels,elements"))]
        )
    return ignored
