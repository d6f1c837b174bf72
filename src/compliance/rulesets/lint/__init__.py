"""Findings about the meaning of a ruleset: one small file a check, each with its page in `docs/lint`."""

from compliance.rulesets.lint.lint import lint_ruleset

__all__ = ["lint_ruleset"]
