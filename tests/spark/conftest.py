"""One Spark for all tests of this folder but the longest: it takes longer to start than to check a small log."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Has the longest test begin at once, and none of this folder run where Java is not there."""
    items.sort(key=lambda item: item.path != HERE / "test_workload.py")
    java = shutil.which("java") or os.environ.get("JAVA_HOME")
    for item in items:
        if HERE in item.path.parents and item.path.name != "test_carry.py":
            item.add_marker(pytest.mark.spark)
            if not java:
                item.add_marker(pytest.mark.skip(reason="Spark needs Java"))


@pytest.fixture(autouse=True, scope="session")
def _quick_java() -> None:
    """A Java that lives for minutes is done sooner without its second compiler."""
    os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
