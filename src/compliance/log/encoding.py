"""Which encoding a text file is in, by its first bytes."""

from __future__ import annotations

import codecs
import re

UTF_8, GB18030, UTF_16LE, UTF_16BE = "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"
"""The names are Python's too; a byte order mark is never part of the text."""

_MARKS = ((codecs.BOM_UTF8, UTF_8), (codecs.BOM_UTF16_LE, UTF_16LE), (codecs.BOM_UTF16_BE, UTF_16BE))
_ASCII = bytes(range(128))
_PLAUSIBLE = re.compile(r"[\t\n\r -~\u00a0-\u00ff\u2010-\u203f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_PARTING = re.compile(r"[,;\t\n{}]")


def detect(head: bytes) -> str:
    """The encoding of a file that begins with `head`. UTF-8 where nothing speaks against it.

    Between UTF-8 and GB18030 the lines vote, for one torn line must not turn a whole file into gibberish; each has
    as many votes as bytes that tell, for a word or two may be text in both.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    wide = _without_mark(head)
    if wide:
        return wide
    if _reads(head, UTF_8):
        return UTF_8
    *whole, last = head.split(b"\n")
    lines = [line for line in whole if not line.isascii()] or [last]
    utf_8 = sum(_votes(line) for line in lines if _reads(line, UTF_8))
    gb18030 = sum(_votes(line) for line in lines if _reads(line, GB18030))
    return GB18030 if utf_8 * 2 < sum(map(_votes, lines)) and gb18030 > utf_8 else UTF_8


def _without_mark(head: bytes) -> str | None:
    """UTF-16 without its mark: many NUL bytes, and text with its commas and line ends when read so."""
    if head.count(0) * 30 < len(head) or len(head) < 4:
        return None
    even = head[: len(head) & ~1]
    scores = {name: _score(even.decode(name, errors="replace")) for name in (UTF_16LE, UTF_16BE)}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= 0.9 else None


def _score(text: str) -> float:
    """The share of characters that a log is likely to have; 0 for a text that nothing parts."""
    if len(_PARTING.findall(text)) * 60 < len(text):
        return 0.0
    return len(_PLAUSIBLE.findall(text)) / len(text)


def _votes(line: bytes) -> int:
    return len(line.translate(None, _ASCII))


def _reads(line: bytes, encoding: str) -> bool:
    """Whether a line is text in an encoding; its last character may be cut."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(line)
    except UnicodeDecodeError:
        return False
    return True
