"""Findings that lie in this process's database: millions of them are written as Parquet without being put into words one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from compliance.diagnostics.diagnostic import Language
from compliance.engine.stored import StoredFindings
from compliance.findings import Finding


@dataclass(frozen=True)
class FindingsInTable(StoredFindings):
    """`Findings` that are all of this check. What lies on a cluster, or was taken from an earlier report, has ways of its own."""

    def tell(
        self,
        columns: Mapping[str, str],
        row: Callable[[Finding], Sequence[object]],
        language: Language,
        metadata: Mapping[str, str],
        out: BinaryIO,
        hidden: bool = False,
    ) -> bool:
        """Writes them as one Parquet file, see `findings.assessment.InTable`."""
        if self.are_few:
            return False
        from compliance.engine.worded import Worded

        return Worded(self, columns, row, language, hidden).write(metadata, out)
