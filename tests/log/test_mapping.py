import pytest

from compliance.diagnostics import Diagnostic, Refused, render
from compliance.log.mapping import load_mapping


@pytest.fixture
def mapping_file(tmp_path):
    """Writes a mapping file."""

    def write(content: str | bytes):
        path = tmp_path / "m.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def mistakes(path) -> list[Diagnostic]:
    """What is said of a mapping file that cannot be used."""
    with pytest.raises(Refused) as refused:
        load_mapping(path)
    return list(refused.value.diagnostics)


def test_columns_and_defaults(mapping_file):
    """Headers are folded; a default may be named in either spelling."""
    mapping = load_mapping(
        mapping_file(
            '[columns]\n"成文日期" = "formation"\n" ＰＵＢ " = "publish"\n[defaults]\n事项 = "x"\n'.replace(
                "事项", '"事项"'
            )
        )
    )
    assert mapping.columns == {"成文日期": "formation", "pub": "publish"}
    assert mapping.defaults == {"matter": "x"}
    assert mapping.places["成文日期"].line == 2


def test_a_byte_order_mark_and_an_empty_file_do_no_harm(mapping_file):
    """Windows editors write the mark."""
    assert load_mapping(mapping_file(b"\xef\xbb\xbf[columns]\npub = 'publish'\n")).columns == {"pub": "publish"}
    assert load_mapping(mapping_file("")).columns == {}


def test_a_slip_of_syntax_is_shown_with_a_mark_under_it(mapping_file):
    """File, line, column and the line itself."""
    (mistake,) = mistakes(mapping_file('[columns]\n"成文日期" = formation\n'))
    assert render(mistake).splitlines()[1:4] == [
        f"  --> {mistake.place.file}:2:10",
        '  2 | "成文日期" = formation',
        "    |              ^^^^^^^^^",
    ]
    assert "引号" in mistake.title.zh


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("[columns]\n成文日期 = 'formation'\n", "引号"),
        ("[columns\n", "方括号"),
        ("[columns]\na = 'x'\na = 'y'\n", "两次"),
        ("[columns]\na 'x'\n", "等号"),
    ],
)
def test_every_slip_of_syntax_has_words(content, word, mapping_file):
    """In Chinese too, where the parser speaks English."""
    (mistake,) = mistakes(mapping_file(content))
    assert word in mistake.title.zh
    assert mistake.place.line is not None


def test_an_unknown_table_is_named_with_the_nearest(mapping_file):
    """Every mistake of one kind in one run."""
    found = mistakes(mapping_file('[colums]\na = "case"\n[default]\nagency = "x"\n'))
    assert [m.place.line for m in found] == [1, 3]
    assert "columns" in found[0].hint.en
    assert "defaults" in found[1].hint.zh


def test_an_unknown_default_is_named_with_the_nearest(mapping_file):
    """A default is a column of a log."""
    (mistake,) = mistakes(mapping_file('[columns]\n[defaults]\nagencey = "x"\n'))
    assert (mistake.place.line, mistake.place.column, mistake.place.length) == (3, 1, 7)
    assert "agency" in mistake.hint.zh


def test_a_value_that_is_no_text_is_marked(mapping_file):
    """The mark stands under the value."""
    (mistake,) = mistakes(mapping_file("[columns]\n'文号' = 5  # five\n"))
    assert (mistake.place.line, mistake.place.column, mistake.place.length) == (2, 8, 1)


def test_a_table_that_is_none_is_said(mapping_file):
    """`columns` must be a table."""
    (mistake,) = mistakes(mapping_file('columns = "x"\n'))
    assert "[columns]" in mistake.title.en


def test_two_spellings_of_one_header_are_an_error(mapping_file):
    """They differ in width only."""
    (mistake,) = mistakes(mapping_file('[columns]\n"pub" = "publish"\n"ＰＵＢ" = "approval"\n'))
    assert mistake.place.line == 3


def test_a_file_that_is_not_there_or_not_utf_8(mapping_file, tmp_path):
    """Both are said in words."""
    assert mistakes(tmp_path / "none.toml")[0].code == "mapping/not-found"
    assert mistakes(mapping_file("[columns]\n'编号' = 'case'".encode("gb18030")))[0].code == "mapping/encoding"
