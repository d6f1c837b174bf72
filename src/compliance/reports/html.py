"""The report as one HTML file that needs no network and no script."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import BinaryIO

from compliance.findings import Assessment
from compliance.reports.manner import Manner
from compliance.reports.templating import asset, environment, refusing
from compliance.reports.view import page


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the report; at most `listing.MOST_FINDINGS` findings are listed.

    Raises:
        Refused: one of the user's own templates cannot be used.
    """
    from markupsafe import Markup

    own = manner.templates
    view = page(assessment, manner.language)
    with refusing(own):
        style, script = asset("report.css", own), asset("report.js", own)
        text = (
            environment(own)
            .get_template("report.html")
            .render(page=view, policy=_policy(style, script), style=Markup(style), script=Markup(script))
        )
    out.write(text.encode("utf-8", "replace") + b"\n")


def rendered(template: str, own: Path | None = None, **values: object) -> str:
    """Another page of this room, with the style of the report and no script."""
    from markupsafe import Markup

    with refusing(own):
        style = asset("report.css", own)
        policy = f"default-src 'none'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"
        text: str = environment(own).get_template(template).render(policy=policy, style=Markup(style), **values)
    return text + "\n"


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded; the one style and the one script of the file are known by their hashes."""
    allowed = f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
