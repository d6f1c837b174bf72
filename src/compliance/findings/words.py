"""The reason of a finding in words and figures, Chinese and English, as an auditor would write it."""

from __future__ import annotations

from collections.abc import Callable

from compliance.calendars.durations import UNITS, figure_words
from compliance.calendars.figure import Figure
from compliance.diagnostics import Text
from compliance.findings.acts import action
from compliance.findings.circumstances import Act, Circumstances, Doubt
from compliance.findings.owed import as_of, happened, owed
from compliance.findings.phrases import NOTHING, count, instant, joined, met_share, quoted, stamp, where
from compliance.findings.verdict import Verdict


def reason(facts: Circumstances) -> Text:
    """Why the obligation has its verdict: what was owed, what came, what lacks, in a sentence or two."""
    outcome = _OUTCOMES[facts.verdict](facts)
    main = joined([owed(facts), outcome if outcome.zh else facts.verdict.words])
    sentences = [main, _early(facts), _refused_claim(facts), _not_by_itself(facts)]
    kept = [sentence for sentence in sentences if sentence.zh]
    return Text(
        "".join([f"{said.zh}。" for said in kept]), " ".join([f"{said.en[0].upper()}{said.en[1:]}." for said in kept])
    )


def _met(facts: Circumstances) -> Text:
    if facts.nil and facts.completed:
        filed = happened(facts.completed, facts.trigger_source)
        return Text(f"{filed.zh}，本期无应公开内容", f"{filed.en} says there is nothing to disclose")
    if facts.kind == "lasts":
        return joined([_days_lasted(facts), Text("符合要求", "as required")])
    if facts.kind == "check":
        return _attested(facts)
    if facts.kind == "share":
        return joined([_cases(facts), Text("达到要求", "as required")])
    return joined([_actual(facts), _nth_day(facts), Text("未超期", "in time")])


def _late(facts: Circumstances) -> Text:
    return joined([_steps(facts), _actual(facts), lateness(facts.days_late, facts.hours_late, facts.workdays_late)])


def lateness(days: int | None, hours: float | None, workdays: int | None = None) -> Text:
    """逾期1天（1个工作日）, 逾期2.5小时, 逾期不足1天."""
    if hours == 0 and not days:
        return Text("逾期不足3分钟", "late by less than 3 minutes")
    if hours is not None and not days:
        return Text(f"逾期{hours:g}小时", f"{count(hours, 'hour')} late")
    if not days:
        return Text("逾期不足1天", "late by less than a day")
    more = _hours_too(hours) if hours is not None else NOTHING
    if workdays:
        more = Text(f"（{workdays}个工作日）", f" ({count(workdays, 'working day')})")
    return Text(f"逾期{days}天{more.zh}", f"{count(days, 'day')} late{more.en}")


def _hours_too(hours: float) -> Text:
    """Beside the days: from one day into the next it may have been minutes."""
    if hours == 0:
        return Text("（不足3分钟）", " (by less than 3 minutes)")
    return Text(f"（{hours:g}小时）", f" ({count(hours, 'hour')})")


def _missing(facts: Circumstances) -> Text:
    if facts.kind == "check":
        return _attested(facts)
    now, words = as_of(facts), action(facts.action)
    if facts.early:
        return Text(f"{now.zh}没有可计入的{words.zh}记录", f"{now.en} the log has no record of {words.en} that counts")
    of, that = _fulfilling(facts)
    return Text(f"{now.zh}没有{of}{words.zh}记录", f"{now.en} the log has no record of {words.en}{that}")


def _fulfilling(facts: Circumstances) -> tuple[str, str]:
    """符合“级别 = 重大”的, where others that do not fulfil the condition may be in the log: they do not count."""
    if not facts.condition:
        return "", ""
    condition = _inside(facts.condition)
    return f"符合“{condition}”的", f" with “{condition}”"


