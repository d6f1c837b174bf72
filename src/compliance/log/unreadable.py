"""Why a time cannot be read, carried up from where it is noticed."""

from __future__ import annotations

from compliance.diagnostics import Text


class Unreadable(Exception):
    """A time that cannot be read. Never leaves this room: `parse_time` returns its reason."""

    def __init__(self, zh: str, en: str) -> None:
        self.reason = Text(zh, en)
        super().__init__(en)
