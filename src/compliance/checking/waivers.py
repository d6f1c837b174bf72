"""`waivers.toml`: gaps that are not counted for a time, who said so and why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError, model_validator

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.small_file import SHOWN, read_small
from compliance.diagnostics.toml_file import tables_of, text_of
from compliance.diagnostics.toml_places import TomlPlaces, toml_places
from compliance.diagnostics.trouble import why
from compliance.findings.waiver import Waiver
from compliance.rulesets.manifest import Day, Strict, Word, keys_of
from compliance.rulesets.manifest_mistakes import Unusable, key_mistake

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class _Entry(Strict):
    """`[[waiver]]`."""

    rule: Word
    reason: Word
    approver: Word
    start: Day | None = Field(default=None, alias="from")
    expiry: Day
    ruleset: Word | None = None
    agency: Word | None = None
    case: Word | None = None
    period: Word | None = None

    @model_validator(mode="after")
    def _in_order(self) -> _Entry:
        if self.start and self.start > self.expiry:
            raise Unusable(
                Text("先后有序的起止日期", "a first day that is not after the last"),
                Text("检查 from 和 expiry 的先后", "check the order of from and expiry"),
            )
        return self


class _File(Strict):
    """The whole file."""

    waiver: tuple[_Entry, ...] = ()


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers of a file in their order. Raises Refused with every error in it."""
    file = str(path)
    try:
        data = read_small(path)
    except OSError as error:
        said = why(error)
        title = Text(f"读不到暂缓文件“{file}”：{said.zh}", f"the waivers file “{file}” cannot be read: {said.en}")
        hint = Text("检查文件名和权限", "check its name and permissions")
        raise Refused([Diagnostic("waivers/not-found", title, hint=hint)]) from None
    text = text_of(data, path, "waivers")
    tables, places = tables_of(text, file, "waivers"), toml_places(text, file)
    try:
        read = _File.model_validate(tables)
    except ValidationError as error:
        raise Refused([_mistake(one, places) for one in error.errors()[:SHOWN]]) from None
    return tuple(_waiver(entry, places.key(("waiver", str(n), "rule"))) for n, entry in enumerate(read.waiver))


def _waiver(entry: _Entry, place: Place) -> Waiver:
    return Waiver(
        rule=entry.rule,
        reason=entry.reason,
        approver=entry.approver,
        end=entry.expiry,
        start=entry.start,
        ruleset=entry.ruleset,
        agency=entry.agency,
        case=entry.case.strip() if entry.case else None,
        period=entry.period,
        place=place,
    )


def _mistake(error: ErrorDetails, places: TomlPlaces) -> Diagnostic:
    """An error of the file as those of a manifest are worded, with what can stand in this one."""
    found = key_mistake(error, places, lambda path: keys_of(_File, path))
    code = f"waivers/{found.code.partition('/')[2]}"
    if error["loc"] == ("waiver",) or (error["type"] == "extra_forbidden" and len(error["loc"]) == 1):
        return replace(found, code=code, hint=Text("每条暂缓以 [[waiver]] 开头", "each waiver begins with [[waiver]]"))
    return replace(found, code=code)
