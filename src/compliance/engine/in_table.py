"""Findings that lie in this process's database: millions of them are written as Parquet without being put into words one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from compliance.engine.stored import StoredFindings
from compliance.findings.assessment import TableFile


@dataclass(frozen=True)
class FindingsInTable(StoredFindings):
    """`Findings` that are all of this check. What lies on a cluster, or was taken from an earlier report, has ways of its own."""

    def tell(self, file: TableFile, out: BinaryIO) -> bool:
        """Writes them as one Parquet file, see `findings.assessment.InTable`."""
        if self.are_few:
            return False
        from compliance.engine.worded import Worded

        return Worded(self, file).write(out)
