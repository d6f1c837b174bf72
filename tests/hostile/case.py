"""A case of the corpus: what is given, the exit status that is promised, and part of what is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FILES = Path(__file__).parent / "files"
RULE = "预决算 批准后20日内公开"
HEADER = "编号,事项,单位,批准日期,公开日期\n"
ROW = "1,预决算,财政局,2018-01-10,2018-01-30\n"
Content = bytes | str | Callable[[], bytes]
CLEAN, GAPS, REFUSED, REJECTED = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Case:
    """`says` must all be in what is printed. `heavy`: run by `make hostile` alone. `half`: writes no report to look at."""

    name: str
    status: int
    says: tuple[str, ...]
    arguments: tuple[str | bytes, ...]
    given: Callable[[Path], None]
    stdin: bytes | None = None
    heavy: bool = False


def case(
    name: str,
    status: int,
    says: str | Sequence[str],
    files: Mapping[str, Content] | Callable[[Path], None],
    *arguments: str | bytes,
    log: str | bytes | None = None,
    rule: str | bytes | None = RULE,
    stdin: bytes | None = None,
    heavy: bool = False,
) -> Case:
    """A check of the first of `files` (or of `log`) unless `arguments` say what else to do; `r.json` is its report."""
    if not arguments:
        named = log or next(iter(files)) if not callable(files) else log
        assert named is not None
        with_rule = ("--rule", rule) if rule is not None else ()
        arguments = (
            "check",
            *with_rule,
            "--as-of",
            "2018-12-31",
            "--strict",
            "--lang",
            "en",
            "-v",
            "-o",
            "r.json",
            "--",
            named,
        )

    def given(folder: Path) -> None:
        if callable(files):
            files(folder)
            return
        for path, content in files.items():
            data = content() if callable(content) else content
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data.encode() if isinstance(data, str) else data)

    return Case(name, status, (says,) if isinstance(says, str) else tuple(says), arguments, given, stdin, heavy)


def kept(name: str) -> Content:
    """A file of `files/`, where the small and odd ones are kept as they are."""
    return lambda: (FILES / name).read_bytes()
