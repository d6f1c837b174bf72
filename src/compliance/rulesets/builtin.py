"""The rulesets that come with the product."""

from __future__ import annotations

from pathlib import Path

from compliance.diagnostics.installed import installed

ZONE = "Asia/Shanghai"
"""The time zone of the built-in rulesets."""


def builtin_folder() -> Path:
    """The folder of the built-in rulesets."""
    return installed("rulesets")


def builtin_names() -> list[str]:
    """The names of the built-in rulesets, sorted."""
    return sorted(path.parent.name for path in builtin_folder().glob("*/ruleset.toml"))
