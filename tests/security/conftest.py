"""The command line as a process of its own, as the tests of `cli` have it."""

from tests.cli.conftest import forks, run

__all__ = ["forks", "run"]
