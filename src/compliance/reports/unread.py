"""Files of a log that could not be read among others that could, said where nobody can miss it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment, LogRead, Unread
from compliance.reports.figures import rejected_headline
from compliance.reports.tidy import LONGEST_REASON, tidy


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """One such file, as a report says it."""

    file: str
    why: str
    agencies: str
    """Whose findings may lack what stands in it, by its name; empty where that says nothing."""


def attention(assessment: Assessment) -> Text:
    """That files or rows could not be read; empty where all were."""
    n, rows = len(assessment.log.unread), rejected_headline(assessment)
    if not n:
        return rows
    one = n == 1
    files = Text(
        f"注意：有{n}个文件未能读取，其中的内容没有参加检查，有关单位的结论可能不全",
        f"Attention: {n} file{'' if one else 's'} could not be read and nothing in {'it' if one else 'them'} was checked: "
        "what is said of the agencies concerned may be incomplete",
    )
    if not rows.zh:
        return files
    return Text(f"{files.zh}；另{rows.zh.partition('：')[2]}", f"{files.en}; besides, {rows.en.partition(': ')[2]}")


def why(unread: Unread) -> Text:
    """What is wrong with the file, and what to do about it."""
    said = [
        Text(
            problem.title.zh + (f"（{problem.hint.zh}）" if problem.hint else ""),
            problem.title.en + (f" ({problem.hint.en})" if problem.hint else ""),
        )
        for problem in unread.problems
    ]
    return Text("；".join(text.zh for text in said), "; ".join(text.en for text in said))


def unread_rows(log: LogRead, language: Language) -> Sequence[UnreadRow]:
    """The files, in their order."""
    return [
        UnreadRow(
            tidy(unread.file),
            tidy(why(unread).said(language), LONGEST_REASON),
            Text("、", ", ").said(language).join(tidy(agency) for agency in unread.agencies),
        )
        for unread in log.unread
    ]


def told(row: UnreadRow, language: Language) -> str:
    """The file in one line."""
    concerned = (
        Text(f"（涉及单位：{row.agencies}）", f" (concerns {row.agencies})").said(language) if row.agencies else ""
    )
    return f"{row.file}{concerned}{Text('：', ': ').said(language)}{row.why}"