def _inside(condition: str) -> str:
    """A condition as it stands in quotation marks."""
    return condition.translate({ord("“"): "‘", ord("”"): "’"})


def _incomplete(facts: Circumstances) -> Text:
    if facts.kind == "share":
        return _cases(facts) if facts.judged_cases else _shortfall(facts)
    if facts.kind == "lasts":
        return joined([_shortfall(facts) if facts.counted is None else _days_lasted(facts), lacking(facts)])
    came = happened(facts.done, facts.trigger_source) if facts.done else NOTHING
    return joined([came, _shortfall(facts), lacking(facts)])


def _pending(facts: Circumstances) -> Text:
    now = as_of(facts)
    if facts.standing_since:
        return Text(f"{now.zh}尚未恢复计算", f"{now.en} it has not resumed")
    return Text(f"{now.zh}尚未到期", f"{now.en} not due yet")


def _exempt(facts: Circumstances) -> Text:
    if facts.claim is None:
        return Text("依法豁免", "released by an exemption")
    record = where(facts.claim.source, facts.trigger_source)
    return Text(
        f"记录主张“{facts.claim.ground}”{record.zh}，属于允许的豁免情形",
        f"a record claims “{facts.claim.ground}”{record.en}, a ground that the rule allows",
    )


def _manual(facts: Circumstances) -> Text:
    if facts.result is None:
        of, that = _fulfilling(facts)
        return Text(f"尚无{of}自查记录，须人工核查", f"no attestation{that} is in the log yet; a person must judge")
    return joined([_attested(facts), Text("不能据此判定，须人工核查", "that decides nothing; a person must judge")])


def _undetermined(facts: Circumstances) -> Text:
    return _DOUBTS[facts.doubt](facts) if facts.doubt else Text("依据现有记录不能判定", "the records do not decide it")


_OUTCOMES: dict[Verdict, Callable[[Circumstances], Text]] = {
    Verdict.MISSING: _missing,
    Verdict.LATE: _late,
    Verdict.INCOMPLETE: _incomplete,
    Verdict.UNDETERMINED: _undetermined,
    Verdict.MANUAL: _manual,
    Verdict.PENDING: _pending,
    Verdict.MET: _met,
    Verdict.EXEMPT: _exempt,
}


def _actual(facts: Circumstances) -> Text:
    """实际公开2018-09-06（第4行）."""
    if facts.completed is None:
        return NOTHING
    act = facts.completed
    words, time, record = action(act.action), stamp(act.time), where(act.source, facts.trigger_source)
    return Text(f"实际{words.zh}{time.zh}{record.zh}", f"actual {words.en} {time.en}{record.en}")


def _steps(facts: Circumstances) -> Text:
    """A first act that was not all, beside the one that completed it: of two times that overlap nobody knows which came first."""
    if facts.done is None or facts.completed is None or facts.done == facts.completed:
        return NOTHING
    first = happened(facts.done, facts.trigger_source)
    return Text(f"{first.zh}本身尚不完整", f"{first.en} was not complete by itself")


def _nth_day(facts: Circumstances) -> Text:
    """为第18个工作日; said of days and working days alone, and not of an act on the day of the trigger itself."""
    if not facts.counted or facts.counted < 1 or facts.figure is None:
        return NOTHING
    words = figure_words(Figure(facts.counted, facts.figure.unit))
    return Text(f"用时{words.zh}", f"{words.en} after it")


def _days_lasted(facts: Circumstances) -> Text:
    if facts.counted is None or facts.figure is None:
        return NOTHING
    if facts.counted < 0:
        return Text("止日早于起日", "it ended before it began")
    words = figure_words(Figure(facts.counted, facts.figure.unit))
    return Text(f"实为{words.zh}", f"it lasted {words.en}")


