"""A new ruleset's folder: a manifest, a first chapter with a rule and its examples, the list of clauses, a page of readings."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from compliance.diagnostics import Diagnostic, Place, Refused, Text

MANIFEST = """[ruleset]
id = "{id}"
title = {quoted}
effective = {{ from = {year}-01-01, to = {year}-12-31 }}
language = "zh"
# extends = ["…"]                 # 也按哪些规则集检查，如国家规定的时限

[deadlines]
calendar = "CN"
# rollover = "next-working-day"   # 最后一天是休息日的，顺延到下一个工作日
# promptly = "20个工作日"         # “及时”按几天算；不写则在施行期内公开即可
# regularly = "quarterly"         # “定期”按什么周期算；不写则公开过即可

[matters]
"预决算" = {{ aliases = ["部门预算", "部门决算"] }}

[channels]
"政府网站" = {{ aliases = ["政府门户网站"] }}

[agencies]
"财政局" = {{ aliases = ["市财政局"] }}
"""
RULES = """# 一、第一章的标题

[{prefix}-1-1] 预决算 批准后20日内公开
    渠道 政府网站
    责任 财政局
    依据 一(一)
    标题 “预算和决算批准后20日内公开”
    示例 “第20日公开”
        批准 {year}-03-01
        公开 {year}-03-21 渠道 政府网站
        截至 {year}-12-31
        => 合规
    示例 “第21日公开”
        批准 {year}-03-01
        公开 {year}-03-22 渠道 政府网站
        截至 {year}-12-31
        => 逾期

[{prefix}-1-1-问] 预决算 核查 “公开的预决算是否让人看得懂”
    责任 财政局
    依据 一(一)
"""
CLAUSES = """# 文件的各条，按原文次序：id 是规则“依据”的写法，title 用自己的话说这条讲什么；没有任务的条写 none，说明为什么。

[[clause]]
id = "导言"
title = "制定的依据和总体要求"
none = "只说依据和目的，没有任务"

[[clause]]
id = "一(一)"
title = "预决算公开"
"""
README = """# {title}

## 读法

| 原文 | 这里的读法 | 另一种读法 | 改哪里 |
| --- | --- | --- | --- |
| 20日 | 自然日 | 工作日 | 规则里写 `20个工作日` |
| 最后一天是休息日 | 不顺延 | 顺延到下一个工作日 | `ruleset.toml` 的 `rollover` |
"""
YEAR = 2018


def new_ruleset(folder: Path, title: str | None = None, year: int | None = None) -> list[Path]:
    """Makes the folder with its files and returns them. Raises Refused where it is there already or its name cannot be an id.

    Whatever else is raised, a full disk or a stop, the folder is gone again: half of one would bar the next try.
    """
    name = folder.name
    if not re.fullmatch(r"[\w][\w.-]*", name):
        problem = Text(f"“{name}” 不能作规则集的名称", f"“{name}” cannot be the name of a ruleset")
        hint = Text(
            "用字母、数字、汉字和连字符，如 my-city-2018", "use letters, digits and hyphens, such as my-city-2018"
        )
        raise Refused([Diagnostic("new/name", problem, hint=hint)])
    if folder.exists():
        taken = Text("文件夹已经存在", "the folder is there already")
        other = Text("换一个名称，原有的文件不会被覆盖", "give another name: files that are there are not overwritten")
        raise Refused([Diagnostic("new/exists", taken, Place(str(folder)), other)])
    found = re.search(r"(19|20)\d\d", name)
    shown = _one_line(title or "") or name
    values = {
        "id": name,
        "title": shown,
        "quoted": _quoted(shown),
        "year": year or (int(found[0]) if found else YEAR),
        "prefix": name.partition("-")[0],
    }
    texts = {"ruleset.toml": MANIFEST, "1-chapter.rules": RULES, "clauses.toml": CLAUSES, "README.md": README}
    folder.mkdir(parents=True)
    try:
        for file, text in texts.items():
            (folder / file).write_text(text.format(**values), "utf-8")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return [folder / file for file in texts]


def _one_line(title: str) -> str:
    """A title without line breaks, and with a question mark for what is no character (bytes of another encoding)."""
    return " ".join(title.encode("utf-8", "replace").decode().split())


def _quoted(text: str) -> str:
    """A string of TOML, which escapes what JSON does and the delete character besides."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
