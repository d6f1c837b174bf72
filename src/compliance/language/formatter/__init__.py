"""The syntax tree back to text, in the canonical layout and in either spelling."""

from compliance.language.formatter.files import Formatted, format_rules

__all__ = ["Formatted", "format_rules"]