def _shortfall(facts: Circumstances) -> Text:
    """仅2次: the figures of `2 of 3`, `18 of 20 days`, `93.1% of 95%`."""
    if not facts.shortfall:
        return NOTHING
    actual = facts.shortfall.partition(" of ")[0]
    unit = UNITS[facts.figure.unit][0][0] if facts.kind == "lasts" and facts.figure else ""
    noun = "次" if facts.kind == "count" else unit
    of, that = _fulfilling(facts) if facts.kind == "count" else ("", "")
    return Text(f"{of}仅{actual}{noun}", f"only {facts.shortfall}{that}")


def lacking(facts: Circumstances) -> Text:
    """缺渠道：甲、乙；缺内容：丙；不符合要求：丁."""
    kinds = (
        ("缺渠道", "lacks the channel", facts.missing_channels),
        ("缺内容", "lacks the content", facts.missing_elements),
        ("不符合要求", "does not meet the requirement", facts.missing_requirements),
    )
    return joined(Text(f"{zh}：{quoted(names).zh}", f"{en} {quoted(names).en}") for zh, en, names in kinds if names)


def _cases(facts: Circumstances) -> Text:
    if facts.judged_cases is None or facts.met_cases is None:
        return NOTHING
    if not facts.judged_cases:
        return Text("尚无可计的案件", "no case is judged yet")
    rate = f"{float(met_share(facts.met_cases, facts.judged_cases, facts.share or 0)):g}%"
    return Text(
        f"应计{facts.judged_cases}件，合规{facts.met_cases}件，占{rate}",
        f"{facts.met_cases} met of {count(facts.judged_cases, 'case')} judged, {rate}",
    )


def _attested(facts: Circumstances) -> Text:
    result = facts.result or ""
    if facts.done is None:
        return Text(f"自查结果为“{result}”", f"the attestation says “{result}”")
    said = happened(facts.done)
    return Text(f"{said.zh}，结果为“{result}”", f"{said.en} says “{result}”")


def _no_calendar(facts: Circumstances) -> Text:
    year = facts.about or ""
    if "-" in year:
        return Text(
            f"{year}是否上班，下一年的放假安排还可能调整，期限暂时不能推算，不作猜测",
            f"next year's notice of holidays may still change {year}, so the due date is not known yet and not guessed",
        )
    return Text(
        f"工作日历不含{year}年，无法推算期限，不作猜测"
        if year
        else "工作日历没有覆盖所需的年份，无法推算期限，不作猜测",
        f"the calendar does not cover {year or 'the years needed'}, so the due date is unknown and not guessed",
    )


def _condition_unknown(facts: Circumstances) -> Text:
    inside = _inside(facts.about or "")
    return Text(
        f"记录没有写明适用条件“{inside}”所需的内容，或写得不够明确，不能断定规则是否适用",
        f"the record does not state, or not exactly enough, what the condition “{inside}” needs: it is unknown whether the rule applies",
    )


def _no_figure(facts: Circumstances) -> Text:
    named = facts.named or ""
    zh = f"“{named}”的期限自{facts.about}起才有规定" if facts.about else f"“{named}”在该日尚无规定"
    en = f"“{named}” has a figure only since {facts.about}" if facts.about else f"“{named}” has no figure on that date"
    return Text(f"{zh}，此前起算的不能判定", f"{en}, so an earlier trigger cannot be judged")


def _no_promise(facts: Circumstances) -> Text:
    return Text(
        f"“{facts.column}”栏为空，或所写的不是可读的日期，期限不明",
        f"its column “{facts.column}” is empty or states no date that can be read, so the due date is not known",
    )


def _not_precise(facts: Circumstances) -> Text:
    return joined(
        [
            _steps(facts),
            _actual(facts),
            _at_latest(facts),
            Text("所记时间不够精确，不能断定是否超期", "the times as stated allow both in time and late"),
        ]
    )


def _at_latest(facts: Circumstances) -> Text:
    """Where another step than the last to begin may have been the last to be done."""
    if facts.at_latest is None:
        return NOTHING
    end = instant(facts.at_latest)
    return Text(f"全部完成最迟可能在{end}", f"it may have become complete as late as {end}")


