"""The report as one HTML file that needs no network and no script."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from compliance.findings import Assessment
from compliance.reports.manner import Manner
from compliance.reports.resources import template, templates
from compliance.reports.view import page

if TYPE_CHECKING:
    from jinja2 import Environment


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the report; at most `view.MOST_FINDINGS` findings are listed."""
    from markupsafe import Markup

    own = manner.templates
    environment = _environment(own)
    style, script = _asset("report.css", own), _asset("report.js", own)
    stream = environment.get_template("report.html").stream(
        page=page(assessment, manner.language),
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

    style = _asset("report.css")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"
    text: str = _environment().get_template(template).render(policy=policy, style=Markup(style), **values)
    return text + "\n"


def _environment(own: Path | None = None) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader([folder / "html" for folder in templates(own)]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _asset(name: str, own: Path | None = None) -> str:
    return template(f"html/{name}", own).read_text("utf-8").strip()


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded; the one style and the one script of the file are known by their hashes."""
    allowed = f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
