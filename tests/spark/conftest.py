"""One Spark for all tests of this folder but the longest: it takes longer to start than to check a small log."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Has the tests of this folder run in one process, one after the other, where Java is there, and the longest in another, at once."""
    items.sort(key=lambda item: item.path.name != "test_workload.py")
    java = shutil.which("java") or os.environ.get("JAVA_HOME")
    for item in items:
        if HERE in item.path.parents and item.path.name != "test_carry.py":
            item.add_marker(pytest.mark.spark)
            alone = item.path.name == "test_workload.py"
            item.add_marker(pytest.mark.xdist_group("workload" if alone else "spark"))
            if not java:
                item.add_marker(pytest.mark.skip(reason="Spark needs Java"))


@pytest.fixture(autouse=True, scope="session")
def _quick_java() -> None:
    """A Java that lives for minutes is done sooner without its second compiler."""
    os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
