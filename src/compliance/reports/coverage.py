"""The coverage of a document by its ruleset, as a Markdown table: clause, rules, questions, or why there is no duty."""

from __future__ import annotations

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings.phrases import count
from compliance.reports.tidy import tidy
from compliance.rulesets.coverage import Coverage, Covered
from compliance.rulesets.model import Ruleset

HEADS = {
    "zh": ("条款", "内容", "规则", "核查问题", "为什么没有任务"),
    "en": ("clause", "what", "rules", "questions", "why there is no duty"),
}


def as_markdown(ruleset: Ruleset, coverage: Coverage, language: Language = "zh") -> str:
    """The whole table, with the totals below it."""
    rows = [" | ".join(HEADS[language]), " | ".join(["---"] * 5), *(_row(covered) for covered in coverage.clauses)]
    table = "\n".join(f"| {row} |" for row in rows)
    return f"# {_plain(ruleset.title)}\n\n{table}\n\n{_totals(ruleset, coverage, language)}\n"


def _row(covered: Covered) -> str:
    clause = covered.clause
    cells = (clause.id, clause.title, "、".join(covered.rules), "、".join(covered.questions), clause.none or "")
    return " | ".join(map(_plain, cells))


def _plain(text: str) -> str:
    """Text in a line that is no tag and no end of a cell."""
    return tidy(text, len(text)).replace("|", "\\|").replace("<", "&lt;")


def _totals(ruleset: Ruleset, coverage: Coverage, language: Language) -> str:
    own = [rule for rule in ruleset.rules if ruleset.folder and rule.file.startswith(str(ruleset.folder))]
    duties = [duty for rule in own for duty in rule.duties]
    asked = sum(duty.kind == "check" for duty in duties)
    judged = len(duties) - asked
    clauses, empty = len(coverage.clauses), sum(bool(c.clause.none) for c in coverage.clauses)
    said = Text(
        f"{clauses} 个条款，其中没有任务的 {empty} 个；{len(own)} 条规则："
        f"台账能判定的义务 {judged} 项，人工核查的问题 {asked} 个。",
        f"{count(clauses, 'clause')}, {empty} of them without a duty; {count(len(own), 'rule')}: "
        f"{count(judged, 'duty', 'duties')} that a log decides, {count(asked, 'question')} for a person.",
    )
    return said.said(language)
