"""From what the grammar recognises to the classes of the tree: one method for one rule of `grammar.lark`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from compliance.calendars.figure import LONGEST, LONGEST_OF, Figure, Per, Unit
from compliance.calendars.interval import Interval
from compliance.findings.verdict import Modality
from compliance.language import tree
from compliance.language.lexicon import NUMBERED
from compliance.language.mistakes import figures
from compliance.language.tokens import Token

Children = list[Any]
"""What stands under a rule: tokens, nodes, and pairs of a field's name with its value."""

Field = tuple[str, Any]

PUBLISH: tree.Names = (tree.Name("publish"),)
"""The action of a duty that names none, so that an English duty gives the tree of the Chinese one that must name it."""


def _names(children: Children) -> tree.Names:
    return tuple(token.value for token in children if isinstance(token, Token))


def _fields(children: Children, **defaults: Any) -> dict[str, Any]:
    return defaults | dict(child for child in children if isinstance(child, tuple))


class Duties:
    """The duties."""

    def duty(self, children: Children) -> tree.Duty:
        """A duty, with the share of cases that must be met where one is stated."""
        node: tree.Duty = children[0]
        return replace(node, **dict(children[1:])) if len(children) > 1 else node

    def within(self, children: Children) -> tree.Within:
        """`publish within 20 days of approval`."""
        return tree.Within(**_fields(children, actions=PUBLISH, triggers=()))

    def by_column(self, children: Children) -> tree.ByColumn:
        """`reply by its 承诺期限 of request`."""
        return tree.ByColumn(**_fields(children, actions=PUBLISH, triggers=()))

    def promptly(self, children: Children) -> tree.Promptly:
        """`publish promptly after change`."""
        return tree.Promptly(**_fields(children, actions=PUBLISH, triggers=()))

    def after(self, children: Children) -> tree.After:
        """`publish after accept`."""
        return tree.After(**_fields(children, actions=PUBLISH))

    def notice(self, children: Children) -> tree.Notice:
        """`publish at least 7 days before meeting`."""
        return tree.Notice(**_fields(children, actions=PUBLISH))

    def before(self, children: Children) -> tree.Before:
        """`publicize before accept`."""
        return tree.Before(**_fields(children, actions=PUBLISH))

    def together(self, children: Children) -> tree.Together:
        """`interpret together with publish`."""
        return tree.Together(**_fields(children, actions=PUBLISH))

    def lasts(self, children: Children) -> tree.Lasts:
        """`consult for at least 20 days`."""
        return tree.Lasts(**_fields(children, actions=PUBLISH))

    def by_date(self, children: Children) -> tree.ByDate:
        """`accept by 2018-09-30`."""
        fields = _fields(children, actions=PUBLISH)
        return tree.ByDate(fields["actions"], *fields["date"])

    def by_yearly(self, children: Children) -> tree.ByYearly:
        """`publish by 01-31 each year`."""
        fields = _fields(children, actions=PUBLISH)
        per = next(child for child in children if isinstance(child, Token))
        if per.value != Per.YEAR:
            raise figures.day_of_year_needs_year(per)
        month, day = fields["monthday"]
        return tree.ByYearly(fields["actions"], month, day)

    def periodic(self, children: Children) -> tree.Periodic:
        """`publish monthly`."""
        return tree.Periodic(**_fields(children, actions=PUBLISH))

    def periodic_by(self, children: Children) -> tree.PeriodicBy:
        """`publish monthly by day 10`."""
        per, number, *unit = (child for child in children if isinstance(child, Token))
        if per.value != Per.MONTH or (unit and unit[0].value != Unit.DAY):
            raise figures.day_needs_month(per, unit[0] if unit else number)
        if not isinstance(number.value, int) or not 1 <= number.value <= 31:
            raise figures.no_such_day(number)
        return tree.PeriodicBy(_fields(children, actions=PUBLISH)["actions"], number.value)

    def periodic_within(self, children: Children) -> tree.PeriodicWithin:
        """`publish monthly within 15 days`."""
        return tree.PeriodicWithin(**_fields(children, actions=PUBLISH))

    def every(self, children: Children) -> tree.Every:
        """`publish every 5 days during 收购旺季`."""
        fields = _fields(children, actions=PUBLISH)
        return tree.Every(fields["actions"], fields["days"], fields["season"])

    def count(self, children: Children) -> tree.Count:
        """`interpret at least 3 times a year`."""
        return tree.Count(**_fields(children, actions=PUBLISH))

    def regularly(self, children: Children) -> tree.Regularly:
        """`publish regularly`."""
        return tree.Regularly(**_fields(children, actions=PUBLISH))

    def at_all(self, children: Children) -> tree.AtAll:
        """`publish`."""
        return tree.AtAll(**_fields(children))

    def check(self, children: Children) -> tree.Check:
        """`check "…"`."""
        return tree.Check(children[0].value)


