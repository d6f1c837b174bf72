"""What may be wrong with a log, in SQL over the rows as they were read: a module for each thing that is looked at."""

from compliance.engine.inspecting.inspect import inspect

__all__ = ["inspect"]
