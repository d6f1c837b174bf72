"""Mistakes of whole lines: where they stand, and characters that no one can see."""

from __future__ import annotations

from compliance.diagnostics import Text
from compliance.language.tokens import Mistake


def indented_before_any_rule(start: int, end: int) -> Mistake:
    """A qualifier with no rule above it."""
    return Mistake(
        "indented-before-any-rule",
        Text("这一行有缩进，但上面没有规则", "this line is indented, but no rule stands above it"),
        start,
        end,
        Text(
            "规则顶格写；限定和示例缩进写在规则下面",
            "a rule starts in column 1; its qualifiers and examples are indented under it",
        ),
    )


def not_indented(start: int, end: int, found: str) -> Mistake:
    """A qualifier or an example's line in column 1."""
    return Mistake(
        "not-indented",
        Text(f"“{found}”应缩进写在规则下面", f"“{found}” belongs indented under a rule"),
        start,
        end,
        Text("在行首加空格；若是事项的名称，加引号", "put blanks before it; if it is a matter's name, quote it"),
    )


def invisible_character(character: str, start: int) -> Mistake:
    """A zero-width character."""
    return Mistake(
        "invisible-character",
        Text(
            f"这里有一个看不见的字符（U+{ord(character):04X}）",
            f"there is an invisible character here (U+{ord(character):04X})",
        ),
        start,
        start + 1,
        Text("删去它；它多半是复制时带来的", "delete it; it most likely came along when the text was copied"),
    )


def comma_for_action(start: int, end: int, duty: str, action: str) -> Mistake:
    """`2018年9月30日前，验收`, `每月、每季度解读`."""
    return Mistake(
        "comma-for-action",
        Text(f"“{duty}”之后应是环节，却是逗号", f"an action was expected after “{duty}”, found a comma"),
        start,
        end,
        Text(
            f"同一项义务里不写逗号：{duty}{action}；几项义务各写各的环节",
            f"no comma stands inside a duty: {duty}{action}; of several duties each has its action",
        ),
    )


def neither_action_nor_qualifier(start: int, end: int, found: str) -> Mistake:
    """`批准后公开；财政局负责`, `内容 三公经费；政府债务`."""
    return Mistake(
        "neither-action-nor-qualifier",
        Text(
            f"“{found}”不是已知的环节，也不以限定的关键词开头",
            f"an action or the keyword of a qualifier was expected, found “{found}”",
        ),
        start,
        end,
        Text(
            "同一限定的几项用、隔开：内容 案由、处罚依据；限定写关键词：责任 财政局、除外 国家秘密",
            "several items of a qualifier are parted by commas: containing 案由, 处罚依据; a qualifier begins with its "
            "keyword: by 财政局, except 国家秘密",
        ),
    )


def nil_for_allowed(start: int, end: int, action: str) -> Mistake:
    """`每月公开；零报告` would ask for a nil return besides."""
    return Mistake(
        "nil-for-allowed",
        Text(
            f"这里应是限定“允许零报告”，却是环节“{action}”",
            f"the qualifier nil allowed was expected, found the action “{action}”",
        ),
        start,
        end,
        Text(
            "写成 ；允许零报告；确要另有零报告的，另写一条规则",
            "write ; nil allowed; where a nil return is owed besides, make it a rule of its own",
        ),
    )


def bare_action(start: int, end: int, action: str) -> Mistake:
    """`批准后公开，解读`."""
    return Mistake(
        "action-without-time",
        Text(
            f"“{action}”没有写明何时：它前面的义务是有起算点的",
            f"“{action}” does not say when, but a duty before it has a trigger",
        ),
        start,
        end,
        Text(
            f"写明时限，例如 5日内{action}、及时{action}；与时间无关的，另写一条规则",
            f"say when, such as {action} within 5 days or {action} promptly; a duty at any time is a rule of its own",
        ),
    )
