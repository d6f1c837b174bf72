import pytest

from compliance.log.columns import recognise
from compliance.log.model import HeaderMapping, Shape
from compliance.log.near_headers import near_headers


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("批准日其", "批准日期"),
        ("*批准日期", "批准日期"),
        ("批准日期（年月日）", "批准日期"),
        ("批准日期 (年月日)", "批准日期"),
        ("4.批准日期：", "批准日期"),
        ("县政府常务会议批准日期", "批准日期"),
        ("批准日期/文号", "批准日期"),
        ("牵头承办单位", "单位"),
        ("受理日期", None),
        ("计划批准日期", None),
        ("批准截止日期", None),
        ("应急批准日期", "批准日期"),
        ("事项名", None),
        ("公开方式", None),
        ("级别", None),
        ("批准日期", None),
    ],
)
def test_a_header_that_nearly_is_one_is_told(header, meant, vocabulary):
    """Of an attribute only, and only for what no other column is."""
    columns = recognise(["事项", header, "公开日期"], vocabulary).columns
    warnings = near_headers([("a.csv", columns), ("b.csv", columns)], vocabulary, None)
    assert [f"“{header}” (“{meant}”?)" in warning.title.en for warning in warnings] == [True] * (meant is not None)


@pytest.mark.parametrize("header", ["截止", "截止时间", "截止日期", "结束时间", "结束日期", "until"])
def test_the_end_of_a_consultation(header, vocabulary, roles):
    """By any of its names; else what has an end would be said to have none."""
    assert roles(recognise(["事项", "公开日期", header], vocabulary).columns)[-1] == "until"


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\u202e", "\ufeff", "\u00ad"])
def test_what_nobody_sees_makes_no_other_header(mark, vocabulary, roles):
    """Marks that come with what is copied from web pages and chats."""
    found = recognise([f"编{mark}号", f"{mark}事项", f"公开{mark}日期"], vocabulary)
    assert roles(found.columns) == ["case", "matter", "milestone:publish"]


def test_attributes_of_one_name_are_told_apart_from_all_others(vocabulary):
    """Also from one that is called as the second would be."""
    found = recognise(["公开日期", "级别", "级别 (2)", "级别"], vocabulary)
    assert [column.header for column in found.columns] == ["公开日期", "级别", "级别 (2)", "级别 (3)"]


def test_an_action_column_makes_an_event_log(vocabulary, roles):
    """In an event log 发生时间 is the time of the event."""
    found = recognise(["案件编号", "公开事项", "责任单位", "环节", "发生时间", "级别"], vocabulary)
    assert found.shape is Shape.EVENTS
    assert roles(found.columns) == ["case", "matter", "agency", "action", "time", "attribute"]
    assert found.problems == ()


def test_milestones_make_a_ledger(vocabulary, roles):
    """In any other file 发生时间 is when it occurred."""
    found = recognise(["编号", "事项", "发生时间", "公开日期", "新闻发布会时间"], vocabulary)
    assert found.shape is Shape.LEDGER
    assert roles(found.columns) == [
        "case",
        "matter",
        "milestone:occurrence",
        "milestone:publish",
        "milestone:press conference",
    ]


@pytest.mark.parametrize(
    ("header", "action"),
    [
        ("批准日期", "approval"),
        ("审批 时间", "approval"),
        ("approval_date", "approval"),
        ("Approval-Time", "approval"),
        ("approval at", "approval"),
        ("press_conference_at", "press conference"),
        ("press conference date", "press conference"),
        ("update_at", "update"),
        ("update_date", "update"),
        ("ＰＵＢＬＩＳＨ＿ＤＡＴＥ", "publish"),
        ("公开\n时间", "publish"),
        ("公 开 时 间", "publish"),
    ],
)
def test_a_milestone_is_an_action_and_a_word_for_its_time(header, action, vocabulary, roles):
    """Name or alias, then 日期, 时间, date, time or at, in any width and case."""
    found = recognise([header], vocabulary)
    assert roles(found.columns) == [f"milestone:{action}"]


@pytest.mark.parametrize("header", ["批准", "update", "审批人", "日期说明", "publish"])
def test_a_header_that_is_only_like_a_milestone_is_an_attribute(header, vocabulary, roles):
    """An action alone, or with another word after it, is no column of dates."""
    found = recognise([header, "公开日期"], vocabulary)
    assert roles(found.columns) == ["attribute", "milestone:publish"]


def test_a_time_alone_makes_a_list_of_publications(vocabulary, roles):
    """And a note says so."""
    found = recognise(["事项", "单位", "日期"], vocabulary)
    assert found.shape is Shape.PUBLICATIONS
    assert roles(found.columns) == ["matter", "agency", "time"]
    assert any("公开" in note.zh for note in found.notes)


