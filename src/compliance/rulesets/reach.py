"""What a ruleset may take from where: files of its own folder, folders beside it by their names, built-in rulesets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from compliance.diagnostics import Diagnostic, Place, Refused, Text, nearest
from compliance.diagnostics.inside import is_inside
from compliance.rulesets.builtin import builtin_folder, builtin_names


def builtin(name: str) -> Path:
    """The folder of the built-in ruleset of a name. Raises Refused where there is none.

    What lies where the command happens to run is none of a ruleset's.
    """
    if name in builtin_names():
        return builtin_folder() / name
    near = nearest(name, builtin_names())
    title = Text(f"没有名为“{name}”的规则集", f"there is no ruleset named “{name}”")
    hint = Text(f"是不是“{near}”？", f"did you mean “{near}”?") if near else None
    raise Refused([Diagnostic("ruleset/not-found", title, hint=hint)])


def refuse_outside(paths: Iterable[Path], folder: Path) -> None:
    """Raises Refused for links that lead out of a folder. Those that come with the product lie as they were installed."""
    if is_inside(folder, builtin_folder()):
        return
    title = Text("是指到规则集之外的链接", "is a link that leads out of the ruleset")
    hint = Text(
        "规则集不能取用别处的文件；需要的话，把文件本身复制进来",
        "a ruleset takes nothing from elsewhere; copy the file itself if you need it",
    )
    led = [path for path in paths if path.exists() and not is_inside(path, folder)]
    if led:
        raise Refused([Diagnostic("ruleset/outside", title, Place(str(path)), hint) for path in led])
