"""Settings of the whole suite."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, settings

if TYPE_CHECKING:
    from tests.hostile.runner import Runner

# The same examples in every run, on a slow machine too: a failure here is a failure everywhere.
settings.register_profile("same everywhere", deadline=None, derandomize=True)
# Other examples in each run, and many: `make agreement`.
settings.register_profile("nightly", deadline=None, derandomize=False, max_examples=1000)
# That an example fails is all that is asked of a mutant: which is the smallest takes a minute each. `make mutants`.
settings.register_profile("mutants", deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
settings.load_profile("same everywhere")

SHARED = re.compile(r"tests/spark/test_(?!workload|carry)")
"""Tests that share one Spark, which takes longer to start than to check a small log."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hands the tests out one by one, but those on Spark together: in one process, and at once, for they take the longest."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "spark" if SHARED.match(nodeid) else nodeid

    return Scheduling(config, log)


@pytest.fixture(scope="session")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner | None]:
    """A process in which everything is imported, of which runs are forks: to begin Python takes longer than most of them."""
    if sys.platform == "win32":
        yield None
        return
    from tests.cli.conftest import environment
    from tests.hostile.runner import Runner

    with Runner(tmp_path_factory.mktemp("forks"), environment()) as running:
        yield running