class PartsOfDuties:
    """What duties are made of."""

    def actions(self, children: Children) -> Field:
        """The acts, any of which fulfils."""
        return "actions", _names(children)

    def triggers(self, children: Children) -> Field:
        """The events, any of which activates."""
        return "triggers", _names(children)

    def period(self, children: Children) -> Field:
        """A figure or the name of a dated one."""
        return "period", children[0]

    def duration(self, children: Children) -> tree.Name:
        """A named duration. A unit in its place lacks its number."""
        token: Token = children[0]
        name: tree.Name = token.value
        if not token.quoted and not token.known and name.text.casefold() in NUMBERED.words:
            raise figures.missing_number(token, name.text)
        return name

    def figure(self, children: Children) -> Figure:
        """A number and a unit."""
        number, unit = children
        if not isinstance(number.value, int):
            raise figures.whole_number_needed(number, unit)
        most = LONGEST_OF.get(unit.value, LONGEST)
        if number.value > most:
            raise figures.too_long(number, unit, most)
        if number.value == 0 and unit.value == Unit.WORKDAY:
            raise figures.no_working_days(number, unit)
        return Figure(number.value, unit.value)

    def ahead_by(self, children: Children) -> Field:
        """The figure of `会议7日前`."""
        child = children[0]
        return "period", child.value if isinstance(child, Token) else child

    def block(self, children: Children) -> Field:
        """The days of `every 5 days`."""
        number, unit = children
        if unit.value != Unit.DAY or not isinstance(number.value, int) or number.value < 1:
            raise figures.every_so_many_days(number, unit)
        return "days", number.value

    def column(self, children: Children) -> Field:
        """A column of the log."""
        return "column", children[0].value

    def season(self, children: Children) -> Field:
        """A season."""
        return "season", children[0].value

    def per(self, children: Children) -> Field:
        """`monthly`."""
        return "per", children[0].value

    def a_per(self, children: Children) -> Field:
        """`a month`."""
        return "per", children[0].value

    def times(self, children: Children) -> Field:
        """How often."""
        token = children[0]
        number = {"ONCE": 1, "TWICE": 2}.get(token.type, token.value)
        if not isinstance(number, int) or number < 1:
            raise figures.at_least_once(token)
        return "times", number

    def share(self, children: Children) -> Field:
        """A share of the cases, 0 to 1."""
        token = children[0]
        if not 0 <= token.value <= 100:
            raise figures.share_over_all(token)
        return "share", token.value / 100

    def date(self, children: Children) -> Field:
        """The day, or the last day of the month or year; and which of them was stated."""
        token = children[0]
        if token.type == "DATE":
            return "date", (date(*token.value), "day")
        if token.type == "MONTH":
            return "date", (Interval.month(*token.value).hi.date(), "month")
        year = token.value[0] if token.type == "YEAR" else token.value
        if not isinstance(year, int) or not 1000 <= year <= 9999:
            raise figures.no_such_year(token)
        return "date", (date(year, 12, 31), "year")

    def monthday(self, children: Children) -> Field:
        """Month and day of every year; the day is None for the month's last."""
        token = children[0] if children else None
        if token is None:
            return "monthday", (12, None)
        if token.type == "MONTHDAY":
            return "monthday", token.value
        month = token.value[0] if token.type == "MONTH_ALONE" else token.value
        if not isinstance(month, int) or not 1 <= month <= 12:
            raise figures.no_such_month(token)
        return "monthday", (month, None)


class Conditions:
    """Conditions."""

    def condition(self, children: Children) -> tree.Condition:
        """Any condition."""
        node: tree.Condition = children[0]
        return node

    def either(self, children: Children) -> tree.Or:
        """`A or B`."""
        return tree.Or(tuple(children))

    def both(self, children: Children) -> tree.And:
        """`A and B`."""
        return tree.And(tuple(children))

    def compare(self, children: Children) -> tree.Compare:
        """`COLUMN OP VALUE`."""
        column, operator, *values = children
        return tree.Compare(column.value, operator.value, _names(values))

    def is_empty(self, children: Children) -> tree.IsEmpty:
        """`COLUMN is empty`."""
        return tree.IsEmpty(children[0].value)

    def negation(self, children: Children) -> tree.Not:
        """`not CONDITION`."""
        return tree.Not(children[0])


