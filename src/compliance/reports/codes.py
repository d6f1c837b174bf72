"""What the code of a message means: the page of a check, or a few words on the family that the code belongs to."""

from __future__ import annotations

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.rulesets.lint.pages import page

FAMILIES = {
    "syntax": Text(
        "规则文件里有一行读不懂。消息指出哪一行、哪个词、本来可以写什么；改好以后再运行一次，其余的行照样检查。",
        "A line of a rules file cannot be read. The message shows the line, the word, and what could stand there; "
        "the other lines are checked all the same.",
    ),
    "rule": Text(
        "规则读得懂，但没有意义或与别处矛盾：没有声明的环节、时限、时段、列表，重复的编号，不能用于这项义务的单位。",
        "A rule can be read but has no meaning, or contradicts another place: an action, duration, season or list that "
        "is not declared, an id used twice, a unit that this duty cannot have.",
    ),
    "manifest": Text(
        "ruleset.toml 有误：未知的键、不可用的值、一个别名属于两条、别名是关键词。",
        "Something is wrong in ruleset.toml: an unknown key, a value that cannot be used, an alias of two entries, an "
        "alias that is a keyword.",
    ),
    "ruleset": Text(
        "规则集不能用：找不到、没有 ruleset.toml、继承绕回自己、编号与继承的规则相同；或有没读的规则文件、与内置规则集同名。",
        "A ruleset cannot be used: it is not found, has no ruleset.toml, extends itself in a circle, or repeats the id "
        "of an inherited rule. Or it has rules files that are not read, or the name of one that is built in.",
    ),
    "example": Text(
        "规则的示例与规则的结论不一致，或者示例本身不完整。",
        "An example of a rule does not come out as it says, or is not complete.",
    ),
    "calendar": Text(
        "工作日历有误：不认识的国家代码，或者同一天既列为休息日又列为工作日。",
        "Something is wrong with the calendar: an unknown country, or a day that is listed both as off and as worked.",
    ),
    "settings": Text("compliance.toml 有误。", "Something is wrong in compliance.toml."),
    "mapping": Text(
        "映射文件（--mapping）有误。", "Something is wrong in the file that names the log's columns (--mapping)."
    ),
    "log": Text(
        "台账读不出来：找不到文件、格式不认识、没有表头、没有一行可用。个别行读不出来不会这样报，而是列在报告里。",
        "The log cannot be read: no such file, an unknown format, no header row, not one usable row. Single rows that "
        "cannot be read are not told like this, but listed in the report.",
    ),
    "report": Text(
        "报告写不出来：扩展名不认识，文件夹不存在，没有写权限，磁盘已满。",
        "A report cannot be written: an unknown ending, no such folder, no permission, a full disk.",
    ),
    "recheck": Text(
        "填写过的工作簿不能用于复查：没有“问题清单”表、缺“问题编号”栏、编号重复，或编号在这次检查中没有。",
        "A filled workbook cannot be rechecked: it has no list of problems, no column of numbers, a number twice, or a "
        "number that nothing in this check has.",
    ),
    "verify": Text(
        "报告不能复算，或清单不能核对：不是 JSON 报告、没有写明由什么得出、找不到台账、命令行读不懂、清单里有一行读不出。",
        "A report cannot be computed again, or a list not be checked: it is no JSON, does not say what it was made of, its log is "
        "not found, its command line is not understood, or a line of the list cannot be read.",
    ),
    "inspect": Text(
        "台账里请人核对的提示，不是结论，不影响核查结果：见 compliance inspect。",
        "A hint for a person to look at something in a log; no verdict, and it changes none: see compliance inspect.",
    ),
    "output": Text(
        "标准输出写不出去，或系统拒绝了读写：磁盘已满，没有权限。",
        "Standard output cannot be written, or the system refused to read or write: a full disk, no permission.",
    ),
    "waivers": Text(
        "暂缓文件（waivers.toml）有误，或其中有一条不起作用：没有这条规则，没有对应的问题，单项否决事项不得暂缓。",
        "Something is wrong in the file of waivers, or one of them does nothing: there is no such rule, no such gap, or the rule "
        "has a veto.",
    ),
    "since": Text(
        "以前的报告（--since）不能接着核查：不是这样的报告，内容与台账对不上，或依据已经不同，全部重新核查。",
        "An earlier report (--since) cannot be gone on from: it is none, it does not come of the log, or what it rests on has changed and "
        "everything is checked anew.",
    ),
    "coverage": Text(
        "逐条对照（clauses.toml）有误：没有条款清单，条款重复，规则引用的条款不在其中，或有条款没有着落。",
        "Something is wrong with the list of clauses (clauses.toml): there is none, a clause stands twice, a rule cites one that is not "
        "there, or a clause has neither rule nor reason.",
    ),
    "new": Text(
        "新规则集的文件夹建不了：已经存在，或名称不能用作规则集的名称。",
        "The folder of a new ruleset cannot be made: it is there already, or its name cannot be the name of a ruleset.",
    ),
    "format": Text(
        "规则文件不能排版：读不出来，写不进去，或排版后意思会变。",
        "A rules file cannot be laid out: it cannot be read or written, or would mean something else.",
    ),
    "file": Text(
        "规则、清单、设置、暂缓或映射文件读不出来：没有权限，或其中有几千位的数字。",
        "A file of rules, a manifest, settings, waivers or a mapping cannot be read: no permission, or a number of thousands of digits.",
    ),
    "limit": Text(
        "超出限额：多半是文件坏了；确有这么大的，用 --limit 或 compliance.toml 的 [limits] 放宽。",
        "Something is larger than the limit: most likely the file is broken; what is meant to be so large is allowed with --limit, or "
        "in [limits] of compliance.toml.",
    ),
    "machine": Text(
        "这台机器不够用：临时文件夹写不下，内存不够。核查没有完成，报告没有写出。",
        "This machine does not suffice: the temporary folder takes no more, or memory gave out. The check is not finished, and no "
        "report was written.",
    ),
    "spark": Text(
        "集群（--engine spark）没有完成核查：没有安装 Spark，没有应答，中途出错，或核查结果没有写到这里。",
        "The cluster (--engine spark) did not finish the check: Spark is not installed, does not answer or failed, or the findings "
        "did not arrive here.",
    ),
    "program": Text(
        "程序自身出错，不是文件或命令行有误。请把消息后面的内容交给程序的维护者。",
        "The program itself is wrong, not a file or the command line. Report the text behind the message to those who maintain it.",
    ),
    "usage": Text(
        "命令行用法有误；compliance 命令 --help 列出全部选项。",
        "The command line cannot be understood; compliance COMMAND --help lists all options.",
    ),
}
"""By what a code begins with."""


def code_text(code: str, language: Language) -> str | None:
    """The page of a finding of `lint`, else what is said of the code's family; None where nothing is known."""
    found = page(code, language)
    if found is not None:
        return found
    words = FAMILIES.get(code.partition("/")[0])
    return f"# {code}\n\n{words.said(language)}\n" if words else None
