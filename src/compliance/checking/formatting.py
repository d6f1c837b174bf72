"""Rules files in the canonical layout: which files, by which vocabulary, and written back whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import BinaryIO

from compliance.checking.staging import NotWritten, Planned, write_whole
from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.nameless import nameless
from compliance.diagnostics.not_utf8 import not_utf8
from compliance.diagnostics.small_file import read_small
from compliance.diagnostics.trouble import why
from compliance.language import Vocabulary
from compliance.language.formatter import format_rules
from compliance.rulesets.load import find_ruleset, is_rules_file, load_vocabulary
from compliance.rulesets.reach import refuse_outside


@dataclass(frozen=True, slots=True)
class FormattedFile:
    """A file as it is and as it should be; with mistakes in it, both are the same."""

    path: Path
    before: str
    after: str
    problems: tuple[Diagnostic, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether its layout is another."""
        return self.before != self.after

    def diff(self) -> str:
        """What changes, as a unified diff."""
        before, after = (text.removeprefix("\ufeff").splitlines() for text in (self.before, self.after))
        return "".join(f"{line}\n" for line in unified_diff(before, after, str(self.path), str(self.path), lineterm=""))


def formatted_files(names: Sequence[str], language: Language | None = None) -> Iterator[FormattedFile]:
    """Every rules file that the names stand for, formatted: of files, folders, built-in rulesets.

    The vocabulary is that of the `ruleset.toml` beside a file, and so is the language unless one is asked for; without
    one, the standard actions are known, and a file stays in the language that most of it is written in.

    Raises:
        Refused: a name stands for no file, or a folder has a link that leads out of it.
    """
    paths = [path for name in names for path in _files(name)]
    known: dict[Path, tuple[Vocabulary, Language | None] | Refused] = {}
    for path in dict.fromkeys(paths):
        folder = path.parent
        if folder not in known:
            known[folder] = _vocabulary(folder)
        yield _formatted(path, known[folder], language)


def write_back(file: FormattedFile) -> None:
    """Puts the new text in the place of the old, at once. Raises Refused where that cannot be done."""

    def write(out: BinaryIO) -> None:
        out.write(file.after.encode())

    try:
        write_whole([Planned(file.path.resolve(), write)])
    except NotWritten as failed:
        said = why(failed.error)
        title = Text(f"文件写不进去：{said.zh}", f"the file cannot be written: {said.en}")
        hint = Text("检查是否有写权限、磁盘是否已满", "check that it may be written to, and that the disk is not full")
        raise Refused([Diagnostic("format/not-written", title, Place(str(file.path)), hint)]) from None


def _files(name: str) -> list[Path]:
    if not name:
        # All rules below the folder that the run is in would be written anew.
        raise Refused([nameless("format/nameless", Text("规则文件", "a rules file"))])
    path = Path(name)
    if path.is_file():
        return [path]
    folder = path if path.is_dir() else find_ruleset(name)
    found = sorted(path for path in folder.rglob("*") if is_rules_file(path))
    if not found:
        title = Text(f"文件夹“{name}”里没有规则文件（*.rules）", f"the folder “{name}” has no rules file (*.rules)")
        hint = Text("写规则文件的名称，或放有规则文件的文件夹", "name a rules file, or a folder with some")
        raise Refused([Diagnostic("ruleset/no-rules", title, Place(name), hint)])
    refuse_outside(found, folder)
    return found


def _vocabulary(folder: Path) -> tuple[Vocabulary, Language | None] | Refused:
    if not (folder / "ruleset.toml").is_file():
        return Vocabulary(), None
    try:
        return load_vocabulary(folder)
    except Refused as refused:
        return refused


def _formatted(
    path: Path, known: tuple[Vocabulary, Language | None] | Refused, language: Language | None
) -> FormattedFile:
    if isinstance(known, Refused):
        return FormattedFile(path, "", "", known.diagnostics)
    vocabulary, own = known
    try:
        text = read_small(path).decode()
    except UnicodeDecodeError as error:
        return FormattedFile(path, "", "", (not_utf8(error, path, "ruleset/encoding"),))
    except Refused as refused:
        return FormattedFile(path, "", "", refused.diagnostics)
    except OSError as error:
        said = why(error)
        title = Text(f"文件读不出来：{said.zh}", f"the file cannot be read: {said.en}")
        hint = Text("检查是否有权限读它", "check that you may read it")
        return FormattedFile(path, "", "", (Diagnostic("format/not-read", title, Place(str(path)), hint),))
    result = format_rules(text, str(path), vocabulary, language or own)
    return FormattedFile(path, text, result.text, result.problems)
