"""A report held against a new computation, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import Verdict
from compliance.findings.phrases import count, instant, period
from compliance.findings.verified import Became, Difference, Differing, Kind, Source, Verified
from compliance.reports.labels import LABELS
from compliance.reports.lines import Lines
from compliance.reports.tidy import LONGEST_REASON, tidy

SCHEMA = "compliance-verification/1"
SHOWN = 50
"""Findings of one kind that the text lists at most."""
HASH_SHOWN = 12
"""Digits of a hash that the text shows; the JSON has all."""
TITLE = Text("报告复算", "A report computed again")
REPORT, TOOL, FINDINGS = Text("报告", "Report"), Text("工具版本", "Tool"), Text("核查结果", "Findings")
TOTALS, OUTPUTS = Text("汇总", "Totals"), Text("同批文件", "Same run")
KINDS = {
    Kind.LOG: Text("台账", "Log"),
    Kind.RULESET: Text("规则集", "Ruleset"),
    Kind.MAPPING: Text("映射文件", "Mapping"),
    Kind.WAIVERS: Text("暂缓文件", "Waivers"),
}
VERDICT_WORDS = {verdict.value: verdict.words for verdict in Verdict}
SAME = Text("相同", "the same")
NOT_HELD = Text(
    "没有核对：由另一版本写出，或是接着以前的报告写的",
    "not compared: another version wrote it, or it went on from an earlier report",
)
HOLDS = Text("报告成立：复算的结果与报告逐项相同。", "The report holds: computed again, it is the same item by item.")
OTHER_SOURCES = Text(
    "报告所依据的材料已变，结果与报告不同。", "What the report was made of has changed, and so has what it says."
)
ONLY_SOURCES = Text(
    "报告所依据的材料已变，各项结果仍与报告相同。",
    "What the report was made of has changed; what it says is still the same.",
)
ALTERED = Text(
    "材料没有变，结果却与报告不同：报告可能被改动过。",
    "What the report was made of is the same and what it says is not: the report may have been altered.",
)
OTHER_TOOL = Text(
    "材料没有变，结果与报告不同：报告由另一版本的工具得出，或被改动过。",
    "What the report was made of is the same and what it says is not: it was made by another version, or altered.",
)


def as_text(verified: Verified, language: Language, width: int = 80, encoding: str = "utf-8") -> str:
    """Lines of at most `width` columns in the characters that `encoding` has, with a newline at the end."""
    return "\n".join(_Page(verified, language, width, encoding).lines()) + "\n"


class _Page(Lines):
    """Says line after line."""

    def __init__(self, verified: Verified, language: Language, width: int, encoding: str) -> None:
        super().__init__(language, width, encoding, 10 if language == "zh" else 12)
        self.verified = verified

    def lines(self) -> Iterator[str]:
        found = self.verified
        yield self.said(TITLE)
        yield "-" * self.width
        yield from self.field(REPORT, found.report)
        yield from self.field(LABELS["as_of"], instant(found.as_of))
        yield from self.field(TOOL, self.said(_version(found.version)))
        for source in found.sources:
            yield from self.field(KINDS[source.kind], f"{source.name}{self.said(_standing(source))}")
        for before, now in found.calendars:
            said = Text(f"报告用{before}，现为{now}", f"the report has {before}, now {now}")
            yield from self.field(LABELS["calendar"], self.said(said))
        yield from self.field(FINDINGS, self.said(_counts(found)))
        n = len(found.totals)
        yield from self.field(TOTALS, self.said(Text(f"{n}处有出入", f"{n} differ{'s' * (n == 1)}") if n else SAME))
        for name, same in found.outputs.items():
            said = NOT_HELD if same is None else SAME if same else Text("与复算写出的不同", "not what it would be now")
            yield from self.field(OUTPUTS, f"{name}{self.said(LABELS['colon'])}{self.said(said)}")
        for became in Became:
            yield from self.differing(became)
        if found.totals:
            yield from self.heading(f"{self.said(TOTALS)} {n}")
            for one in found.totals[:SHOWN]:
                yield from self.difference(one, "  ")
            yield from self.more(n - SHOWN)
        yield ""
        yield from self.paragraph(self.said(conclusion(found)))

    def heading(self, text: str) -> list[str]:
        return ["", *self.paragraph(text), "-" * self.width]

    def differing(self, became: Became) -> Iterator[str]:
        found = self.verified.of(became)
        if not found:
            return
        yield from self.heading(f"{self.said(became.words)} {len(found)}")
        for one in found[:SHOWN]:
            yield from self.paragraph(self.said(_named(one)), "", "    ")
            for difference in one.differences:
                yield from self.difference(difference, "    ")
        yield from self.more(len(found) - SHOWN)

    def difference(self, one: Difference, indent: str) -> list[str]:
        before, now = _value(one.before), _value(one.now)
        said = Text(
            f"{one.key}：报告 {before.zh}；复算 {now.zh}", f"{one.key}: the report has {before.en}; now {now.en}"
        )
        return self.paragraph(self.said(said), indent, f"{indent}  ")

    def more(self, n: int) -> list[str]:
        said = Text(f"还有{n}项，见 -o 复算.json", f"{n} more: see -o verified.json")
        return [self.said(said)] if n > 0 else []


def conclusion(verified: Verified) -> Text:
    """Whether the report holds, in a sentence."""
    if verified.holds:
        return HOLDS
    if not all(source.same for source in verified.sources):
        return OTHER_SOURCES if verified.differing or verified.totals else ONLY_SOURCES
    return ALTERED if len(set(verified.version)) == 1 and not verified.calendars else OTHER_TOOL


def _version(version: tuple[str, str]) -> Text:
    before, now = version
    if before == now:
        return Text(f"{now}：相同", f"{now}: the same")
    return Text(f"报告用{before}，现为{now}", f"the report has {before}, now {now}")


def _standing(source: Source) -> Text:
    if source.same:
        return Text(f"：{SAME.zh}（SHA-256 {_short(source.now)}…）", f": {SAME.en} (SHA-256 {_short(source.now)}…)")
    if source.before is None:
        return Text("：报告没有用它，现在用了", ": not used by the report, but now")
    if source.now is None:
        return Text("：报告用了它，现在没有用", ": used by the report, but not now")
    before, now = _short(source.before), _short(source.now)
    return Text(
        f"：已变（SHA-256 报告 {before}…，现在 {now}…）", f": changed (SHA-256 {before}… in the report, now {now}…)"
    )


def _short(digest: str | None) -> str:
    return (digest or "")[:HASH_SHOWN]


def _counts(verified: Verified) -> Text:
    parts = [(Text("相同", "the same"), verified.same), *((b.words, len(verified.of(b))) for b in Became)]
    told = [(words, n) for words, n in parts if n or words.zh == "相同"]
    return Text("，".join(f"{w.zh}{n}项" for w, n in told), ", ".join(f"{n} {w.en}" for w, n in told))


def _named(one: Differing) -> Text:
    """`[rule] matter agency case verdict`, as far as the report has them."""
    found = one.record
    given = found.get("period")
    when = period(given) if isinstance(given, str) else Text("", "")
    verdict = VERDICT_WORDS.get(str(found.get("verdict")), Text("", ""))
    whose = " ".join(str(found[key]) for key in ("matter", "agency", "case") if found.get(key))
    start = f"[{found.get('rule', '?')}] {whose}"
    return Text(
        " ".join(f"{start} {when.zh} {verdict.zh}".split()), " ".join(f"{start} {when.en} {verdict.en}".split())
    )


def _value(value: Any) -> Text:
    """A value as JSON has it; of lists of two lengths the text says the length, the JSON the whole."""
    if isinstance(value, (list, dict)) and value:
        return Text(f"{len(value)}项", count(len(value), "entry", "entries"))
    said = tidy(json.dumps(value, ensure_ascii=False), LONGEST_REASON)
    return Text(said, said)


def as_json(verified: Verified) -> str:
    """The same for programs, schema `compliance-verification/1`."""
    return (
        json.dumps(
            {
                "schema": SCHEMA,
                "report": verified.report,
                "as_of": verified.as_of.isoformat(),
                "holds": verified.holds,
                "version": _both(*verified.version),
                "calendars": [_both(*pair) for pair in verified.calendars],
                "made_of": [
                    {"kind": one.kind.value, "name": one.name, **_both(one.before, one.now), "same": one.same}
                    for one in verified.sources
                ],
                "summary": {"same": verified.same, **{b.value: len(verified.of(b)) for b in Became}},
                "outputs": dict(verified.outputs),
                "totals": [_difference(one) for one in verified.totals],
                "findings": [
                    {
                        "became": one.became.value,
                        "differences": [_difference(difference) for difference in one.differences],
                        "finding": dict(one.record),
                    }
                    for one in verified.differing
                ],
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _both(before: str | None, now: str | None) -> dict[str, str | None]:
    return {"report": before, "now": now}


def _difference(one: Difference) -> dict[str, object]:
    return {"key": one.key, "report": one.before, "now": one.now}
