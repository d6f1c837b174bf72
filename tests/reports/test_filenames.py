from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.reports.filenames import DEVICES, file_names


def named(*names: str) -> list[str]:
    """The file names, in the order of the names given."""
    found = file_names(names, "nameless")
    return [found[name] for name in names]


@pytest.mark.parametrize(
    ("agency", "file"),
    [
        ("财政局", "财政局"),
        ("财政局/教育局", "财政局／教育局"),
        ('a\\b:c*d?e"f<g>h|i', "a＼b：c＊d？e＂f＜g＞h｜i"),
        ("../../etc/passwd", "／..／etc／passwd"),
        (" 财政局. . ", "财政局"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("a\n b\tc", "a b c"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Com1", "_Com1"),
        ("console", "console"),
        ("", "nameless"),
        (" . ", "nameless"),
        ("\u202e局", "[U+202E]局"),
    ],
)
def test_a_name_is_safe_and_still_read(agency: str, file: str) -> None:
    """What Windows or Linux forbid is written in its full-width form, devices get a mark, nothing is hidden."""
    assert named(agency) == [file]


def test_names_that_a_disk_may_confuse_are_numbered() -> None:
    """Upper and lower case, composed and decomposed letters, and what the rules above made the same."""
    decomposed = unicodedata.normalize("NFD", "Bureau é")
    assert named("Bureau É", "bureau é", decomposed) == ["Bureau É-2", "bureau é-3", "Bureau é"]
    assert named("a/b", "a／b") == ["a／b", "a／b-2"]
    assert named("a", "A", "a-2") == ["a-2", "A", "a-2-2"]


def test_the_name_of_the_index_is_taken() -> None:
    """An agency that is called so does not overwrite it."""
    assert file_names(["Index"], "nameless", ["index"]) == {"Index": "Index-2"}


def test_the_order_of_the_agencies_does_not_matter() -> None:
    """The same agencies always get the same files."""
    assert file_names(["b", "A", "a", "B"], "n") == file_names(["a", "B", "A", "b"], "n")


@given(st.lists(st.text(max_size=300), unique=True, max_size=8))
def test_any_names_at_all_make_files(names: list[str]) -> None:
    """Each its own, of at most 255 bytes with an ending, without a character or device that some system refuses."""
    found = list(file_names(names, "nameless", ["index"]).values())
    assert len({unicodedata.normalize("NFC", file).casefold() for file in found}) == len(names)
    for file in found:
        assert 0 < len(f"{file}.parquet".encode()) <= 255
        assert file.isprintable() and not set('/\\:*?"<>|') & set(file)
        assert file.strip(" .") == file and file.partition(".")[0].casefold() not in DEVICES
