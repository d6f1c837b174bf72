"""A finished assessment to text or bytes, one file a format. The only room that knows Jinja2."""

from compliance.reports.formats import FORMATS, Format, named, of_file
from compliance.reports.manner import Manner

__all__ = ["FORMATS", "Format", "Manner", "named", "of_file"]
