"""The command line as a process of its own, as the tests of `cli` have it."""

from tests.cli.conftest import run

__all__ = ["run"]
