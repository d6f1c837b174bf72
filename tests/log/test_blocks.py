"""What is taken apart a block at a time is what reading line by line gives."""

from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.diagnostics.limits import using
from compliance.log import lines as lines_module
from compliance.log.blocks import Parted, Plain, parts
from compliance.log.lines import lines
from compliance.log.records import records
from compliance.log.writer import CleanCopy, Copies

WIDTH = 3
LINES = st.sampled_from(
    [
        "1,甲,x",
        "2,乙",
        "3,丙,x,y",
        "4,丁,x,",
        "",
        ",,",
        " , ,\u3000",
        '5,"甲,乙",x',
        '6,"甲',
        '乙",x',
        '7,"甲"乙,x',
        '8,"甲" ,x',
        '9,"甲""乙",x',
        '"',
        "a\0,b,c",
        "a\rb,c,d",
        "1;甲;x",
        '2;"甲;乙";x,y',
        "3;甲,乙;x",
        "-1,甲,x",
        "x" * 30 + ",y,z",
    ]
)
ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r", "\r\r\n"])
TEXTS = st.lists(st.tuples(LINES, ENDS), max_size=40).map(lambda said: "".join(map("".join, said)))


def outcome(text: bytes, encoding: str, old_mac: bool, delimiter: str, *, whole: bool) -> tuple[object, ...]:
    """The copy, and what was rejected or passed over."""
    with TemporaryDirectory() as folder, CleanCopy(Copies(Path(folder)), "a.csv", ["a", "b", "c"]) as copy:
        stream = BytesIO(text)
        if whole:
            for part in parts(stream, encoding, old_mac, 1, delimiter, WIDTH):
                if isinstance(part, Plain):
                    copy.add_plain(part.first, part.lines, delimiter)
                elif isinstance(part, Parted):
                    copy.add_parted(part.rows)
                elif part.problem is None:
                    copy.add(part.row, part.cells)
                else:
                    copy.reject(part.row, part.problem, value=part.shown)
        else:
            for record in records(islice(lines(stream, encoding, old_mac), 1, None), delimiter, WIDTH):
                if record.problem is None:
                    copy.add(record.row, record.cells)
                else:
                    copy.reject(record.row, record.problem, value=record.shown)
        copy.__exit__(None, None, None)
        assert copy.path is not None
        return copy.path.read_bytes(), copy.rejected, copy.rejected_more, copy.rows, copy.blank, copy.short


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "UTF-16LE"])
@pytest.mark.parametrize("delimiter", [",", ";"])
@given(text=TEXTS, chunk=st.sampled_from([7, 20, 64, 1000]), old_mac=st.booleans(), torn=st.integers(-1, 200))
def test_blocks_give_what_lines_give(
    encoding: str, delimiter: str, text: str, chunk: int, old_mac: bool, torn: int
) -> None:
    """In every encoding, with every mistake in quotations, wherever a block ends and a byte is wrong."""
    data = ("h,h,h\n" + text).encode(encoding)
    if 0 <= torn < len(data):
        data = data[:torn] + b"\xff" + data[torn:]
    before = lines_module.CHUNK
    lines_module.CHUNK = chunk
    try:
        with using({"row": 120, "cell": 25}):
            assert outcome(data, encoding, old_mac, delimiter, whole=True) == outcome(
                data, encoding, old_mac, delimiter, whole=False
            )
        assert outcome(data, encoding, old_mac, delimiter, whole=True) == outcome(
            data, encoding, old_mac, delimiter, whole=False
        )
    finally:
        lines_module.CHUNK = before


def test_most_of_a_text_is_taken_a_block_at_a_time() -> None:
    """Or the test above holds lines against lines."""
    text = ("h,h,h\n" + "1,甲,x\n" * 3 + '2,"甲\n乙",x\n' * 3 + "1,甲,x\n" * 400_000).encode()
    kinds = [type(part) for part in parts(BytesIO(text), "utf-8", False, 1, ",", WIDTH)]
    assert kinds.count(Plain) >= 2