@pytest.mark.parametrize("first", ["案件", "编号", "文号", " 流水号 ", "CASE"])
def test_headers_are_known_in_any_width_and_case(first, vocabulary, roles):
    """NFKC, trimmed, case folded; the header itself stays as it was written."""
    found = recognise([first, "Ｔｉｍｅ"], vocabulary)
    assert roles(found.columns) == ["case", "time"]
    assert found.columns[0].header == first


def test_two_columns_for_one_thing_are_named(vocabulary):
    """The message shows how a mapping file chooses."""
    (problem,) = recognise(["编号", "文号", "公开日期"], vocabulary).problems
    assert "“编号”" in problem.title.zh
    assert "“文号”" in problem.title.zh
    assert problem.hint is not None
    assert '"编号" = "case"' in problem.hint.zh


def test_two_columns_for_one_milestone_are_named_too(vocabulary):
    """批准 and 审批 are one action."""
    (problem,) = recognise(["批准日期", "审批日期"], vocabulary).problems
    assert "approval" in problem.title.en
    assert problem.hint is not None
    assert '"批准日期" = "approval"' in problem.hint.en
    assert problem.title.zh == "“批准日期”（第 1 列）和“审批日期”（第 2 列）都是“批准”"


def test_a_mapping_file_chooses_between_two_columns(vocabulary, roles):
    """The other one is kept as an attribute."""
    mapping = HeaderMapping(columns={"文号": "case"})
    found = recognise(["编号", "文号", "公开日期"], vocabulary, mapping)
    assert roles(found.columns) == ["attribute", "case", "milestone:publish"]
    assert found.problems == ()


def test_a_mapping_file_names_what_is_not_recognised(vocabulary, roles):
    """An action makes a ledger's column; a log column may be named in either spelling."""
    mapping = HeaderMapping(columns={"成文日期": "形成", "登载平台": "渠道", "部门": "agency", "日期": "attribute"})
    found = recognise(["部门", "成文日期", "登载平台", "日期"], vocabulary, mapping)
    assert found.shape is Shape.LEDGER
    assert roles(found.columns) == ["agency", "milestone:formation", "channel", "attribute"]


def test_a_mapped_milestone_makes_a_ledger_of_a_file_with_a_column_like_an_action(vocabulary, roles):
    """操作 may be anything in a ledger whose milestones the user has named."""
    found = recognise(["操作", "成文日期"], vocabulary, HeaderMapping(columns={"成文日期": "formation"}))
    assert found.shape is Shape.LEDGER
    assert roles(found.columns) == ["attribute", "milestone:formation"]


def test_a_mapping_to_nothing_known_offers_the_nearest(vocabulary):
    """A slip in the mapping file is not passed over."""
    found = recognise(["成文日期", "公开日期"], vocabulary, HeaderMapping(columns={"成文日期": "formaton"}))
    (problem,) = found.problems
    assert problem.hint is not None
    assert "formation" in problem.hint.en


def test_defaults_hold_for_columns_that_the_file_has_not(vocabulary):
    """A file that says it itself is not overruled."""
    mapping = HeaderMapping(defaults={"matter": "规范性文件", "agency": "财政局"})
    found = recognise(["单位", "公开日期"], vocabulary, mapping)
    assert found.defaults == {"matter": "规范性文件"}


def test_a_default_action_makes_an_event_log(vocabulary):
    """All rows share it, so that no column is needed."""
    found = recognise(["事项", "时间"], vocabulary, HeaderMapping(defaults={"action": "公布"}))
    assert found.shape is Shape.EVENTS
    assert found.defaults == {"action": "publish"}


def test_neither_time_nor_milestone_is_refused_with_the_headers_found(vocabulary):
    """And with an example of a mapping made of them."""
    (problem,) = recognise(["事项", "发文字号", "成文日期"], vocabulary).problems
    assert "发文字号" in problem.title.zh
    assert problem.hint is not None
    assert '"成文日期" = "publish"' in problem.hint.zh


def test_an_event_log_without_a_time_is_refused(vocabulary):
    """The message offers a column that may be it."""
    (problem,) = recognise(["环节", "事项", "办理日"], vocabulary).problems
    assert "环节" in problem.title.zh
    assert problem.hint is not None
    assert '"办理日" = "time"' in problem.hint.en


def test_a_ledgers_plain_date_column_is_kept_and_said(vocabulary, roles):
    """No action says whose date it is."""
    found = recognise(["事项", "日期", "公开日期"], vocabulary)
    assert roles(found.columns) == ["matter", "attribute", "milestone:publish"]
    assert any("日期" in note.zh for note in found.notes)


def test_attributes_of_one_name_are_told_apart(vocabulary):
    """A rule can speak of each."""
    found = recognise(["公开日期", "说明", "说明", "", ""], vocabulary)
    assert [column.header for column in found.columns] == ["公开日期", "说明", "说明 (2)", "", ""]
