"""A command line that no command understands: misspelt, an option without its value, or with two of which one would count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperOption

from compliance.cli.help_page import HelpPage, InFull

if TYPE_CHECKING:
    from compliance.diagnostics import Diagnostic

WORDS = (
    (r"No such option: (\S+)(?: \(Possible options: (?P<near>.+)\))?", "没有选项“{}”"),
    (r"No such command '(.*?)'\.(?: Did you mean (?P<near>.+)\?)?", "没有命令“{}”"),
    (r"Missing command\.", "没有写命令"),
    (r"Missing (?:argument|option) (.+)\.", "缺少 {}"),
    (r"Option '(.+)' requires an argument\.", "选项“{}”后面没有值"),
    (r"Option '(.+)' does not take a value\.", "选项“{}”不带值"),
    (r"Option '(.+)' stands twice, and one of its values would not count\.", "选项“{}”写了两次，有一个值会不起作用"),
    (r"Got unexpected extra argument\(s\) \((.*)\)", "多出了“{}”"),
    (r"Invalid value for (.+?): '(.*)' is not one of (?P<near>.+)\.", "{} 没有“{}”这个值"),
    (r"Invalid value for (.+?): Input should be a valid integer.*", "{} 的值应为整数"),
    (r"Invalid value for (.+?): Input should be less than or equal to (\d+)", "{} 的值不能大于 {}"),
    (r"Invalid value for (.+?): Input should be greater than or equal to (\d+)", "{} 的值不能小于 {}"),
    (r"Invalid value for (.+?): (?:file|dir) '(.*)' does not exist\.", "{} 所指的“{}”不存在"),
    (r"Invalid value for (.+?): dir '(.*)' is a file\.", "{} 应为文件夹，“{}”是文件"),
    (r"Invalid value for (.+?): (?:file|dir|path) '(.*)' is not readable\.", "{} 所指的“{}”没有权限读"),
    (r"Invalid value for (.+?): (.*)", "{} 的值不可用：{}"),
)
"""What is said in English of a command line, and the same in Chinese; what is not here stays in English."""
TWICE = "Option {!r} stands twice, and one of its values would not count."


class OneEach(InFull, TyperCommand):
    """A command whose options stand once, but for those that take several values and those that take none."""

    context_class = HelpPage

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Raises an error of usage where an option has two values."""
        _, _, order = self.make_parser(ctx).parse_args(list(args))
        for one in order:
            if isinstance(one, TyperOption) and not one.multiple and not one.is_flag and order.count(one) > 1:
                ctx.fail(TWICE.format(one.opts[-1]))
        return super().parse_args(ctx, args)


def misuse(error: typer.TyperException) -> Diagnostic:
    """What is wrong with the command line, with what is near where something is."""
    from compliance.diagnostics import Diagnostic, Text

    once = Text(
        "只写一次；--as、--ignore 的几个值用逗号隔开", "give it once; several of --as or --ignore are parted by commas"
    )
    said = error.format_message().replace("Value error, ", "")
    zh, near = said, ""
    for pattern, words in WORDS:
        if found := re.fullmatch(pattern, said):
            near = (found.groupdict().get("near") or "").replace("'", "").replace(", ", "、")
            zh = words.format(*found.groups())
            break
    help_ = f"{_command(getattr(error, 'ctx', None))} --help"
    hint = Text(f"是否为 {near}？见 {help_}" if near else f"写法见 {help_}", f"see {help_}")
    return Diagnostic("usage/command", Text(zh.replace("'", ""), said), hint=once if "stands twice" in said else hint)


def _command(ctx: Any) -> str:
    """The command that was called, as a user writes it: `compliance rules show`."""
    names: list[str] = []
    while ctx is not None and ctx.parent is not None:
        names.insert(0, str(ctx.info_name))
        ctx = ctx.parent
    return " ".join(("compliance", *names))
