"""`waivers.toml` is read, or refused with the line, a mark under it and what to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from compliance.checking.settings import find_settings
from compliance.checking.waivers import load_waivers
from compliance.diagnostics import Refused, render

WHOLE = """\
[[waiver]]
rule = "甲-1"
agency = "财政局"
case = " A-1 "
reason = "系统升级"
approver = "区政府办"
from = 2018-09-01
expiry = "2018-12-31"
"""
LEAST = '[[waiver]]\nrule = "甲-1"\nreason = "…"\napprover = "…"\nexpiry = 2018-12-31\n'


def problems(tmp_path: Path, text: str | bytes) -> list[tuple[str, str, str]]:
    """The messages in both languages, with their codes."""
    path = tmp_path / "waivers.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(Refused) as refused:
        load_waivers(path)
    assert all(d.hint for d in refused.value.diagnostics)
    return [(d.code, render(d, "zh"), render(d, "en")) for d in refused.value.diagnostics]


def test_a_waiver_says_what_it_is_for_who_why_and_how_long(tmp_path: Path) -> None:
    """Dates with or without quotes; a case without blanks around it."""
    path = tmp_path / "waivers.toml"
    path.write_text(f"\ufeff{WHOLE}\n{LEAST}", encoding="utf-8")
    first, second = load_waivers(path)
    assert (first.rule, first.agency, first.case, first.reason, first.approver) == (
        "甲-1", "财政局", "A-1", "系统升级", "区政府办",
    )  # fmt: skip
    assert (first.start, first.end) == (date(2018, 9, 1), date(2018, 12, 31))
    assert (second.start, second.agency, second.case, second.period) == (None, None, None, None)
    assert first.place is not None and (first.place.line, first.place.source) == (2, 'rule = "甲-1"')


def test_an_empty_file_has_no_waivers(tmp_path: Path) -> None:
    """Nothing is wrong with it."""
    (tmp_path / "waivers.toml").write_text("# none\n", encoding="utf-8")
    assert load_waivers(tmp_path / "waivers.toml") == ()


@pytest.mark.parametrize(
    ("text", "code", "zh", "en"),
    [
        (LEAST + "until = 1\n", "waivers/unknown-key", "[waiver]（第 1 项）里没有", "has no key “until”"),
        (LEAST + 'agencie = "x"\n', "waivers/unknown-key", "是不是“agency”？", "did you mean “agency”?"),
        (LEAST.replace('reason = "…"\n', ""), "waivers/missing-key", "写明为什么暂缓", "say why it is waived"),
        (LEAST.replace('approver = "…"\n', ""), "waivers/missing-key", "写明由谁批准", "say who approved it"),
        (LEAST.replace("expiry = 2018-12-31\n", ""), "waivers/missing-key", "2018-08-08", "lacks “expiry”"),
        (LEAST.replace('rule = "甲-1"\n', ""), "waivers/missing-key", "缺少“rule”", "lacks “rule”"),
        (LEAST.replace("2018-12-31", '"年底"'), "waivers/value", "应是日期", "a date was expected"),
        (LEAST.replace("2018-12-31", "2018-13-31"), "waivers/toml", "日历上没有", "the calendar has no"),
        (LEAST + "from = 2019-01-01\n", "waivers/value", "from 和 expiry 的先后", "the order of from and expiry"),
        (LEAST.replace('"甲-1"', '""'), "waivers/value", "文字", "a text was expected"),
        (LEAST.replace("[[waiver]]", "[waiver]"), "waivers/value", "[[waiver]] 开头", "begins with [[waiver]]"),
        (LEAST.replace("[[waiver]]", "[[waivers]]"), "waivers/unknown-key", "[[waiver]] 开头", "begins with [[waiver]]"),
        ('waiver = "甲-1"\n', "waivers/value", "[[waiver]] 开头", "begins with [[waiver]]"),
        ("[[waiver]\n", "waivers/toml", "表头", "never closed"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_with_its_place(tmp_path: Path, text: str, code: str, zh: str, en: str) -> None:
    """File, line, a mark under it, and what to do; in the user's words."""
    ((found, chinese, english),) = problems(tmp_path, text)
    assert found == code
    assert zh in chinese and en in english
    assert "waivers.toml:" in english and "^" in english
    assert "Input should" not in english and "ruleset.toml" not in english


def test_every_error_is_told_at_once(tmp_path: Path) -> None:
    """Not one after the other."""
    assert len(problems(tmp_path, '[[waiver]]\nrule = 1\n[[waiver]]\nrule = "甲-1"\nwhy = ""\n')) == 8


@pytest.mark.parametrize("second", [LEAST.replace('reason = "…"\n', ""), f"{LEAST}from = 2019-01-01\n"])
def test_what_a_waiver_lacks_is_told_at_its_own_header(tmp_path: Path, second: str) -> None:
    """Not at the first of the file, however many stand before it."""
    ((_, chinese, _),) = problems(tmp_path, LEAST + second)
    assert "第 2 项" in chinese and "waivers.toml:6:3" in chinese


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """It says how to save it."""
    ((code, zh, _),) = problems(tmp_path, WHOLE.encode("gb18030"))
    assert code == "waivers/encoding" and "UTF-8" in zh


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """As the user wrote it."""
    with pytest.raises(Refused) as refused:
        load_waivers(tmp_path / "none.toml")
    assert refused.value.diagnostics[0].code == "waivers/not-found"


def test_waivers_are_found_beside_the_settings(tmp_path: Path) -> None:
    """Those of a folder above only where its `compliance.toml` is the one that holds."""
    below = tmp_path / "below"
    below.mkdir()
    (tmp_path / "waivers.toml").write_text("", encoding="utf-8")
    assert find_settings(tmp_path).waivers == tmp_path / "waivers.toml"
    assert find_settings(below).waivers is None
    (tmp_path / "compliance.toml").write_text("", encoding="utf-8")
    assert find_settings(below).waivers == tmp_path.resolve() / "waivers.toml"


def test_settings_in_another_encoding_are_told_as_such(tmp_path: Path) -> None:
    """Not as a ruleset of unreadable name that nobody finds."""
    (tmp_path / "compliance.toml").write_bytes('rulesets = ["我市"]\n'.encode("gb18030"))
    with pytest.raises(Refused) as refused:
        find_settings(tmp_path)
    assert refused.value.diagnostics[0].code == "settings/encoding"


def test_settings_and_waivers_that_lead_nowhere_are_not_taken_for_none(tmp_path: Path) -> None:
    """A share that is not mounted would have every waived gap counted, and every setting left out, without a word."""
    (tmp_path / "waivers.toml").symlink_to(tmp_path / "nowhere")
    assert find_settings(tmp_path).waivers == tmp_path / "waivers.toml"
    (tmp_path / "compliance.toml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(Refused) as refused:
        find_settings(tmp_path)
    assert refused.value.diagnostics[0].code == "file/unreadable"
