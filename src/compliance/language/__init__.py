"""The rule language: grammar beside syntax tree, parser, wording of mistakes; the only room that knows Lark."""

from compliance.diagnostics import Diagnostic
from compliance.language.keywords import KEYWORDS
from compliance.language.tree import RuleFile
from compliance.language.vocabulary import ACTIONS, Vocabulary

__all__ = ["ACTIONS", "KEYWORDS", "Vocabulary", "parse_rules"]


def parse_rules(text: str, file: str, vocabulary: Vocabulary) -> tuple[RuleFile, tuple[Diagnostic, ...]]:
    """The rules of `text` and what is wrong with it; `file` is what messages call it. No text of a user's raises.

    A rule whose own line is broken is left out; of any other broken line only what it says is missing from the tree.
    """
    # The parser is loaded with the first text, so that speaking of the tree costs nothing but the tree.
    from compliance.language import parser

    return parser.parse_rules(text, file, vocabulary)
