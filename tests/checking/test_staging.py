from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from compliance.checking import staging
from compliance.checking.staging import NotWritten, Planned, write_whole
from compliance.log import own_folder


def saying(text: str) -> Callable[[BinaryIO], None]:
    """Writes this."""
    return lambda out: out.write(text.encode()) and None


def failing(out: BinaryIO) -> None:
    """A disk that is full after the first byte."""
    out.write(b"h")
    raise OSError(28, "No space left on device")


def files(folder: Path) -> dict[str, str]:
    """What lies in a folder, hidden files too."""
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()} | {
        path.name: "/" for path in folder.iterdir() if path.is_dir()
    }


def test_all_are_written(tmp_path: Path) -> None:
    """New ones and ones that were there, in two folders; nothing else is left."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "a").write_text("old")
    write_whole([Planned(tmp_path / "a", saying("new")), Planned(tmp_path / "sub" / "b", saying("b"))])
    assert files(tmp_path) == {"a": "new", "sub": "/"}
    assert files(tmp_path / "sub") == {"b": "b"}


@pytest.mark.skipif(not hasattr(os, "fchmod"), reason="no permissions")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444, 0o664])
def test_who_might_read_the_old_one_may_read_the_new_one(tmp_path: Path, mode: int) -> None:
    """A report that others were kept from was open to all after the next run; through a link, too."""
    (tmp_path / "a").write_text("old")
    (tmp_path / "a").chmod(mode)
    (tmp_path / "link").symlink_to("a")
    write_whole([Planned(tmp_path / "link", saying("new"))])
    assert (tmp_path / "a").stat().st_mode & 0o777 == mode
    assert (tmp_path / "a").read_text() == "new" and (tmp_path / "link").is_symlink()


def test_none_is_written_where_one_cannot_be(tmp_path: Path) -> None:
    """The disk fills up at the second: the first is as it was, and the new folder is gone again."""
    (tmp_path / "a").write_text("old")
    planned = [
        Planned(tmp_path / "a", saying("new")),
        Planned(tmp_path / "deep" / "er" / "b", failing, make_folder=True),
    ]
    with pytest.raises(NotWritten) as told:
        write_whole(planned)
    assert (told.value.path, told.value.error.errno) == (tmp_path / "deep" / "er" / "b", 28)
    assert files(tmp_path) == {"a": "old"}


@pytest.mark.parametrize("links", [True, False])
def test_a_rename_that_fails_puts_the_others_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    """The third file is a folder of that name: the first has its old text again, the second is gone again."""
    (tmp_path / "a").write_text("old")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "kept").write_text("kept")
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(1, "not permitted")))
    with pytest.raises(NotWritten) as told:
        write_whole([Planned(tmp_path / name, saying("new")) for name in "abc"])
    assert (told.value.path, told.value.torn) == (tmp_path / "c", ())
    assert files(tmp_path) == {"a": "old", "c": "/"}
    assert files(tmp_path / "c") == {"kept": "kept"}


def test_what_cannot_be_put_back_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fails at the second rename and at every one after it: the file that stayed new is told."""
    renamed: list[str] = []
    rename = os.replace

    def once(old: Path, new: Path) -> None:
        renamed.append(Path(new).name)
        if len(renamed) > 1:
            raise OSError(5, "Input/output error")
        rename(old, new)

    (tmp_path / "a").write_text("old")
    monkeypatch.setattr(staging.os, "replace", once)
    with pytest.raises(NotWritten) as told:
        write_whole([Planned(tmp_path / name, saying("new")) for name in "ab"])
    assert (told.value.path.name, [path.name for path in told.value.torn]) == ("b", ["a"])


def test_an_interruption_leaves_nothing(tmp_path: Path) -> None:
    """Ctrl-C while the second is written: no file, no hidden folder."""

    def interrupted(out: BinaryIO) -> None:
        out.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole([Planned(tmp_path / "a", saying("a")), Planned(tmp_path / "b", interrupted)])
    assert files(tmp_path) == {}


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    """A run that is killed outright cannot clear up; the next that writes there does."""
    code = (
        "import os, pathlib, signal\n"
        "from compliance.checking.staging import Planned, write_whole\n"
        "kill = lambda out: os.kill(os.getpid(), signal.SIGKILL)\n"
        "write_whole([Planned(pathlib.Path('a'), kill)])\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False)
    (left,) = files(tmp_path)
    assert left.startswith(".compliance-")
    write_whole([Planned(tmp_path / "b", saying("b"))])
    assert files(tmp_path) == {"b": "b"}


def test_a_run_at_the_same_time_is_let_alone(tmp_path: Path) -> None:
    """Two runs may write to one folder at once: neither clears what the other is still at."""

    def meanwhile(out: BinaryIO) -> None:
        write_whole([Planned(tmp_path / "b", saying("b"))])
        out.write(b"a")

    write_whole([Planned(tmp_path / "a", meanwhile)])
    assert files(tmp_path) == {"a": "a", "b": "b"}


@pytest.mark.parametrize("half", [False, True])
def test_a_run_that_begins_while_another_clears_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, half: bool) -> None:
    """Its folder is there before its lock is held: what the other takes for left over, whole or under way, is given up for a new one."""
    locked, others = own_folder.locked, list[object]()

    def late(lock: BinaryIO, without: bool = False) -> bool:
        if not others:
            others.append(lock)
            name = Path(str(lock.name))
            if half:
                others.append(name.open("r+b"))
                assert locked(others[-1])  # type: ignore[arg-type]
            else:
                own_folder._clear(name.parent)
        return locked(lock, without)

    monkeypatch.setattr(own_folder, "locked", late)
    with own_folder.own_folder(tmp_path) as room:
        (room / "file").write_text("a")
        assert room != Path(str(others[0].name)).parent  # type: ignore[attr-defined]
    assert files(tmp_path) == {}


def test_a_disk_without_locks_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As some network drives are."""

    def none(lock: BinaryIO, how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(own_folder.fcntl, "flock", none)
    write_whole([Planned(tmp_path / "a", saying("a"))])
    assert files(tmp_path) == {"a": "a"}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it leads to is replaced."""
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_whole([Planned(tmp_path / "link", saying("new"))])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_others_may_read_what_was_written(tmp_path: Path) -> None:
    """A report has the rights of any new file, not those of a temporary one."""
    write_whole([Planned(tmp_path / "a", saying("a"))])
    (tmp_path / "plain").write_text("b")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "plain").stat().st_mode
