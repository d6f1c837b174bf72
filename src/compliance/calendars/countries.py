"""Working days of other countries: Monday to Friday but for the public holidays that the package `holidays` knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from compliance.calendars.day import DayKind, Official
from compliance.diagnostics import Text

if TYPE_CHECKING:
    from holidays import HolidayBase

CHINESE = ("zh_CN", "zh_HK", "zh_TW")
ENGLISH = ("en_US", "en_GB", "en_HK")


def codes() -> tuple[str, ...]:
    """The country codes that are known, of two and three letters."""
    from holidays.registry import EntityLoader

    return tuple(sorted({code for code in EntityLoader.get_country_codes() if code.isupper()}))


def country(code: str) -> Official:
    """The calendar of a country by one of `codes()`."""
    import holidays
    from holidays.version import __version__

    known = holidays.country_holidays(code)
    first, last = known.start_year, known.end_year
    chinese, english = _language(known, CHINESE), _language(known, ENGLISH)

    def exceptions(year: int) -> Mapping[date, DayKind]:
        en = holidays.country_holidays(code, years=year, language=english)
        zh = holidays.country_holidays(code, years=year, language=chinese or english)
        return {day: DayKind(False, Text(zh[day], en[day])) for day in en}

    title = Text(
        f"{code} 工作日（周一至周五，公共假日除外）",
        f"working days of {code}: Monday to Friday but for public holidays",
    )
    return Official("holidays", __version__, title, first, last, exceptions)


def _language(known: HolidayBase, wanted: Iterable[str]) -> str | None:
    """The first language wanted that names this country's holidays; None: the country's own."""
    return next((language for language in wanted if language in known.supported_languages), None)
