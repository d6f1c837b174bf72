"""What the columns of a table are, by their headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from compliance.diagnostics import Diagnostic, Place, Text, nearest, offered
from compliance.diagnostics.small_file import SHOWN
from compliance.findings.acts import action as action_words
from compliance.findings.names import fold
from compliance.log.headers import HEADERS, ROLES, milestone_of, plain, role_of, words
from compliance.log.model import Column, HeaderMapping, Role, Shape
from compliance.log.near_headers import nearly

NO_MAPPING = HeaderMapping()
REPORT = "log/report"
"""The code of what is said of a report of ours."""
WORDED = tuple(f"{title}\n----".encode() for title in ("公开时限合规检查报告", "Disclosure compliance report"))
"""How a report in words begins."""
REPORTS = (
    frozenset({"ruleset", "rule", "duty", "verdict", "modality"}),
    frozenset({"问题编号", "问题描述", "整改情况", "复查结论"}),
    frozenset({"problem", "what is wrong", "what was done", "conclusion"}),
)
"""Headers that a report has and no log: of the findings as data, of the list of problems (问题清单) in either language."""
NAMED = 20
"""Headers that a message names."""
ATTRIBUTE_WORDS = ("attribute", "属性")
"""What a mapping file calls a column that is neither a log column nor a milestone, whatever its header looks like."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a row of headers says: columns, shape, the defaults that hold; or in `problems` what is wrong with them."""

    columns: tuple[Column, ...]
    shape: Shape | None
    defaults: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Guess:
    """A header with everything that it may be; `mapped` is what the mapping file says of it."""

    header: str
    role: Role | None
    milestone: str | None
    mapped: tuple[Role, str | None] | None


def recognise(
    headers: Sequence[str], actions: Mapping[str, str], mapping: HeaderMapping | None = None, file: str = ""
) -> Recognised:
    """The columns of a table. `actions` maps folded aliases (and names) to action names.

    An action column makes an event log; else milestones make a ledger; else a time makes a list of publications.
    """
    if is_report(headers):
        return Recognised((), None, problems=(_no_log(file),))
    mapping = mapping or NO_MAPPING
    problems = mapping_problems(actions, mapping)
    guesses = [_guess(header, actions, mapping) for header in headers]
    shape = _shape(guesses, mapping)
    chosen = _choose([_column(index, guess, shape) for index, guess in enumerate(guesses)], guesses)
    problems += _twice(chosen, guesses, file)
    if shape is None:
        problems.append(_no_time(headers, file, actions))
    elif shape is not Shape.LEDGER and not _has_time(chosen, mapping):
        problems.append(_event_log_without_time(chosen, file))
    defaults = _defaults(chosen, shape, mapping, actions)
    notes = _notes(chosen, guesses, shape, defaults)
    return Recognised(tuple(chosen), shape, defaults, tuple(notes), tuple(problems))


def report_in_words(head: bytes, file: str) -> list[Diagnostic]:
    """That a text which begins so is a report of ours, where it is one."""
    return [_no_log(file)] if head.startswith(WORDED) else []


def is_report(headers: Sequence[str]) -> bool:
    """Whether these are the headers of a report of ours, which may lie beside the logs that it is about."""
    names = {fold(header) for header in headers}
    return any(own <= names for own in REPORTS)


def _no_log(file: str) -> Diagnostic:
    title = Text("这是本程序写出的报告，不是台账", "this is a report of this program, no log")
    hint = Text("请指明台账；报告可放在另一个文件夹", "name the log; reports can lie in a folder of their own")
    return Diagnostic(REPORT, title, Place(file), hint)


def thing(header: str, actions: Mapping[str, str], mapping: HeaderMapping | None = None) -> object | None:
    """What a header names, by whatever way it is known; None for one that names nothing but an attribute."""
    if mapping is not None and mapping.columns:
        guess = _guess(header, actions, mapping)
        return guess.mapped or guess.milestone or guess.role
    return milestone_of(header, actions) or role_of(header)


def known(headers: Iterable[str], actions: Mapping[str, str], mapping: HeaderMapping | None = None) -> int:
    """How many different things the cells of a row name: what tells a header from a title and from data."""
    return len({thing(header, actions, mapping) for header in headers} - {None})


