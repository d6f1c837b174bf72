"""What the system says when it refuses a file, in the words of the product."""

from __future__ import annotations

import errno

from compliance.diagnostics.diagnostic import Text

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