class Qualifiers:
    """The qualifiers."""

    def qualifier(self, children: Children) -> tree.Qualifier:
        """Any qualifier."""
        node: tree.Qualifier = children[0]
        return node

    def on(self, children: Children) -> tree.On:
        """`on (A or B) and C`."""
        return tree.On(tuple(children))

    def any_of(self, children: Children) -> tree.Names:
        """Channels of which one is enough."""
        return _names(children)

    def channel(self, children: Children) -> tree.Names:
        """A channel that is needed."""
        return _names(children)

    def containing(self, children: Children) -> tree.Containing:
        """`containing A, B`."""
        return tree.Containing(children[0])

    def names(self, children: Children) -> tree.Names:
        """A list parted by commas."""
        return _names(children)

    def require(self, children: Children) -> tree.Require:
        """`require 权重 >= 5%`."""
        return tree.Require(children[0])

    def when(self, children: Children) -> tree.When:
        """`when 级别 in (重大)`."""
        return tree.When(children[0])

    def by(self, children: Children) -> tree.By:
        """`by any of A, every B`."""
        agencies = tuple(c.value for c in children if isinstance(c, Token) and c.type == "NAME")
        groups = tuple(value for child in children if isinstance(child, tuple) for value in child[1:])
        any_of = any(isinstance(c, Token) and c.type in ("ANY_OF", "ONE_IS_ENOUGH") for c in children)
        return tree.By(agencies, groups, any_of)

    def group(self, children: Children) -> Field:
        """`every 市直部门`."""
        return "group", children[0].value

    def restarted(self, children: Children) -> tree.Restarted:
        """`restarted by 补正`."""
        return tree.Restarted(_names(children))

    def paused(self, children: Children) -> tree.Paused:
        """`paused from A to B`."""
        return tree.Paused(*_names(children))

    def extended(self, children: Children) -> tree.Extended:
        """`extended by 20 working days on 延期`."""
        return tree.Extended(children[0], _names(children))

    def nil(self, children: Children) -> tree.Nil:
        """`nil allowed`."""
        return tree.Nil()

    def except_(self, children: Children) -> tree.Except:
        """`except 国家秘密`."""
        return tree.Except(children[0])

    def binding(self, children: Children) -> tree.Binding:
        """`must`, `should`, `may`."""
        return tree.Binding(Modality(children[0].value))

    def cite(self, children: Children) -> tree.Cite:
        """`cite 一(五)`."""
        return tree.Cite(children[0].value)

    def title(self, children: Children) -> tree.Title:
        """`title "…"`."""
        return tree.Title(children[0].value)

    def weight(self, children: Children) -> tree.Weight:
        """`weight 5`."""
        return tree.Weight(children[0].value)

    def effective(self, children: Children) -> tree.Effective:
        """`effective D to D`."""
        fields = _fields(children, start=None, end=None)
        return tree.Effective(fields["start"], fields["end"])

    def start(self, children: Children) -> Field:
        """The first day in force."""
        return "start", date(*children[0].value)

    def end(self, children: Children) -> Field:
        """The last day in force."""
        return "end", date(*children[0].value)


class Events:
    """Event lines of examples."""

    def example_event(self, children: Children) -> tree.ExampleEvent:
        """`publish 2018-01-30 on 政府网站`."""
        action, time, *parts = children
        return tree.ExampleEvent(action.value, time.value, **dict(parts))

    def until(self, children: Children) -> Field:
        """`until TIME`."""
        return "until", children[0].value

    def channels(self, children: Children) -> Field:
        """`on A, B`."""
        return "channels", _names(children)

    def elements(self, children: Children) -> Field:
        """`containing A, B`."""
        return "elements", _names(children)

    def agency(self, children: Children) -> Field:
        """`by A`."""
        return "agency", children[0].value

    def exemption(self, children: Children) -> Field:
        """`claiming GROUND`."""
        return "exemption", children[0].value

    def covers(self, children: Children) -> Field:
        """`for PERIOD`."""
        return "period", children[0].value

    def case(self, children: Children) -> Field:
        """`case C`."""
        return "case", children[0].value

    def result(self, children: Children) -> Field:
        """`result R`."""
        return "result", children[0].value

    def attributes(self, children: Children) -> Field:
        """`with COLUMN = VALUE, …`."""
        return "attributes", tuple(children)

    def attribute(self, children: Children) -> tuple[tree.Name, tree.Name]:
        """`COLUMN = VALUE`."""
        return children[0].value, children[2].value


class Builder(Duties, PartsOfDuties, Conditions, Qualifiers, Events):
    """All of them, for Lark to call as it reduces."""
