"""The report as one HTML file that needs no network and no script."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment
from compliance.reports.resources import templates
from compliance.reports.view import page

if TYPE_CHECKING:
    from jinja2 import Environment


def write(assessment: Assessment, language: Language, out: BinaryIO) -> None:
    """Writes the report; at most `view.MOST_FINDINGS` findings are listed."""
    from markupsafe import Markup

    folder = templates() / "html"
    environment = _environment(folder)
    style, script = _asset(folder / "report.css"), _asset(folder / "report.js")
    stream = environment.get_template("report.html").stream(
        page=page(assessment, language),
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
    )
    stream.enable_buffering(500)
    for part in stream:
        out.write(part.encode("utf-8", "replace"))
    out.write(b"\n")


def rendered(template: str, **values: object) -> str:
    """Another page of this room, with the style of the report and no script."""
    from markupsafe import Markup

    folder = templates() / "html"
    style = _asset(folder / "report.css")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"
    text: str = _environment(folder).get_template(template).render(policy=policy, style=Markup(style), **values)
    return text + "\n"


def _environment(folder: Path) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _asset(file: Path) -> str:
    return file.read_text("utf-8").strip()


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded; the one style and the one script of the file are known by their hashes."""
    allowed = f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
