"""What longest-match cutting knows: the names and aliases of a ruleset, and the actions that are always there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace

from compliance.findings.names import fold, gathered
from compliance.findings.visible import visible

ACTIONS: dict[str, tuple[str, ...]] = {
    "publish": ("公开", "公布", "发布", "公告", "发布信息", "发布权威信息", "published", "publication"),
    "press conference": ("新闻发布会", "举行新闻发布会", "召开新闻发布会", "发布会", "press_conference"),
    "approval": ("批准", "审批", "approve", "approved"),
    "occurrence": ("发生", "事发", "occur", "occurred"),
    "decision": ("决定", "作出决定", "decide"),
    "formation": ("形成", "生成", "制作", "formed"),
    "change": ("变更", "变化", "调整", "changed"),
    "repeal": ("废止", "失效", "repealed"),
    "annotate": ("标注", "annotated"),
    "interpret": ("解读", "政策解读", "interpretation"),
    "consult": ("征求意见", "公开征求意见", "consultation"),
    "publicize": ("公示", "public notice"),
    "accept": ("验收", "acceptance"),
    "meeting": ("会议", "会议召开"),
    "interview": ("接受采访", "访谈"),
    "article": ("发表文章",),
    "request": ("申请", "收到申请", "received"),
    "reply": ("答复", "回复", "replied"),
    "report": ("报告", "报送", "通报", "reported"),
    "update": ("更新", "updated"),
    "attest": ("自查", "attestation"),
    "nil": ("零报告", "无此情况", "nil return"),
}
"""The actions every ruleset has, with their aliases; the first alias is the one the formatter writes in Chinese."""

Aliases = Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class Vocabulary:
    """Names by kind: keys are folded names and aliases, values the canonical name."""

    actions: Mapping[str, str] = field(default_factory=lambda: _by_alias(ACTIONS))
    matters: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    elements: Mapping[str, str] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)
    grounds: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    seasons: Mapping[str, str] = field(default_factory=dict)
    durations: Mapping[str, str] = field(default_factory=dict)
    spoken: Mapping[str, str] = field(default_factory=dict)
    """Names that rules speak of and no table declares, in the spelling that stands first; keys are those of `spoken_of`."""

    @classmethod
    def build(
        cls,
        *,
        actions: Aliases | None = None,
        matters: Aliases | None = None,
        channels: Aliases | None = None,
        elements: Aliases | None = None,
        agencies: Aliases | None = None,
        grounds: Aliases | None = None,
        groups: Iterable[str] = (),
        lists: Iterable[str] = (),
        seasons: Iterable[str] = (),
        durations: Iterable[str] = (),
    ) -> Vocabulary:
        """A vocabulary from names with their aliases; the actions that are always there are added.

        Where two names claim one alias the first keeps it: that is an error which whoever loads the ruleset reports.
        """
        known = _by_alias(ACTIONS)
        for alias, name in _by_alias(actions or {}).items():
            # An entry with the name of an action that is always there (or an alias of one) adds aliases to that one.
            known.setdefault(alias, known.get(fold(name), name))
        return cls(
            known,
            *(_by_alias(aliases or {}) for aliases in (matters, channels, elements, agencies, grounds)),
            *(_by_alias({name: () for name in names}) for names in (groups, lists, seasons, durations)),
        )

    def canonical(self, kind: str, text: str) -> str:
        """The canonical spelling of a name of a kind (a field of this class), or the name as it stands.

        A name that no table declares is spelled as the rules do: of full or half width, in capitals or not, it is one name.
        So it is where blanks lie between its characters.
        """
        return self._known(kind, text) or self._known(kind, gathered(text)) or gathered(visible(text).strip())

    def _known(self, kind: str, text: str) -> str | None:
        known: Mapping[str, str] = getattr(self, kind)
        key = fold(text)
        return known.get(key) or self.spoken.get(spoken_of(kind, key))

    def spoken_names(self, kind: str) -> list[str]:
        """The folded names of a kind that rules speak of and no table declares."""
        before = spoken_of(kind, "")
        return [key.removeprefix(before) for key in self.spoken if key.startswith(before)]


def together(vocabularies: Iterable[Vocabulary]) -> Vocabulary:
    """One vocabulary of several: where two know a name, the first has it."""
    merged = Vocabulary()
    for vocabulary in vocabularies:
        both = {part.name: {**getattr(vocabulary, part.name), **getattr(merged, part.name)} for part in fields(merged)}
        merged = replace(merged, **both)
    return merged


def spoken_of(kind: str, folded: str) -> str:
    """The key of a name of a kind that no table declares."""
    return f"{kind} {folded}"


def _by_alias(names: Aliases) -> dict[str, str]:
    known = {fold(name): name for name in reversed(list(names))}
    for name, aliases in names.items():
        for alias in aliases:
            known.setdefault(fold(alias), name)
    return known
