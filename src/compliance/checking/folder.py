"""A folder of reports: one for each agency with its own findings and score, and an index that ranks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from compliance.checking.staging import Planned
from compliance.findings import AgencySummary, Assessment, of_agency
from compliance.reports import Format, Manner
from compliance.reports.filenames import file_names

INDEX = "index"
NAMELESS = {"zh": "未注明单位", "en": "no-agency"}


def folder_of_reports(assessment: Assessment, folder: Path, kinds: Sequence[Format], manner: Manner) -> list[Planned]:
    """The files: a report of every kind for each agency, then `index.html`."""
    names = file_names((a.agency for a in assessment.agencies), NAMELESS[manner.language], (INDEX,))
    own = replace(manner, split_by=None)
    ordered = sorted(kinds, key=lambda kind: kind.name != "html")
    files = {a.agency: [f"{names[a.agency]}{kind.endings[0]}" for kind in ordered] for a in assessment.agencies}

    def report(agency: AgencySummary, kind: Format, name: str) -> Planned:
        def write(out: BinaryIO) -> None:
            kind.write(of_agency(assessment, agency), own, out)

        return Planned(folder / name, write, make_folder=True)

    def write_index(out: BinaryIO) -> None:
        from compliance.reports.index import index

        out.write(index(assessment, files, own))

    planned = [
        report(agency, kind, name)
        for agency in assessment.agencies
        for kind, name in zip(ordered, files[agency.agency], strict=True)
    ]
    return [*planned, Planned(folder / f"{INDEX}.html", write_index, make_folder=True)]


def strangers(folder: Path, written: Sequence[Path]) -> list[str]:
    """Files of the folder that this run did not write, such as the page of an agency that was renamed since."""
    ours = {path.name for path in written}
    return sorted(path.name for path in folder.iterdir() if path.name not in ours and not path.name.startswith("."))
