"""The limits of `compliance.toml` for commands that check no log."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_limits() -> Iterator[None]:
    """Has the limits of the folder's settings in force for a while. Raises Refused where these cannot be used."""
    from compliance.checking.settings import find_settings
    from compliance.diagnostics.limits import using

    with using(find_settings(Path.cwd()).limits):
        yield