def _nothing_yet(facts: Circumstances) -> Text:
    now, words = as_of(facts), action(facts.action)
    return Text(
        f"{now.zh}没有完整的{words.zh}记录，而期限因所记时间不够精确，不能断定是否已过",
        f"{now.en} there is no complete record of {words.en}, and the times as stated leave open whether it was due",
    )


def _no_column(facts: Circumstances) -> Text:
    """The act came, but the log has no column that would say whether it was where, or contained what, the rule asks."""
    zh = {Doubt.CHANNELS: "渠道", Doubt.ELEMENTS: "内容"}.get(facts.doubt or Doubt.CONTENT, "渠道和内容")
    en = {Doubt.CHANNELS: "channel", Doubt.ELEMENTS: "elements"}.get(
        facts.doubt or Doubt.CONTENT, "channel or elements"
    )
    names = quoted((*facts.missing_channels, *facts.missing_elements))
    what = Text(f"（{names.zh}）", f" ({names.en})") if names.zh else NOTHING
    act = facts.completed or facts.done
    came = happened(act, facts.trigger_source) if act else NOTHING
    return joined(
        [
            came,
            Text(
                f"台账没有{zh}栏，不能断定{zh}是否符合要求{what.zh}",
                f"the log has no {en} column, so it is unknown whether it met what is required{what.en}",
            ),
        ]
    )


def _no_until(facts: Circumstances) -> Text:
    return Text(
        "记录没有写明截止时间，不能断定期限是否足够",
        "the record does not say until when, so it is unknown whether it lasted long enough",
    )


def _span_open(facts: Circumstances) -> Text:
    return joined(
        [
            _days_lasted(facts),
            Text(
                "起止时间不够精确或有栏目缺失，不能断定是否符合要求",
                "the times as stated, or a column the log lacks, leave open whether that is enough",
            ),
        ]
    )


def _share_open(facts: Circumstances) -> Text:
    n = int(facts.about or 0)
    cases = count(n, "undetermined case")
    return joined([_cases(facts), Text(f"另有{n}件待核实，足以改变结论", f"the {cases} could turn it either way")])


_DOUBTS: dict[Doubt, Callable[[Circumstances], Text]] = {
    Doubt.CALENDAR: _no_calendar,
    Doubt.CONDITION: _condition_unknown,
    Doubt.DURATION: _no_figure,
    Doubt.COLUMN: _no_promise,
    Doubt.PRECISION: _not_precise,
    Doubt.CHANNELS: _no_column,
    Doubt.ELEMENTS: _no_column,
    Doubt.CONTENT: _no_column,
    Doubt.NOW: _nothing_yet,
    Doubt.UNTIL: _no_until,
    Doubt.SPAN: _span_open,
    Doubt.SHARE: _share_open,
}


def _early(facts: Circumstances) -> Text:
    """An act before its trigger."""
    if facts.early is None:
        return NOTHING
    act: Act = facts.early
    came = happened(act, facts.trigger_source)
    trigger = action(facts.trigger.action) if facts.trigger else Text("起算的环节", "its trigger")
    return Text(f"{came.zh}早于{trigger.zh}，不计入", f"{came.en} came before {trigger.en} and does not count")


def _refused_claim(facts: Circumstances) -> Text:
    if facts.claim is None or facts.claim.allowed or facts.verdict is Verdict.EXEMPT:
        return NOTHING
    record = where(facts.claim.source, facts.trigger_source)
    return Text(
        f"记录主张“{facts.claim.ground}”{record.zh}，但规则不允许以此豁免",
        f"a record claims “{facts.claim.ground}”{record.en}, but the rule does not allow that ground",
    )


def _not_by_itself(facts: Circumstances) -> Text:
    if facts.counts:
        return NOTHING
    return Text("本件计入比例，不单独计为问题", "this case counts towards the share and not by itself")
