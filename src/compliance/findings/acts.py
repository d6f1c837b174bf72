"""The actions that are always there, as people say them."""

from __future__ import annotations

from functools import lru_cache

from compliance.diagnostics import Text

ACTIONS = {
    "publish": Text("公开", "publication"),
    "press conference": Text("新闻发布会", "press conference"),
    "approval": Text("批准", "approval"),
    "occurrence": Text("发生", "occurrence"),
    "decision": Text("决定", "decision"),
    "formation": Text("形成", "formation"),
    "change": Text("变更", "change"),
    "repeal": Text("废止", "repeal"),
    "annotate": Text("标注", "annotation"),
    "interpret": Text("解读", "interpretation"),
    "consult": Text("征求意见", "consultation"),
    "publicize": Text("公示", "public notice"),
    "accept": Text("验收", "acceptance"),
    "meeting": Text("会议", "meeting"),
    "interview": Text("接受采访", "interview"),
    "article": Text("发表文章", "article"),
    "request": Text("申请", "request"),
    "reply": Text("答复", "reply"),
    "report": Text("报告", "report"),
    "update": Text("更新", "update"),
    "attest": Text("自查", "attestation"),
    "nil": Text("零报告", "nil return"),
}


@lru_cache(maxsize=1024)
def action(name: str) -> Text:
    """Both languages' name of an action; alternatives are joined with `|`. A ruleset's own name stands as it is."""
    parts = [ACTIONS.get(part, Text(part, part)) for part in name.split("|")]
    return Text("或".join(part.zh for part in parts), " or ".join(part.en for part in parts))
