"""What is told of a log without being asked: it is read as it stands, which may not be what was meant, and verdicts hang on it."""

from compliance.engine.noticed.columns import of_columns
from compliance.engine.noticed.later import later
from compliance.engine.noticed.names import of_names
from compliance.engine.noticed.rows import of_rows
from compliance.engine.noticed.verdicts import of_verdicts

__all__ = ["later", "of_columns", "of_names", "of_rows", "of_verdicts"]
