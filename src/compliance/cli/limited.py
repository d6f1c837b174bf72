"""The limits of `compliance.toml` for commands that check no log."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path


@contextmanager
def own_limits(said: list[str] | None = None, *, option: bool = False) -> Iterator[None]:
    """Has the limits of the folder's settings, and those `said` as NAME=SIZE, in force for a while.

    Args:
        said: what `--limit` was given.
        option: whether the command has it, so that a message may name it.

    Raises:
        Refused: the settings, or a limit that is said, cannot be used.
    """
    from compliance.checking.settings import find_settings
    from compliance.diagnostics.limits import settings_alone, using

    with (
        nullcontext() if option else settings_alone(),
        using({**find_settings(Path.cwd()).limits, **limits_said(said or [])}),
    ):
        yield


def limits_said(said: list[str]) -> dict[str, int]:
    """Limits by name, from `NAME=SIZE`. Raises Refused for what is none."""
    from compliance.diagnostics.limits import parse_limits

    return parse_limits({name.strip(): size for name, _, size in (one.partition("=") for one in said)})
