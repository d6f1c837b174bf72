"""The order of the stages: load, read, evaluate, report. The public functions of the package."""

from compliance.checking.check import Request, checked
from compliance.checking.output import write_reports

__all__ = ["Request", "checked", "write_reports"]
