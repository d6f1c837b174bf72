"""A scorecard in words: the same sentences and figures for every format, none of which counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment
from compliance.findings.phrases import period
from compliance.findings.rounding import rounded
from compliance.findings.scorecard import Account, Credit, Deduction, Scorecard, SpreadWeight, Veto
from compliance.reports.called import agency_name
from compliance.reports.figures import number
from compliance.reports.labels import LABELS
from compliance.reports.links import Link, Places
from compliance.reports.tidy import LONGEST_REASON, cut, tidy

MOST_LINES = 300
"""Lines that a page lists for single agencies; what goes beyond it is in the JSON report."""
COLUMNS = (
    "rule",
    "matter",
    "verdict",
    "score_findings",
    "score_each",
    "score_asked",
    "score_cap",
    "score_points",
    "score_gain",
    "score_named",
)
"""What a line of deductions says, by the names of its labels."""
DECIMALS = 4
"""Of the figures in the JSON report."""


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One deduction, every figure formatted; in the order of `COLUMNS`."""

    rule: str
    matter: str
    verdict: str
    findings: str
    each: str
    asked: str
    cap: str
    points: str
    gain: str
    named: str
    links: tuple[Link, ...]
    """The same names, each with the place of its finding on the page."""
    more: str
    """That not all are named; else empty."""

    @property
    def cells(self) -> list[str]:
        """What stands under `COLUMNS`."""
        return [getattr(self, name.removeprefix("score_")) for name in COLUMNS]


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One deduction of a single agency in words, with the cases or periods it is for."""

    text: str
    links: tuple[Link, ...]
    more: str


@dataclass(frozen=True, slots=True)
class AgencyScore:
    """The score of one agency with its lines."""

    name: str
    score: str
    grade: str
    sentences: tuple[str, ...]
    lines: tuple[AgencyLine, ...]
    """In words: a table each would be long."""


@dataclass(frozen=True, slots=True)
class ScoreView:
    """The score of all agencies together, and of each; empty `score` where nothing is scored."""

    score: str
    grade: str
    columns: tuple[str, ...]
    sentences: tuple[str, ...]
    lines: tuple[ScoreLine, ...]
    agencies: tuple[AgencyScore, ...]
    cut: str


def score_view(assessment: Assessment, language: Language, places: Places) -> ScoreView:
    """What a page shows of the scores, with links to the findings that stand at these places."""
    card = assessment.summary.card
    several = len(assessment.agencies) > 1
    agencies: list[AgencyScore] = []
    listed = 0
    for agency in assessment.agencies if several else ():
        if agency.card.score is None or listed > MOST_LINES:
            continue
        lines = lines_of(agency.card, language, _of_agency(places, agency.agency))
        listed += len(lines)
        if listed <= MOST_LINES:
            agencies.append(_agency(agency.agency, agency.card, lines, language))
    scored = sum(agency.card.score is not None for agency in assessment.agencies) if several else 0
    more = scored - len(agencies)
    cut = (
        Text(f"另有{more}个单位的明细见 JSON 报告。", f"{more} more agencies: see the JSON report.")
        if more
        else Text("", "")
    )
    return ScoreView(
        score=number(card.score) if card.score is not None else "",
        grade=tidy(card.grade or ""),
        columns=tuple(LABELS[name].said(language) for name in COLUMNS),
        sentences=sentences(card, language),
        lines=lines_of(card, language, places),
        agencies=tuple(agencies),
        cut=cut.said(language),
    )


def _agency(name: str, card: Scorecard, lines: tuple[ScoreLine, ...], language: Language) -> AgencyScore:
    return AgencyScore(
        agency_name(name, language),
        number(card.score),
        tidy(card.grade or ""),
        sentences(card, language),
        tuple(AgencyLine(_told(line, "").said(language), line.links, line.more) for line in _costliest(lines)),
    )


def _of_agency(places: Places, agency: str) -> Places:
    return {key: [place for place in found if place.agency == agency] for key, found in places.items()}


def sentences(card: Scorecard, language: Language) -> tuple[str, ...]:
    """What the score covers, how it was worked out, what vetoes and waivers do to it, and what could become of it."""
    texts = [coverage(card)]
    several = len(card.accounts) > 1
    for account in card.accounts:
        texts += [_formula(account, several), *map(_bonus, account.bonus), *map(_spread, account.spread)]
        texts += [_veto(veto, account, several) for veto in account.vetoes]
    if several and card.score is not None:
        texts.append(_joint(card))
    if card.waived:
        texts.append(_waived(card))
    if card.best is not None and card.score is not None and card.best > card.score:
        best = number(card.best)
        texts.append(Text(f"若所列各项均合规，得分为{best}分。", f"If everything listed were met: {best}."))
    return tuple(tidy(text.said(language), LONGEST_REASON) for text in texts)


def coverage(card: Scorecard) -> Text:
    """计分9项（应公开12项）；2项待定（待核实或人工核查），未计分，可能改变得分。"""
    zh, en = (
        f"计分{card.scored}项（应公开{card.obligations}项）",
        f"{card.scored} of {card.obligations} obligations scored",
    )
    if not card.open:
        return Text(f"{zh}。", f"{en}.")
    them = "it" if card.open == 1 else "they"
    return Text(
        f"{zh}；{card.open}项待定（待核实或人工核查），未计分，可能改变得分。",
        f"{en}; {card.open} open: {them} may still change the score.",
    )


def _formula(account: Account, several: bool) -> Text:
    """得分 = 100 × (96 − 11) ÷ 96 = 88.5."""
    name = Text(f"{account.ruleset}：", f"{account.ruleset}: ") if several else Text("", "")
    if account.method == "share":
        lost = account.weight - account.earned
        parts = [f"100 × ({_plain(account.weight)} − {_plain(lost)}) ÷ {_plain(account.weight)}"]
    else:
        parts = [f"100 − {_plain(account.deducted)}"]
    zh = en = "".join(parts)
    if account.added:
        zh, en = f"{zh} + {_plain(account.added)}", f"{en} + {_plain(account.added)}"
    if account.beyond:
        sign, beyond = ("+", account.beyond) if account.beyond > 0 else ("−", -account.beyond)
        zh = f"{zh} {sign} {_plain(beyond)}（超出0至100分的部分）"
        en = f"{en} {sign} {_plain(beyond)} (beyond 0 to 100)"
    if account.vetoed:
        zh, en = f"{zh} − {_plain(account.vetoed)}（单项否决）", f"{en} − {_plain(account.vetoed)} (veto)"
    mean = Text("", "")
    if account.agencies > 1 and account.method == "deductions":
        n = account.agencies
        mean = Text(f"，为{n}个单位的平均", f", the mean of {n} agencies")
    result = number(account.score)
    return Text(f"{name.zh}得分 = {zh} = {result}{mean.zh}。", f"{name.en}score = {en} = {result}{mean.en}.")


def _joint(card: Scorecard) -> Text:
    """各规则集按权重平均：(3 × 66.7 + 2.5 × 0) ÷ 5.5 = 36.4, and whose the points of the lines below are."""
    weighed = " + ".join(f"{_plain(one.weight)} × {number(one.score)}" for one in card.accounts)
    mean = f"({weighed}) ÷ {_plain(sum(one.weight for one in card.accounts))} = {number(card.score)}"
    lines = Text("", "")
    if any(one.deductions for one in card.accounts):
        lines = Text(
            "扣分和若合规可加，都以该规则的规则集得分计。",
            " Points and gains are of the score of the rule's own ruleset.",
        )
    return Text(
        f"各规则集按权重平均：{mean}。{lines.zh}", f"The rulesets together, each by its weight: {mean}.{lines.en}"
    )


def _bonus(line: Credit) -> Text:
    rules, cap = list(line.rules), ("", "")
    if line.cap is not None:
        cap = (f"，封顶{_plain(line.cap)}分", f", capped at {_plain(line.cap)}")
    points, each = _plain(line.points), _plain(line.each)
    return Text(
        f"加分：{'、'.join(rules)}，{line.findings}项 × {each}分{cap[0]}，加{points}分。",
        f"Bonus: {', '.join(rules)}, {line.findings} × {each}{cap[1]}: {points}.",
    )


def _spread(line: SpreadWeight) -> Text:
    rules, weight = list(line.rules), _plain(line.weight)
    return Text(
        f"不适用的规则 {'、'.join(rules)} 的权重{weight}，摊到“{line.matter}”的其他核查结果。",
        f"The weight {weight} of {', '.join(rules)}, which do not apply, is carried by the other findings of “{line.matter}”.",
    )


def _veto(veto: Veto, account: Account, several: bool) -> Text:
    """Where there are more, of which agencies and of which ruleset the score is 0."""
    clause = f"，{veto.citation}" if veto.citation else ""
    clause_en = f", {veto.citation}" if veto.citation else ""
    who = list(filter(None, veto.agencies)) if account.agencies > 1 else []
    whose = Text(f"（{'、'.join(who)}）", f" ({', '.join(who)})") if who else Text("", "")
    theirs = Text("所列单位", "their score") if who else Text("", "the score")
    under = Text(f"在{account.ruleset}中", f" of {account.ruleset}") if several else Text("", "")
    n = veto.findings
    return Text(
        f"单项否决：{veto.rule} {veto.title}{clause}，有{n}项问题{whose.zh}，{theirs.zh}{under.zh}得分为0。",
        f"Veto: {veto.rule} {veto.title}{clause_en}, {n} gap{'s' * (n != 1)}{whose.en}, so {theirs.en}{under.en} is 0.",
    )


def _waived(card: Scorecard) -> Text:
    n, without = card.waived, number(card.unwaived)
    return Text(
        f"暂缓{n}项，未计入；如不暂缓，得分为{without}。",
        f"{n} waived and left out; without waivers the score would be {without}.",
    )


def lines_of(card: Scorecard, language: Language, places: Places | None = None) -> tuple[ScoreLine, ...]:
    """Every deduction of a card, in its order; where a page has `places`, with links to them."""
    return tuple(
        _line(line, language, _links(line, account, places or {}, language))
        for account in card.accounts
        for line in account.deductions
    )


def _links(line: Deduction, account: Account, places: Places, language: Language) -> tuple[Link, ...]:
    """Each name in words, with the finding that it is of; of an agency with how many it has, the first of them."""
    several = account.agencies > 1
    found: dict[str, Link] = {}
    for place in places.get((account.ruleset, line.rule, line.verdict), ()):
        found.setdefault(place.agency if several else place.key, Link(place.words, place.id))
    links = []
    for name in dict.fromkeys(line.named):  # several duties of one case name it once
        link = found.get(name.rpartition(" ")[0] if several else name)
        words = period(name).said(language) if line.periods else name
        links.append(Link(link.text if link and not several else tidy(words), link.id if link else ""))
    return tuple(links)


def _line(line: Deduction, language: Language, links: tuple[Link, ...]) -> ScoreLine:
    clause = f" {line.citation}" if line.citation else ""
    named = [link.text for link in links]
    more = Text(" 等", " …") if line.left and named and not _counted(line) else Text("", "")
    separator = Text("、", ", ").said(language)
    return ScoreLine(
        rule=tidy(line.rule),
        matter=tidy(f"{line.title}{clause}"),
        verdict=line.verdict.words.said(language),
        findings=str(line.findings),
        each="—" if line.each is None else _plain(line.each),
        asked=_plain(line.asked),
        cap="" if line.cap is None else _plain(line.cap),
        points=f"−{_plain(line.points)}" if line.points else "0",
        gain=f"+{_plain(line.gain)}",
        named=separator.join(named) + more.said(language),
        links=links,
        more=more.said(language),
    )


def _counted(line: Deduction) -> bool:
    """Whether agencies are named with how many each has, and these are all."""
    counts = [name.rpartition(" ")[2] for name in line.named]
    return all(n.isdigit() for n in counts) and sum(map(int, counts)) == line.findings


def told(lines: Iterable[ScoreLine], language: Language, most: int) -> list[str]:
    """The costliest lines in words, for a terminal or a mail: `[县-1] 预决算 逾期3项 扣2.6分，若合规可加2.6分：2018-01 等`."""
    return [_told(line, line.named).said(language) for line in _costliest(lines)[:most]]


def _costliest(lines: Iterable[ScoreLine]) -> list[ScoreLine]:
    return sorted(lines, key=lambda line: float(line.points.replace("−", "-")))


def _told(line: ScoreLine, names: str) -> Text:
    named = Text(f"：{names}", f": {names}") if names else Text("", "")
    head = f"[{line.rule}] {line.matter}"
    return Text(
        f"{head} {line.verdict}{line.findings}项 扣{line.points.lstrip('−')}分，若合规可加{line.gain.lstrip('+')}分{named.zh}",
        f"{head} {line.findings} {line.verdict} {line.points}, if met {line.gain}{named.en}",
    )


def card_record(card: Scorecard) -> dict[str, Any]:
    """The card as the JSON report has it: its fields by name but `periods`, figures to `DECIMALS`, no text endless."""
    plain: dict[str, Any] = _rounded(card)
    return plain


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, str):
        return cut(value)
    if is_dataclass(value):
        return {part.name: _rounded(getattr(value, part.name)) for part in fields(value) if part.name != "periods"}
    return [_rounded(one) for one in value] if isinstance(value, Sequence) else value


def _plain(value: float) -> str:
    """A figure to two decimals at most."""
    return f"{rounded(value, 2):g}" if abs(value) < 1e6 else f"{value:.0f}"
