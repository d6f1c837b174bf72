"""Texts that a workbook has once and many of its cells say: the reader of values lays each out in every cell."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from zipfile import ZipFile, ZipInfo

_PART = "xl/sharedstrings.xml"
_TEXT = re.compile(rb"<(?:\w{1,32}:)?si[\s/>]")
_USUAL = re.compile(rb"""\bt="s"[^>]*><v>([0-9]{1,9})</v>""")
"""A cell that says a text, as nearly all programs write it, with the number of the text."""
_SAYS = re.compile(rb"""\bt\s*=\s*["']s["']""")
_SHORTEST = len('<c t="s"><v>0</v></c>')
_CHUNK, _OVERLAP = 1 << 20, 256


def laid_out(book: ZipFile, most: int) -> int:
    """Bytes of the texts as they stand in the cells, with their markup: at most so many, and no longer counted beyond `most`."""
    texts = [part for part in book.infolist() if part.filename.casefold() == _PART]
    if not texts:
        return 0
    lengths, longest = _lengths(book, texts[0])
    sheets = [part for part in book.infolist() if part is not texts[0]]
    if sum(part.file_size for part in sheets) // _SHORTEST * longest <= most:
        return 0
    total = 0
    for part in sheets:
        for said in _said(book, part, lengths, longest):
            total += said
            if total > most:
                return total
    return total


def _lengths(book: ZipFile, part: ZipInfo) -> tuple[Sequence[int], int]:
    """From where each text begins to where the next does, and the longest; none alone where remarks may hide which is which."""
    starts, plain = array("Q"), True
    for at, seen in _blocks(book, part):
        last = starts[-1] if starts else -1
        starts.extend(start for found in _TEXT.finditer(seen) if (start := at + found.start()) > last)
        plain = plain and b"<!" not in seen
    starts.append(part.file_size)
    lengths = array("Q", (after - before for before, after in pairwise(starts)))
    return lengths if plain else (), max(lengths, default=0)


def _said(book: ZipFile, part: ZipInfo, lengths: Sequence[int], longest: int) -> Iterator[int]:
    """Bytes that the cells of a part say, block by block. One that says it in another way may say the longest."""
    for _, seen in _blocks(book, part):
        usual = [int(number) for number in _USUAL.findall(seen)]
        known = [number for number in usual if number < len(lengths)]
        others = len(_SAYS.findall(seen)) - len(known)
        yield sum(map(lengths.__getitem__, known)) + max(0, others) * longest


def _blocks(book: ZipFile, part: ZipInfo) -> Iterator[tuple[int, bytes]]:
    """A part block by block, each with where it begins; the end of one comes again with the next, for what lies across both."""
    tail, at = b"", 0
    with book.open(part) as stream:
        while block := stream.read(_CHUNK):
            seen = tail + block
            yield at - len(tail), seen
            at += len(block)
            tail = seen[-_OVERLAP:]
