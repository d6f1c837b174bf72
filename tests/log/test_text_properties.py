import csv
import tempfile
from io import BytesIO, StringIO
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from compliance.diagnostics import Refused
from compliance.log.copy import clean_copy
from compliance.log.encoding import detect
from compliance.log.lines import lines
from compliance.log.open import open_log
from compliance.log.records import records

CELLS = st.text(st.sampled_from('预决算公开甲乙ab19 ,;"\t\n'), max_size=8)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
HEADER = ["编号", "公开日期", "备注"]


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12), st.sampled_from(",;\t"), ENCODINGS)
def test_what_a_spreadsheet_writes_is_read_as_it_was(data, delimiter, encoding):
    """Any cells, any separator, any encoding: the same records, each at the line where it starts."""
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([HEADER, *data])
    content = text.getvalue().encode(encoding)
    found = list(records(lines(BytesIO(content), detect(content)), delimiter, 3))
    assert [record.cells for record in found] == [HEADER, *data]
    assert [record.row for record in found] == [1 + sum(r.lines for r in found[:n]) for n in range(len(found))]


@given(st.binary(max_size=200) | st.lists(CELLS, max_size=20).map(lambda cells: ",".join(cells).encode()))
def test_no_bytes_break_the_reader(content):
    """What is not refused has a copy whose every row is as wide as the header."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_bytes("编号,公开日期,备注\n1,2018-01-30,甲\n".encode() + content)
        try:
            (table,) = open_log(
                [str(path)], actions={"公开": "publish"}, mapping=None, workdir=Path(folder), parquet_headers=list
            ).tables
        except Refused as refused:
            assert all(problem.title.zh and problem.title.en for problem in refused.diagnostics)
            return
        copy = clean_copy(table, Path(folder))
        with copy.path.open(encoding="utf-8", newline="") as text:
            kept = list(csv.reader(text))
        assert all(len(row) == len(table.columns) + 1 for row in kept)
        assert len(kept) + len(copy.rejected) >= 1
