"""A name that is empty: to the system it is the folder that the run is in, which nobody meant."""

from __future__ import annotations

from compliance.diagnostics.diagnostic import Diagnostic, Text


def nameless(code: str, what: Text) -> Diagnostic:
    """That the name of something is empty; `what`, in English with its article: `台账`, `a log`."""
    title = Text(f"{what.zh}的名称是空的", f"the name of {what.en} is empty")
    hint = Text("写明文件或文件夹；也许是命令里的变量没有值", "name a file or folder; perhaps a variable has no value")
    return Diagnostic(code, title, hint=hint)