def mapping_problems(actions: Mapping[str, str], mapping: HeaderMapping) -> list[Diagnostic]:
    """The targets of a mapping file that are neither a log column nor an action."""
    unknown = [(header, target) for header, target in mapping.columns.items() if _target(target, actions) is None]
    return [_unknown_target(header, target, actions, mapping) for header, target in unknown[:SHOWN]]


def unused(mapping: HeaderMapping | None, tables: Iterable[Sequence[Column]]) -> Text | None:
    """The headers of a mapping file that no table has, with the nearest there is, so that a slip of the pen shows."""
    headers = {fold(column.header): column.header for columns in tables for column in columns}
    absent = [header for header in (mapping or NO_MAPPING).columns if header not in headers]
    if not absent:
        return None
    near = [(header, nearest(header, headers)) for header in absent[:NAMED]]
    listed, more = offered((header, known and headers[known]) for header, known in near), len(absent) - len(near)
    return Text(
        f"映射文件中的列 {listed.zh}{f' 等 {len(absent)} 列' if more else ''} 在台账中没有",
        f"the log has no column {listed.en}{f' and {more} more' if more else ''} that the mapping file names",
    )


def _guess(header: str, actions: Mapping[str, str], mapping: HeaderMapping) -> _Guess:
    target = mapping.columns.get(fold(header)) or mapping.columns.get(plain(header))
    mapped = _target(target, actions) if target is not None else None
    return _Guess(header, role_of(header), milestone_of(header, actions), mapped)


def _target(target: str, actions: Mapping[str, str]) -> tuple[Role, str | None] | None:
    """What a mapping file's word means: a log column by its name, an action, a log column by a Chinese header."""
    name = fold(target)
    if name in ATTRIBUTE_WORDS:
        return Role.ATTRIBUTE, None
    role = ROLES.get(name)
    if role is not None and name == role.value:
        return role, None
    action = actions.get(name)
    if action is None and role is None:
        action = milestone_of(target, actions)
    if action is not None:
        return Role.MILESTONE, action
    return (role, None) if role is not None else None


def _shape(guesses: Sequence[_Guess], mapping: HeaderMapping) -> Shape | None:
    mapped = {g.mapped[0] for g in guesses if g.mapped}
    free = [g for g in guesses if g.mapped is None]
    if Role.ACTION in mapped or (Role.MILESTONE not in mapped and any(g.role is Role.ACTION for g in free)):
        return Shape.EVENTS
    if Role.MILESTONE in mapped or any(g.milestone for g in free):
        return Shape.LEDGER
    if Role.TIME in mapped or any(g.role is Role.TIME for g in free) or "time" in mapping.defaults:
        return Shape.EVENTS if "action" in mapping.defaults else Shape.PUBLICATIONS
    return None


def _column(index: int, guess: _Guess, shape: Shape | None) -> Column:
    """The column as its header says, before two that claim one thing are told apart."""
    if guess.mapped:
        return Column(index, guess.header, *guess.mapped)
    if shape is Shape.LEDGER and guess.milestone:
        return Column(index, guess.header, Role.MILESTONE, guess.milestone)
    idle = (Role.TIME, Role.ACTION) if shape is Shape.LEDGER else ()
    if guess.role is None or guess.role in idle:
        return Column(index, guess.header, Role.ATTRIBUTE)
    return Column(index, guess.header, guess.role)


def _claim(column: Column) -> tuple[Role, str | None] | None:
    return None if column.role is Role.ATTRIBUTE else (column.role, column.action)


def _choose(columns: list[Column], guesses: Sequence[_Guess]) -> list[Column]:
    """A column that the mapping file names wins over one that is recognised: the other becomes an attribute."""
    taken = {_claim(c) for c, g in zip(columns, guesses, strict=True) if g.mapped}
    lost = [bool(_claim(c)) and g.mapped is None and _claim(c) in taken for c, g in zip(columns, guesses, strict=True)]
    plain = [Column(c.index, c.header, Role.ATTRIBUTE) if gone else c for c, gone in zip(columns, lost, strict=True)]
    return _told_apart(plain)


def _told_apart(columns: list[Column]) -> list[Column]:
    """Attributes of one name get a number, so that a rule can name each."""
    seen: Counter[str] = Counter()
    names = {fold(column.header) for column in columns}
    result = []
    for column in columns:
        name = fold(column.header)
        seen[name] += 1
        if column.role is Role.ATTRIBUTE and name and seen[name] > 1:
            while fold(f"{column.header} ({seen[name]})") in names:
                seen[name] += 1
            column = replace(column, header=f"{column.header} ({seen[name]})")
        result.append(column)
    return result


