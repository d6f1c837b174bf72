"""A finished assessment to text or bytes, one file a format. The only room that knows Jinja2."""

from compliance.reports.formats import FORMATS, Format, named, of_file

__all__ = ["FORMATS", "Format", "named", "of_file"]
