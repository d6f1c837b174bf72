"""What long work tells of itself: the stage it is at, and how far that has come."""

from __future__ import annotations

from collections.abc import Callable

from compliance.diagnostics import Text


class Progress:
    """Listens to a run; this one says nothing. The command line has one that does."""

    wanted = False
    """Whether anybody looks at how far the work under way is: then the database keeps account of it."""

    def begin(self, stage: Text, rows: int = 0) -> None:
        """A stage begins, and the one before it is over; `rows` are those it has to do with, 0 where nobody knows yet."""

    def reach(self, done: int, of: int) -> None:
        """Of the files of this stage so many are done."""

    def count(self, rows: int) -> None:
        """The rows of this stage, where they are known only at its end."""

    def follow(self, share: Callable[[], float | None]) -> None:
        """From now on `share` tells, to whatever thread asks, how much of the work under way is done: 0 to 1, None unknown."""


SILENT = Progress()
