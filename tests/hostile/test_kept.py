import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.hostile.case import FILES, HEADER, ROW, RULE, Case, case
from tests.hostile.runner import Done

PROMISED = tomllib.loads((Path(__file__).parent / "kept.toml").read_text(encoding="utf-8"))
LOG = {"a.csv": HEADER + ROW}
OPTIONS = ("--as-of", "2018-12-31", "--strict", "--lang", "en", "-v", "-o", "r.json", "--")


def _rulesets(folder: Path) -> None:
    shutil.copytree(FILES / "rulesets", folder / "rulesets")
    (folder / "a.csv").write_text(HEADER + ROW, encoding="utf-8")


def _with(name: str, kept: str) -> Callable[[Path], None]:
    def given(folder: Path) -> None:
        shutil.copy(FILES / kept, folder / name)
        (folder / "a.csv").write_text(HEADER + ROW, encoding="utf-8")

    return given


def _cases() -> Iterator[Case]:
    for group, files in PROMISED.items():
        for name, (status, says) in files.items():
            kept = f"{group}/{name}"
            if group == "rulesets":
                yield case(kept, status, says, _rulesets, "check", "-r", kept, *OPTIONS, "a.csv")
            elif group == "settings":
                kind = name.split("-")[0]
                if kind == "settings":
                    yield case(kept, status, says, _with("compliance.toml", kept), "check", *OPTIONS, "a.csv")
                    continue
                options = ("--rule", RULE, f"--{kind}", "given.toml", *OPTIONS)
                yield case(kept, status, says, _with("given.toml", kept), "check", *options, "a.csv")
            else:
                yield case(kept, status, says, {f"a{Path(name).suffix}": (FILES / kept).read_bytes})


CASES = list(_cases())


@pytest.mark.parametrize("kept", CASES, ids=lambda kept: kept.name)
def test_a_small_and_odd_file_gives_what_is_promised_of_it(kept: Case, hold: Callable[[Case], Done]) -> None:
    """The exit status and the message of the table; never a traceback, a hang, or half a report."""
    hold(kept)


def test_every_file_that_is_kept_has_a_promise() -> None:
    """The table and the folder say the same."""
    listed = {f"{group}/{name}" for group, files in PROMISED.items() for name in files}
    assert listed == {f"{path.parent.name}/{path.name}" for path in FILES.glob("*/*")}
