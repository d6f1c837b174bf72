"""Where the files lie that come with the product and are no code: in a wheel beside it, in a checkout at its root."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def installed(name: str) -> Path:
    """The folder of that name, such as `rulesets`: in a checkout the one that people find and edit."""
    inside = PACKAGE / "data" / name
    return inside if inside.is_dir() else PACKAGE.parents[1] / name