def _twice(columns: Sequence[Column], guesses: Sequence[_Guess], file: str) -> list[Diagnostic]:
    claims: dict[tuple[Role, str | None], list[Column]] = {}
    for column in columns:
        claim = _claim(column)
        if claim:
            claims.setdefault(claim, []).append(column)
    problems = [_two_columns(same, file) for same in claims.values() if len(same) > 1]
    both = {g.mapped[0]: g for g in guesses if g.mapped and g.mapped[0] in (Role.ACTION, Role.MILESTONE)}
    if len(both) == 2:
        problems.append(_two_shapes(both[Role.ACTION].header, both[Role.MILESTONE].header, file))
    return problems


def _has_time(columns: Sequence[Column], mapping: HeaderMapping) -> bool:
    return "time" in mapping.defaults or any(c.role is Role.TIME for c in columns)


def _defaults(
    columns: Sequence[Column], shape: Shape | None, mapping: HeaderMapping, actions: Mapping[str, str]
) -> dict[str, str]:
    """The defaults that hold for this table: those of columns it has not."""
    have = {c.role.value for c in columns}
    idle = {"action", "time"} if shape is Shape.LEDGER else set()
    held = {name: value for name, value in mapping.defaults.items() if name not in have | idle}
    if "action" in held:
        held["action"] = actions.get(fold(held["action"]), held["action"])
    return held


def _notes(
    columns: Sequence[Column], guesses: Sequence[_Guess], shape: Shape | None, defaults: Mapping[str, str]
) -> list[Text]:
    notes = []
    mapped = [g.header for g in guesses if g.mapped]
    if mapped:
        notes.append(
            Text(f"按映射文件认列：{'、'.join(mapped)}", f"columns taken from the mapping file: {', '.join(mapped)}")
        )
    if defaults:
        said = [f"{name} = {value}" for name, value in defaults.items()]
        notes.append(
            Text(f"映射文件给出的默认值：{'；'.join(said)}", f"defaults from the mapping file: {'; '.join(said)}")
        )
    if shape is Shape.PUBLICATIONS:
        notes.append(
            Text(
                "有时间列，没有环节列，也没有环节日期列：每行按一次公开读入",
                "a time but neither an action nor milestones: every row is read as a publication",
            )
        )
    idle = [g.header for g, c in zip(guesses, columns, strict=True) if _is_idle(g, c, shape)]
    if idle:
        notes.append(
            Text(
                f"台账中的列 {'、'.join(idle)} 没有说明是哪个环节，留作其他列",
                f"the ledger's column {', '.join(idle)} names no action and is kept as an attribute",
            )
        )
    return notes


def _is_idle(guess: _Guess, column: Column, shape: Shape | None) -> bool:
    attribute = column.role is Role.ATTRIBUTE and guess.mapped is None
    return shape is Shape.LEDGER and attribute and guess.role in (Role.TIME, Role.ACTION)


def _two_columns(columns: Sequence[Column], file: str) -> Diagnostic:
    first, second = columns[0], columns[1]
    headers_zh = "和".join(f"“{c.header}”（第 {c.index + 1} 列）" for c in columns)
    headers_en = " and ".join(f"“{c.header}” (column {c.index + 1})" for c in columns)
    what = action_words(first.action) if first.action else words(first.role)
    target = first.action or first.role.value
    if fold(first.header) == fold(second.header):
        hint = Text("请给其中一列改名", "rename one of them")
    else:
        example = f'"{first.header}" = "{target}"'
        hint = Text(
            f"在映射文件（--mapping）的 [columns] 下写明用哪一列：{example}，另一列留作其他列",
            f"say which one it is under [columns] of a mapping file (--mapping): {example}",
        )
    title = Text(f"{headers_zh}都是“{what.zh}”", f"{headers_en} are both {target}")
    return Diagnostic("log/two-columns", title, Place(file), hint)


