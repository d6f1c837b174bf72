"""Whether a check can go on from an earlier report, as far as that is known before the log is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from compliance import __version__
from compliance.calendars import working_days
from compliance.diagnostics import Diagnostic, Text
from compliance.diagnostics.diagnostic import Language
from compliance.engine.asked import Asked
from compliance.engine.session import Session
from compliance.findings import Assessment, FileUsed
from compliance.findings.earlier import Earlier, Terms
from compliance.findings.waiver import Waiver
from compliance.reports.earlier import read_earlier
from compliance.reports.privacy import without_numbers
from compliance.rulesets.model import Ruleset

SAID = {
    "first": Text("检查期间（--from）", "the window (--from)"),
    "last": Text("检查期间（--to）", "the window (--to)"),
    "agencies": Text("所查单位（--agency）", "the agencies audited (--agency)"),
    "roster": Text("是否检查全部单位（--roster）", "whether all agencies of the ruleset are audited (--roster)"),
    "ignore": Text("不计的栏目（--ignore）", "what is left out of account (--ignore)"),
    "personal": Text("是否显示个人号码（--show-personal）", "whether personal numbers are shown (--show-personal)"),
}


class GoingOn:
    """A check that is to go on from an earlier report as far as it can, and says where it cannot."""

    def __init__(
        self,
        path: Path,
        workdir: Path,
        terms: Terms,
        as_of: datetime,
        mapping: FileUsed | None,
        waivers: FileUsed | None,
        language: Language | None,
    ) -> None:
        """Raises Refused where the file is no report that holds every finding."""
        self.earlier = read_earlier(path, workdir)
        self.language = language
        self.why = difference(self.earlier, terms, as_of, mapping, waivers)

    @property
    def before(self) -> Mapping[str, int]:
        """How many bytes of each file of the log the report was made of."""
        return {} if self.why else {one.file: one.size for one in self.earlier.inputs}

    def assess(
        self, session: Session, rulesets: Sequence[Ruleset], asked: Asked, waivers: Sequence[Waiver]
    ) -> Assessment:
        """The assessment: what is new, and what still holds of the report; or all anew, with a warning that says why."""
        from compliance.engine.since import NotResumed

        why = self.why or other_rulesets(self.earlier, rulesets, self.language)
        if why is None:
            try:
                return session.assess(rulesets, asked, waivers, self.earlier)
            except NotResumed as not_resumed:
                why = not_resumed.why
        assessment = session.assess(rulesets, asked, waivers)
        return replace(assessment, warnings=(*assessment.warnings, all_anew(self.earlier, why)))


def difference(
    earlier: Earlier,
    terms: Terms,
    as_of: datetime,
    mapping: FileUsed | None,
    waivers: FileUsed | None,
) -> Text | None:
    """Why nothing of the report can be taken over: what decides a finding is not as it was. None: so far nothing."""
    if earlier.version != __version__:
        return Text(
            f"原报告是版本 {earlier.version} 写的，本版本是 {__version__}",
            f"it was written by version {earlier.version}, this is {__version__}",
        )
    if earlier.as_of > as_of:
        return Text("原报告的检查时点晚于这次", "it was made as of a later time than is asked now")
    for name, said in SAID.items():
        now = terms if earlier.terms.personal else without_numbers(terms)
        if getattr(earlier.terms, name) != getattr(now, name):
            return Text(f"{said.zh}与原报告不同", f"{said.en}: not as in the report")
    for (zh, en), then, used in (
        (("映射文件", "the mapping file"), earlier.mapping, mapping),
        (("暂缓文件", "the waivers"), earlier.waivers, waivers),
    ):
        if then != (used.digest if used else None):
            return Text(f"{zh}与原报告不同", f"{en}: not as in the report")
    return None


def other_rulesets(earlier: Earlier, used: Sequence[Ruleset], language: Language | None) -> Text | None:
    """The same of the rulesets, of the working-day calendar that each counts by, and of the language of the report."""
    if earlier.language != (language or used[0].language):
        return Text("报告语言（--lang）与原报告不同", "the language (--lang): not as in the report")
    if [(one.id, one.digest) for one in used] != [(name, digest) for name, digest, _ in earlier.rulesets]:
        return Text("规则集与原报告不同", "the rulesets: not as in the report")
    found = [working_days(one.calendar, one.holidays, one.workdays).source for one in used]
    if [source.zh if earlier.language == "zh" else source.en for source in found] != [
        calendar for _, _, calendar in earlier.rulesets
    ]:
        return Text("工作日历与原报告不同", "the working-day calendar: not as in the report")
    return None


def all_anew(earlier: Earlier, why: Text) -> Diagnostic:
    """Says that all was checked, and why."""
    title = Text(
        f"没有接着 {earlier.file} 核查，全部重新核查：{why.zh}",
        f"everything was checked, not only what is new since {earlier.file}: {why.en}",
    )
    hint = Text("结果不受影响，只是用时更长", "the findings are the same, it only takes longer")
    return Diagnostic("since/all-anew", title, hint=hint, severity="warning")
