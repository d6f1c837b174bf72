"""One value for everything that can be wrong with what a user gave, and one renderer for it."""

from compliance.diagnostics.diagnostic import Diagnostic, Place, Refused, Text
from compliance.diagnostics.nearest import nearest, offered
from compliance.diagnostics.render import render

__all__ = ["Diagnostic", "Place", "Refused", "Text", "nearest", "offered", "render"]
