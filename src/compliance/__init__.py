"""A checklist engine for government disclosure: an agency's log checked against the duties of a plan."""

__version__ = "0.1.0"