def _two_shapes(action: str, milestone: str, file: str) -> Diagnostic:
    return Diagnostic(
        "log/two-shapes",
        Text(
            f"映射文件把“{action}”作为环节列，又把“{milestone}”作为某一环节的日期列",
            f"the mapping file takes “{action}” for the action column and “{milestone}” for the dates of one action",
        ),
        Place(file),
        Text(
            "一个文件要么每行一个事件（环节列和时间列），要么每行一个案件（每个环节一列）：去掉其中一行映射",
            "a file has either an event a row (action and time) or a case a row (a column an action): "
            "take out one of the two lines",
        ),
    )


_EXAMPLE = '"成文日期" = "formation"'


_OTHERWISE_PARTED = re.compile(r"[|，；、 ]")
"""What parts the columns of a text that none of the separators does."""


def _other_separator(header: str, file: str) -> Diagnostic:
    title = Text(
        f"各列不是用逗号、分号或制表符分隔的：表头读成了一列“{header}”",
        f"the columns are parted by no comma, semicolon or tab: the header was read as one column “{header}”",
    )
    hint = Text(
        "请用表格软件另存为 CSV，或把分隔符换成英文逗号",
        "save it as CSV in a spreadsheet program, or put plain commas between the columns",
    )
    return Diagnostic("log/separator", title, Place(file), hint)


def _no_time(headers: Sequence[str], file: str, actions: Mapping[str, str]) -> Diagnostic:
    found = [header.strip() for header in headers if header.strip()]
    if len(found) == 1 and known(_OTHERWISE_PARTED.split(found[0]), actions) > 1:
        return _other_separator(found[0], file)
    near = [(header, meant) for header in found[:NAMED] if (meant := nearly(header, actions))]
    shown_zh = "、".join(found[:20]) or "（无）"
    shown_en = ", ".join(found[:20]) or "(none)"
    dated = next((header for header in found if header.endswith(("日期", "时间", "date", "time"))), None)
    example = f'"{dated}" = "publish"' if dated else _EXAMPLE
    return Diagnostic(
        "log/no-time",
        Text(
            f"没有认出时间列，也没有认出环节日期列；找到的列：{shown_zh}",
            f"neither a time column nor a date of any action is recognised; the headers found: {shown_en}",
        ),
        Place(file),
        Text(
            "".join(f"“{header}”是否为“{meant}”？" for header, meant in near)
            + f"表头应有“时间”或“公开日期”一类的列；也可在映射文件（--mapping）的 [columns] 下指明：{example}",
            "".join(f"“{header}”: did you mean “{meant}”? " for header, meant in near)
            + "call a column `time`, or `publish_date`, `approval_date` and the like; or name it under [columns] of "
            f"a mapping file (--mapping): {example}",
        ),
    )


def _event_log_without_time(columns: Sequence[Column], file: str) -> Diagnostic:
    action = next((c.header for c in columns if c.role is Role.ACTION), "action")
    found = [c.header for c in columns if c.role is Role.ATTRIBUTE and c.header.strip()]
    shown_zh = "、".join(found[:20]) or "（无）"
    shown_en = ", ".join(found[:20]) or "(none)"
    times = "、".join(HEADERS[Role.TIME][1:])
    example = f'"{found[0] if found else "办理日期"}" = "time"'
    return Diagnostic(
        "log/no-time",
        Text(
            f"有环节列“{action}”，但没有认出时间列；未认出的列：{shown_zh}",
            f"there is an action column “{action}” but no time column; headers not recognised: {shown_en}",
        ),
        Place(file),
        Text(
            f"时间列的表头应为 {times}，或在映射文件（--mapping）的 [columns] 下指明：{example}",
            f"call it `time`, or name it under [columns] of a mapping file (--mapping): {example}",
        ),
    )


def _unknown_target(header: str, target: str, actions: Mapping[str, str], mapping: HeaderMapping) -> Diagnostic:
    close = nearest(fold(target), [*ROLES, *actions])
    columns = "、".join(HEADERS[role][0] for role in HEADERS)
    return Diagnostic(
        "mapping/unknown-target",
        Text(
            f"映射文件把“{header}”作为“{target}”，它既不是台账的列，也不是环节",
            f"the mapping file takes “{header}” for “{target}”, which is neither a log column nor an action",
        ),
        mapping.places.get(header),
        Text(
            (f"是否为“{close}”？" if close else "") + f"可用的列：{columns}；或规则集中的环节名",
            (f"did you mean “{close}”? " if close else "")
            + f"columns: {columns.replace('、', ', ')}; or an action of the rulesets",
        ),
    )
