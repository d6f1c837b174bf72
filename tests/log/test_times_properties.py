from datetime import UTC, date, datetime, time, timedelta, timezone

from hypothesis import example, given
from hypothesis import strategies as st

from compliance.calendars.interval import Interval
from compliance.diagnostics import Text
from compliance.log.times import Stated, parse_time

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
DIGITS = "〇一二三四五六七八九"
BLANKS = st.sampled_from(["", " ", "  ", "\u3000", "\t"])


def chinese(number: int) -> str:
    """A number up to 99 as it is said."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def forms(day: date) -> list[str]:
    """Every way in which a day may be written."""
    y, m, d = day.year, day.month, day.day
    digits = "".join(DIGITS[int(c)] for c in str(y))
    return [
        *(f"{y}{sep}{m}{sep}{d}" for sep in "-/."),
        *(f"{y}{sep}{m:02d}{sep}{d:02d}" for sep in "-/."),
        f"{y}{m:02d}{d:02d}",
        f"{y}年{m}月{d}日",
        f"{y}年{m:02d}月{d:02d}号",
        f"{digits}年{chinese(m)}月{chinese(d)}日",
    ]


def clocks(clock: time) -> list[str]:
    """Every way in which an hour and minute may be written."""
    h, m = clock.hour, clock.minute
    twelve = (h - 1) % 12 + 1
    return [
        f" {h:02d}:{m:02d}",
        f" {h}:{m:02d}:00",
        f"T{h:02d}:{m:02d}",
        f" {h}时{m}分",
        f" {h}点{m:02d}",
        f" {twelve}:{m:02d} {'AM' if h < 12 else 'PM'}",
    ]


def full_width(text: str) -> str:
    """Digits and signs as a Chinese input method types them."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@given(DAYS)
@example(date(2000, 2, 29))
def test_every_form_of_a_day_gives_that_day(day):
    """A day read is the day that was written, in half and in full width."""
    for text in forms(day):
        assert parse_time(text) == parse_time(full_width(text)) == Stated(Interval.day(day)), text


@given(DAYS, MINUTES)
def test_every_form_of_a_time_gives_that_instant(day, clock):
    """A time of day is exact, whatever stands before it."""
    instant = Interval.exact(datetime.combine(day, clock))
    for text in (left + right for left in forms(day) for right in clocks(clock)):
        assert parse_time(text) == Stated(instant), text


@given(DAYS, MINUTES, BLANKS, BLANKS)
def test_blanks_make_no_difference(day, clock, one, two):
    """Around every mark a person may put a blank."""
    plain = f"{day.year}年{day.month}月{day.day}日{clock.hour}时{clock.minute}分"
    spaced = plain
    for mark in "年月日时":
        spaced = spaced.replace(mark, one + mark + two)
    assert parse_time(spaced) == parse_time(plain)


@given(st.datetimes(datetime(1901, 1, 1), datetime(2199, 12, 31)), st.integers(-840, 840))
def test_an_offset_keeps_the_instant(instant, minutes):
    """The local time at any offset, with that offset, is the same instant in the zone."""
    aware = instant.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=minutes)))
    assert parse_time(aware.isoformat(), "UTC") == Stated(Interval.exact(instant))


@given(DAYS, DAYS, st.sampled_from(["至", "到", "~", " to ", "—", " 至 "]))
def test_a_range_gives_both_days(one, two, mark):
    """The earlier is the time, the later its end."""
    start, end = sorted((one, two))
    assert parse_time(f"{start}{mark}{end}") == Stated(Interval.day(start), Interval.day(end))


@given(st.text(max_size=30) | st.from_regex(r"[0-9年月日时:/ .至TZ+-]{0,24}", fullmatch=True))
def test_any_text_is_a_time_or_a_reason(text):
    """Nothing that stands in a cell ends the run."""
    stated = parse_time(text)
    assert isinstance(stated, Text) or stated.interval.lo <= stated.interval.hi
    if isinstance(stated, Text):
        assert stated.zh
        assert stated.en


@given(DAYS)
def test_what_is_read_is_repeated_as_it_was_stated(day):
    """The words of an interval are read as that interval again."""
    for interval in (Interval.day(day), Interval.month(day.year, day.month), Interval.year(day.year)):
        assert parse_time(interval.stated()) == Stated(interval)
