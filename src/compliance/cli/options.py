"""What several commands take: the languages, and the options that say what is checked."""

import os
import re
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Lang(StrEnum):
    """Languages of reports and messages."""

    zh = "zh"
    en = "en"


class ListFormat(StrEnum):
    """How a list is written."""

    text = "text"
    json = "json"


LangOption = Annotated[Lang, typer.Option("--lang", help="语言。  The language.")]
LangGivenOption = Annotated[Lang | None, typer.Option("--lang", help="语言。  The language.")]
RulesetLangOption = Annotated[
    Lang | None,
    typer.Option("--lang", help="语言，默认随规则集。  The language; the ruleset's unless told otherwise."),
]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet", help="只报错误。  Only errors.")]
ListFormatOption = Annotated[
    ListFormat, typer.Option("--format", help="标准输出的格式。  What goes to standard output.")
]
RulesetsOption = Annotated[
    list[str] | None,
    typer.Option("-r", "--ruleset", metavar="NAME|DIR", help="规则集。  A ruleset, built in or a folder."),
]
RuleOption = Annotated[
    list[str] | None, typer.Option("--rule", metavar="TEXT", help="当场给出的规则。  A rule given on the spot.")
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="TIME", help="检查时点，默认今天。  Judged as of then; today unless given."),
]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="检查期间的第一天。  First day of the window.")
]
ToOption = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="检查期间的最后一天。  Last day of the window.")
]
AgencyOption = Annotated[
    list[str] | None, typer.Option("--agency", metavar="NAME", help="只检查这些单位。  Audit these agencies.")
]
RosterOption = Annotated[
    bool, typer.Option("--roster", help="检查规则集列出的全部单位。  Audit all agencies that the ruleset lists.")
]
MappingOption = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="FILE", help="映射文件，说明各列的含义。  A mapping file: what columns mean."),
]
PersonalOption = Annotated[
    bool,
    typer.Option(
        "--show-personal",
        help="身份证号和电话号码照原样显示。  Show numbers of identity cards and telephones as they stand.",
    ),
]
WaiversOption = Annotated[
    Path | None,
    typer.Option(
        "--waivers",
        metavar="FILE",
        help="暂缓文件，默认为 compliance.toml 旁（没有则为当前文件夹）的 waivers.toml。  "
        "Waivers; else waivers.toml beside compliance.toml, or here.",
    ),
]
MemoryOption = Annotated[
    str | None,
    typer.Option(
        "--memory",
        metavar="SIZE",
        help="数据库至多用多少内存，如 8GB，默认 1.4GB（记录大的更多），其余存盘。  "
        "Memory that the database may take, such as 8GB; else 1.4GB, of a large log more. The rest lies on disk.",
    ),
]
SinceOption = Annotated[
    Path | None,
    typer.Option(
        "--since",
        metavar="REPORT",
        help="接着以前的报告（.parquet 或 .json）核查：只重新评定新记录涉及的案件。  "
        "Go on from an earlier report: only cases that new rows touch are judged again.",
    ),
]


class Engine(StrEnum):
    """What works the rules out: the embedded database, or Apache Spark."""

    duckdb = "duckdb"
    spark = "spark"


EngineOption = Annotated[
    Engine,
    typer.Option(
        "--engine",
        help="在本机算（duckdb），或在 Spark 集群上算（spark）。  On this machine, or on a cluster of Apache Spark.",
    ),
]
SparkMasterOption = Annotated[
    str,
    typer.Option(
        "--spark-master",
        metavar="MASTER",
        help="Spark 的主节点；设了环境变量 SPARK_REMOTE 则用 Spark Connect。  Where Spark runs; SPARK_REMOTE: Connect.",
    ),
]
LimitOption = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=SIZE",
        help="放宽一项限额，如 cell=4MB。  Set a limit to another value, such as cell=4MB.",
    ),
]
IgnoreOption = Annotated[
    str,
    typer.Option("--ignore", metavar="LIST", help="不计渠道或内容：channels,elements。  Leave these out of account."),
]
PutRightByOption = Annotated[
    str | None,
    typer.Option(
        "--put-right-by",
        metavar="DATE",
        help="工作簿和函件里的整改时限。  The day by which problems are to be put right.",
    ),
]


def generated() -> datetime:
    """When the report is made: `SOURCE_DATE_EPOCH` (seconds) fixes it; what is no time of ours does not."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    fixed = re.fullmatch(r"[0-9]{1,11}", epoch)
    return datetime.fromtimestamp(int(epoch), UTC) if fixed else datetime.now(UTC).replace(microsecond=0)
