"""A finished assessment to text or bytes, one file a format. The only room that knows Jinja2."""

from compliance.reports.formats import FORMATS, Format, named, of_file
from compliance.reports.text import render_text

__all__ = ["FORMATS", "Format", "named", "of_file", "render_text"]
