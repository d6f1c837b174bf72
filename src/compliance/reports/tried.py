"""What came of the examples of a ruleset, as text: those that fail with what was found and why, then how many hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import Finding, Verdict
from compliance.findings.tried import Tried

NOTHING = Text("没有义务", "no obligation")
NOT_SHOWN = {
    Verdict.MET: Text("合规的示例", "an example that is met"),
    Verdict.MISSING: Text(
        "不合规的示例（逾期、不完整或未公开）", "an example that is not met (late, incomplete or missing)"
    ),
}
"""What a rule's examples may lack."""


def as_text(ruleset: str, tried: Sequence[Tried], language: Language) -> str:
    """The failing examples, then a line that counts all."""
    failed = [trial for trial in tried if not trial.passed]
    total = Text(
        f"{ruleset}：{len(tried)} 个示例，" + (f"{len(failed)} 个不符。" if failed else "全部符合。"),
        f"{ruleset}: {len(tried)} example{'s' * (len(tried) != 1)}, "
        + (f"{len(failed)} not as expected." if failed else "all as expected."),
    )
    if not tried:
        total = Text(f"{ruleset}：没有示例，什么也没有检验。", f"{ruleset}: no example, so nothing was tried.")
    return "\n\n".join([*(_failed(trial, language) for trial in failed), total.said(language)]) + "\n"


def gaps_as_text(gaps: Iterable[tuple[str, Sequence[Verdict]]], language: Language) -> str:
    """The rules that some example is lacking of, a line each."""
    lines = []
    for rule, lacking in gaps:
        joint = Text("、", " and ").said(language).join(NOT_SHOWN[verdict].said(language) for verdict in lacking)
        lines.append(Text(f"{rule} 缺 {joint}", f"{rule} lacks {joint}").said(language))
    none = Text("每条规则都有合规和不合规的示例。", "Every rule has an example that is met and one that is not.")
    return "\n".join(lines or [none.said(language)]) + "\n"


def _failed(trial: Tried, language: Language) -> str:
    expected = [_named(key, verdict, language) for key, verdict in trial.expected]
    found = [_named(_key(f, trial), f.verdict, language) for f in trial.findings]
    joint = Text("，", ", ").said(language)
    lines = [
        Text(f"{trial.rule} 示例“{trial.title}”不符", f"{trial.rule}: the example “{trial.title}” fails").said(
            language
        ),
        f"  --> {trial.file}:{trial.line}",
        f"  {Text('应为', 'expected').said(language)}: {joint.join(expected)}",
        f"  {Text('实为', 'found').said(language)}: {joint.join(found) or NOTHING.said(language)}",
    ]
    reasons = [finding.reason for finding in trial.differing] or [silent.reason for silent in trial.not_triggered]
    return "\n".join([*lines, *(f"  {reason.said(language)}" for reason in reasons)])


def _named(key: str | None, verdict: Verdict, language: Language) -> str:
    return f"{key} {verdict.words.said(language)}" if key else verdict.words.said(language)


def _key(finding: Finding, trial: Tried) -> str | None:
    """The period or the case, where the example tells its findings apart by it or there are several."""
    told = len(trial.findings) > 1 or any(key for key, _ in trial.expected)
    return (finding.period or finding.case) if told else None
