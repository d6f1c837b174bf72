"""A line into its clauses: the duties and qualifiers of a rule, each cut into the terminals of the grammar."""

from __future__ import annotations

from collections.abc import Callable

from compliance.calendars.numerals import LARGEST, is_about, value_of
from compliance.language.characters import Folded
from compliance.language.cut_condition import cut_condition
from compliance.language.cut_duty import NUMBER, check_date, check_digits, cut_duty
from compliance.language.cut_names import COMMAS, cut_names
from compliance.language.dates import find_date
from compliance.language.lexicon import EXTENDED_ON, LATIN, NUMBERED, SPAN, STARTS, Lexicons, Word
from compliance.language.mistakes import duties, figures, qualifiers
from compliance.language.tokens import Clause, Cursor

_BOUNDARY = ' ;,、"('
_OPEN = frozenset(("_REQUIRE", "_WHEN", "_CITE", "_TITLE"))
"""Qualifiers whose words no vocabulary holds: on a line of their own they may be glued to what follows."""


class Cutter:
    """Cuts lines by the words of one vocabulary."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.lexicons = lexicons
        self._by_terminal: dict[str, Callable[[Cursor], None]] = {
            "_REQUIRE": self._condition,
            "_WHEN": self._condition,
            "_EXTENDED": self._extended,
            "_CITE": self._cite,
            "_TITLE": self._title,
            "_WEIGHT": self._weight,
            "_EFFECTIVE": self._effective,
            "_NIL": self._nothing,
            "MODALITY": self._nothing,
        }

    def rule(self, line: Folded, start: int) -> list[Clause]:
        """The clauses of a rule's own line, after the matter."""
        clauses: list[Clause] = []
        cursor = Cursor(line, start)
        while not self._between(cursor):
            found = self.start_of_qualifier(cursor)
            if found is not None:
                clauses.append(self._qualifier(cursor, found))
            else:
                clauses += self._duties(cursor)
        return clauses

    def qualifiers(self, line: Folded) -> list[Clause]:
        """The clauses of an indented line."""
        clauses: list[Clause] = []
        cursor = Cursor(line)
        while not self._between(cursor):
            found = self.start_of_qualifier(cursor, own_line=True)
            if found is None:
                raise qualifiers.no_qualifier(cursor, self.lexicons)
            clauses.append(self._qualifier(cursor, found))
        return clauses

    def start_of_qualifier(self, cursor: Cursor, own_line: bool = False) -> tuple[int, Word] | None:
        """The keyword of a qualifier that stands at the cursor, if one does, and where it ends.

        `by` before a date is a duty's. A Chinese keyword glued to more is one only if the rest can be cut as its words.
        """
        text = cursor.text
        found = STARTS.longest(text, cursor.position)
        if found is None:
            return None
        end, (terminal, _) = found
        duty = self.lexicons.duty.longest(text, cursor.position)
        if duty is not None and duty[0] > end:
            return None
        if terminal == "_BY" and not own_line and text[end - 1] in LATIN and _date_follows(text, end):
            return None
        if end >= len(text) or text[end] in _BOUNDARY + ":" or text[end - 1] in LATIN or text[end].isdigit():
            return found
        if own_line and (terminal in _OPEN):
            return found
        return found if self._cuts(text, end, terminal) else None

    def _cuts(self, text: str, place: int, terminal: str) -> bool:
        """Whether the word at `place` can wholly be cut as what follows the keyword."""
        words = self.lexicons.lists_of_names.get(terminal)
        if terminal == "_EFFECTIVE":
            return SPAN.longest(text, place) is not None
        if words is None:
            return False
        while place < len(text) and text[place] not in _BOUNDARY:
            found = (
                words.names.longest(text, place)
                or words.before.longest(text, place)
                or words.after.longest(text, place)
            )
            if found is None:
                return False
            place = found[0]
        return True

    def _between(self, cursor: Cursor) -> bool:
        """Past blanks and `;`; whether the line ends here."""
        while True:
            cursor.skip_blank()
            if cursor.position >= len(cursor.text):
                return True
            if cursor.text[cursor.position] != ";":
                return False
            cursor.position += 1

    def _duties(self, cursor: Cursor) -> list[Clause]:
        """Duties parted by commas."""
        clauses: list[Clause] = []
        while True:
            start = cursor.skip_blank()
            cursor.tokens = []
            if cursor.at_end() or cursor.text[cursor.position] in COMMAS:
                raise duties.no_duty_at_comma(cursor, first=not clauses)
            if clauses and (found := self.start_of_qualifier(cursor)) is not None:
                raise duties.qualifier_after_comma(cursor, found[0])
            cut_duty(cursor, self.lexicons.duty, lambda at: self.start_of_qualifier(at) is not None)
            end = cursor.tokens[-1].end
            clauses.append(Clause("duty", cursor.tokens, cursor.line, start, end))
            if cursor.at_end() or cursor.text[cursor.position] not in COMMAS:
                return clauses
            self._comma(cursor)

    def _comma(self, cursor: Cursor) -> None:
        """The comma between duties; 、 between actions is a mistake, for it does not say which is meant."""
        mark, last = cursor.position, cursor.tokens[-1]
        cursor.position += 1
        cursor.skip_blank()
        if cursor.text[mark] == "、" and last.type == "NAME" and not cursor.at_end():
            found = self.lexicons.duty.longest(cursor.text, cursor.position)
            if found is not None and found[1][0] == "NAME":
                raise duties.mark_between_actions(cursor, mark, last, found[0])

    def _qualifier(self, cursor: Cursor, found: tuple[int, Word]) -> Clause:
        start = cursor.position
        cursor.tokens = []
        cursor.take(found[1][0], found[1][1], found[0])
        if cursor.text[cursor.position :].lstrip(" ").startswith(":"):
            raise qualifiers.colon_after_keyword(cursor, start, cursor.position)
        terminal = found[1][0]
        cut = self._by_terminal.get(terminal)
        if cut is not None:
            cut(cursor)
        else:
            cut_names(cursor, self.lexicons.lists_of_names[terminal], self._ends)
        end = max(cursor.tokens[-1].end, start)
        clause = Clause("qualifier", cursor.tokens, cursor.line, start, end)
        cursor.skip_blank()
        if not cursor.at_end() and not self._ends(cursor):
            raise qualifiers.more_after_qualifier(cursor, clause)
        return clause

    def _ends(self, cursor: Cursor) -> bool:
        return self.start_of_qualifier(cursor) is not None

    def _nothing(self, cursor: Cursor) -> None:
        """A keyword that stands alone."""

    def _condition(self, cursor: Cursor) -> None:
        cut_condition(cursor, self.lexicons.phrases, self._ends)

    def _cite(self, cursor: Cursor) -> None:
        """The text to the end of the line or `;`."""
        start, text = cursor.skip_blank(), cursor.text
        place = start
        while place < len(text) and text[place] != ";":
            place = cursor.line.quoted.get(place, place + 1)
        cited = cursor.line.original(start, place).strip()
        if not cited:
            raise qualifiers.nothing_cited(cursor)
        cursor.take("TEXT", cited, start + len(text[start:place].rstrip()))

    def _title(self, cursor: Cursor) -> None:
        start = cursor.skip_blank()
        if start not in cursor.line.quoted:
            raise qualifiers.title_needs_quotes(cursor)
        cursor.take("STRING", cursor.quotation(), cursor.line.quoted[start], quoted=True)

    def _weight(self, cursor: Cursor) -> None:
        start = cursor.skip_blank()
        match = NUMBER.match(cursor.text, start)
        if match is None or not match.group()[0].isdigit() or float(match.group()) > LARGEST:
            raise qualifiers.no_weight(cursor)
        check_digits(cursor, start, match.end())
        cursor.take("NUMBER", float(match.group()), match.end())

    def _extended(self, cursor: Cursor) -> None:
        start, text = cursor.skip_blank(), cursor.text
        match = NUMBER.match(text, start)
        number = value_of(match.group()) if match and "." not in match.group() else None
        if match is None or number is None:
            raise qualifiers.no_extension(cursor)
        check_digits(cursor, start, match.end())
        if is_about(match.group()):
            raise figures.about_how_many(cursor, match.end())
        cursor.take("NUMBER", number, match.end())
        unit = NUMBERED.longest(text, cursor.skip_blank())
        if unit is None or unit[1][0] != "UNIT":
            raise figures.missing_unit(cursor, match.end())
        cursor.take("UNIT", unit[1][1], unit[0])
        on = EXTENDED_ON.longest(text, cursor.skip_blank())
        if on is None:
            raise qualifiers.extended_on_what(cursor)
        cursor.take("_EXTENDED_ON", on[1][1], on[0])
        cut_names(cursor, self.lexicons.lists_of_names["_EXTENDED"], self._ends)

    def _effective(self, cursor: Cursor) -> None:
        while True:
            place, text = cursor.skip_blank(), cursor.text
            if cursor.at_end() or (cursor.at_word_start() and self._ends(cursor)):
                return
            found = SPAN.longest(text, place)
            written = find_date(text, place)
            if found is not None:
                cursor.take(found[1][0], found[1][1], found[0])
            elif written is None:
                raise figures.not_a_date(cursor)
            else:
                check_digits(cursor, place, written.end)
                check_date(cursor, written.terminal, written.parts, written.end)
                if written.terminal != "DATE":
                    raise figures.whole_date_needed(cursor, written.end)
                cursor.take("DATE", written.parts, written.end)


def _date_follows(text: str, place: int) -> bool:
    """Whether `by` is a duty's: a date follows, or what ends a month or a year."""
    if text[place : place + 1] == " ":
        place += 1
    rest = text[place : place + 7]
    return rest[:1].isdigit() or rest.startswith("end of") or find_date(text, place) is not None
