"""Where the rulesets that come with the product lie: in a wheel beside the code, in a checkout at its root."""

from __future__ import annotations

from pathlib import Path

ZONE = "Asia/Shanghai"
"""The time zone of the built-in rulesets."""
_PACKAGE = Path(__file__).resolve().parents[1]


def builtin_folder() -> Path:
    """The folder of the built-in rulesets."""
    installed = _PACKAGE / "data" / "rulesets"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "rulesets"


def builtin_names() -> list[str]:
    """The names of the built-in rulesets, sorted."""
    return sorted(path.parent.name for path in builtin_folder().glob("*/ruleset.toml"))
