"""The rule language: grammar beside syntax tree, parser, wording of mistakes; the only room that knows Lark."""

from compliance.language.keywords import KEYWORDS
from compliance.language.parser import parse_rules
from compliance.language.vocabulary import ACTIONS, Vocabulary

__all__ = ["ACTIONS", "KEYWORDS", "Vocabulary", "parse_rules"]
