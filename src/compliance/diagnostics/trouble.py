"""What the system says when it refuses a file, in the words of the product."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from compliance.diagnostics.diagnostic import Diagnostic, Place, Refused, Text

WORDS = {
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.EDQUOT: Text("磁盘配额已用完", "the disk quota is used up"),
    errno.EFBIG: Text("文件超过系统允许的大小", "the file is larger than the system allows"),
    errno.EACCES: Text("没有权限", "there is no permission"),
    errno.EPERM: Text("没有权限", "there is no permission"),
    errno.EROFS: Text("磁盘是只读的", "the disk can only be read"),
    errno.ENOENT: Text("没有这个文件或文件夹", "there is no such file or folder"),
    errno.ENOTDIR: Text("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.EISDIR: Text("是文件夹，不是文件", "it is a folder, not a file"),
    errno.ESPIPE: Text("是管道、设备或系统文件，不是普通文件", "it is a pipe, a device or a file of the system"),
    errno.EBUSY: Text("正被别的程序使用", "another program is using it"),
    errno.ETXTBSY: Text("正被别的程序使用", "another program is using it"),
    errno.ENAMETOOLONG: Text("名称太长", "its name is too long"),
    errno.ELOOP: Text("链接绕成一圈", "links go round in a circle"),
    errno.EIO: Text("磁盘读写出错", "the disk fails to read or write"),
    errno.ESTALE: Text("网络磁盘已断开", "the network disk is gone"),
    errno.ENXIO: Text("磁盘已断开", "the disk is gone"),
    errno.ENODEV: Text("磁盘已断开", "the disk is gone"),
    errno.EMFILE: Text("打开的文件太多", "too many files are open"),
    errno.ENFILE: Text("打开的文件太多", "too many files are open"),
    errno.EPIPE: Text("读的一方已经离开", "whoever read it has gone"),
}


def why(error: OSError) -> Text:
    """Why the system refused; a reason that is not known here stands as the system says it."""
    known = WORDS.get(error.errno or 0)
    said = error.strerror or str(error)
    return known or Text(f"系统的说明是“{said}”", said)


def unexpected(error: OSError) -> Diagnostic:
    """What is said of a refusal that nobody expected at that place."""
    if error.filename is None and not _stands():
        title = Text("当前文件夹已经不在了", "the folder that this runs in is gone")
        hint = Text("换到一个还在的文件夹再运行", "go to a folder that is there, and run it again")
        return Diagnostic("usage/folder", title, hint=hint)
    if "temporary directory" in (error.strerror or ""):
        title = Text("没有可用的临时文件夹", "there is no folder for temporary files that can be used")
        hint = Text(
            "用环境变量 TMPDIR 指定一个可以写、磁盘未满的文件夹",
            "name one that may be written to, on a disk that is not full, in the environment variable TMPDIR",
        )
        return Diagnostic("machine/disk", title, hint=hint)
    said = why(error)
    title = Text(f"写不出去或读不进来：{said.zh}", f"cannot be written or read: {said.en}")
    hint = Text("检查磁盘是否已满、是否有权限", "check that the disk is not full and that you may write there")
    return Diagnostic("output/not-written", title, Place(str(error.filename)) if error.filename else None, hint)


def too_little_memory() -> Diagnostic:
    """What is said where memory gives out, wherever it does."""
    title = Text("内存不够，核查没有完成", "there is too little memory to finish the check")
    hint = Text(
        "用 --memory 多给一些；临时文件夹的磁盘也要有空间",
        "allow more with --memory; the disk of the temporary folder needs room, too",
    )
    return Diagnostic("machine/memory", title, hint=hint)


def no_room(said: Text) -> Diagnostic:
    """What is said where the temporary folder takes no more."""
    title = Text(
        f"临时文件夹里写不下，核查没有完成：{said.zh}",
        f"no room in the temporary folder, the check is not finished: {said.en}",
    )
    hint = Text(
        "腾出空间，或用环境变量 TMPDIR 指定别处的文件夹，或用 --memory 多给内存",
        "make room, name a folder elsewhere in the environment variable TMPDIR, or allow more with --memory",
    )
    return Diagnostic("machine/disk", title, hint=hint)


def not_kept(error: OSError) -> Refused:
    """What is raised where the system refuses what belongs into the temporary folder."""
    return Refused([no_room(why(error))])


@contextmanager
def in_temporary_folder() -> Iterator[None]:
    """Says of what the system refuses meanwhile that it was the temporary folder, not the place of a report. Raises Refused for it."""
    try:
        yield
    except OSError as error:
        raise not_kept(error) from None


def temporary_files(said: str) -> Diagnostic:
    """What is said where the database cannot read or write what it keeps in the temporary folder."""
    line = said.partition("\n")[0]
    title = Text(
        f"临时文件读不出来或写不进去，核查没有完成；系统的说明是“{line}”",
        f"temporary files cannot be read or written, the check is not finished: {line}",
    )
    hint = Text(
        "核查期间不要清理临时文件夹；或用环境变量 TMPDIR 指定别处的文件夹",
        "leave the temporary folder alone while a check runs, or name one elsewhere in the environment variable TMPDIR",
    )
    return Diagnostic("machine/disk", title, hint=hint)


def _stands() -> bool:
    """Whether the folder that the process runs in is there."""
    try:
        return os.path.isdir(os.getcwd())
    except OSError:
        return False
