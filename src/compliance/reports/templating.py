"""The templates of the HTML report: found, compiled, and what is wrong with one of a user's own said as such."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.reports.bounded import TooMuch, bounded
from compliance.reports.resources import template, templates
from compliance.reports.sandbox import sandbox

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(own: Path | None) -> Environment:
    """The environment of the built-in templates, or of these with a user's own before them.

    What comes from a user's folder may have been mailed to them: it runs where it can reach nothing but the page.
    """
    return _environment(own) if own else _builtin()


@cache
def _builtin() -> Environment:
    return _environment(None)


def _environment(own: Path | None) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    find = template

    class Loader(FileSystemLoader):
        def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
            if own:
                find(f"html/{template}", own)
            return super().get_source(environment, template)

    settings: dict[str, Any] = {
        "loader": Loader([folder / "html" for folder in templates(own)]),
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "undefined": StrictUndefined,
    }
    return sandbox(**settings) if own else Environment(**settings)


def asset(name: str, own: Path | None = None) -> str:
    """The text of the style or the script."""
    return template(f"html/{name}", own).read_text("utf-8-sig").strip()


@contextmanager
def refusing(own: Path | None) -> Iterator[None]:
    """Raises Refused for whatever is wrong with a user's own templates; a mistake in the built-in ones is a fault of ours."""
    try:
        with bounded() if own else nullcontext():
            yield
    except Refused:
        raise
    except Exception as error:
        place = _place(error, own) if own else None
        if place is None:
            raise
        raise Refused([_problem(error, place)]) from error


def _place(error: Exception, own: Path) -> Place | None:
    """The line of the own template, where the error arose in one."""
    from jinja2 import TemplateSyntaxError

    if isinstance(error, UnicodeDecodeError):
        return _undecodable(own)
    if isinstance(error, (RecursionError, TooMuch)):
        # It is nested so deep, or grows so large, that the line says nothing.
        return Place(str(own))
    if isinstance(error, TemplateSyntaxError) and error.filename:
        frames = [(error.filename, error.lineno)]
    else:
        frames = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    file, line = next(((f, n) for f, n in reversed(frames) if Path(f).is_relative_to(own)), (None, 0))
    return _shown(Path(file), line) if file else None


def _shown(file: Path, line: int) -> Place:
    lines = file.read_text("utf-8-sig").splitlines()
    return Place(str(file), line, source=lines[line - 1] if 0 < line <= len(lines) else None)


def _undecodable(own: Path) -> Place | None:
    for file in sorted((own / "html").rglob("*")):
        if file.suffix in (".html", ".css", ".js") and file.is_file():
            try:
                file.read_text("utf-8")
            except UnicodeDecodeError:
                return Place(str(file))
    return None


def _problem(error: Exception, place: Place) -> Diagnostic:
    if isinstance(error, UnicodeDecodeError):
        title = Text("模板不是 UTF-8 编码", "the template is not UTF-8")
        return Diagnostic("report/template", title, place, Text("另存为 UTF-8 编码", "save it as UTF-8"))
    said = f"{error}".splitlines()[0] if f"{error}" else type(error).__name__
    told = error.text if isinstance(error, TooMuch) else Text(said, said)
    title = Text(f"模板有误：{told.zh}", f"the template has an error: {told.en}")
    hint = Text(
        "对照同名的内置模板修改，或从文件夹中移走这个文件，改用内置模板",
        "compare it with the built-in template of the same name, or take the file away to use that one",
    )
    return Diagnostic("report/template", title, place, hint)
