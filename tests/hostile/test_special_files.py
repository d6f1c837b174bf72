"""Pipes, sockets, devices and files that the system makes up as it is read, wherever a file is named: none is waited for."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.hostile.case import HEADER, REFUSED, ROW, RULE, Case, case
from tests.hostile.runner import Done

SPECIAL = ("pipe", "socket", "circle", "/dev/zero", "/dev/tty", "/proc/kmsg", "/proc/version")
COMMANDS = {
    "the log": ("check", "--rule", RULE, "{}"),
    "a log to inspect": ("inspect", "{}"),
    "a mapping": ("check", "a.csv", "--rule", RULE, "--mapping", "{}"),
    "waivers": ("check", "a.csv", "--rule", RULE, "--waivers", "{}"),
    "an earlier report": ("check", "a.csv", "--rule", RULE, "--since", "{}"),
    "a ruleset": ("check", "a.csv", "-r", "{}"),
    "rules to put in order": ("fmt", "{}"),
    "a report to verify": ("verify", "{}"),
    "reports to compare": ("diff", "{}", "{}"),
    "a workbook that came back": ("recheck", "{}", "a.csv", "--rule", RULE, "-o", "b.xlsx"),
}


def given(folder: Path) -> None:
    """A ledger, a pipe that nobody writes to, a socket that nobody listens at, a link to itself."""
    (folder / "a.csv").write_text(HEADER + ROW, encoding="utf-8")
    os.mkfifo(folder / "pipe")
    os.symlink("circle", folder / "circle")
    before = Path.cwd()
    os.chdir(folder)  # The whole path may be too long for a socket.
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("socket")
    finally:
        os.chdir(before)


def _listed(folder: Path) -> None:
    """A list of hashes that names a file of the system."""
    given(folder)
    (folder / "SHA256SUMS").write_text("0" * 64 + "  pipe\n" + "0" * 64 + "  /proc/kmsg\n", encoding="utf-8")


def _led_away(folder: Path) -> None:
    """Places of reports that are links to a device and to a pipe."""
    given(folder)
    os.symlink("/dev/null", folder / "null.html")
    os.symlink("pipe", folder / "pipe.html")
    os.symlink("circle.html", folder / "circle.html")
    os.symlink("circle.xlsx", folder / "circle.xlsx")


CASES = [
    case(f"{special} for {what}", REFUSED, "error[", given, *(word.format(special) for word in words), "--lang", "en")
    for what, words in COMMANDS.items()
    for special in SPECIAL
    if not (special == "/dev/tty" and not os.path.exists(special))
] + [
    case("a report where a device is", REFUSED, "it is a pipe, a device", _led_away, *COMMANDS["the log"][:3], "a.csv",
         "-o", "null.html", "--lang", "en"),
    case("a report where a pipe is", REFUSED, "it is a pipe, a device", _led_away, *COMMANDS["the log"][:3], "a.csv",
         "-o", "pipe.html", "--lang", "en"),
    case("a report where a link to itself is", REFUSED, "links go round in a circle", _led_away,
         *COMMANDS["the log"][:3], "a.csv", "-o", "circle.html", "--lang", "en"),
    case("a workbook that came back to a link to itself", REFUSED, "error[", _led_away,
         "recheck", "a.csv", "a.csv", "--rule", RULE, "-o", "circle.xlsx", "--lang", "en"),
    case("a list that names a pipe", 1, "pipe", _listed, "verify", "SHA256SUMS", "--lang", "en"),
]  # fmt: skip


@pytest.mark.parametrize("special", CASES, ids=lambda special: special.name.replace("/", "|"))
def test_what_is_no_file_is_said_to_be_none(special: Case, hold: Callable[[Case], Done]) -> None:
    """At once, and never by waiting for what it might hold."""
    done = hold(special)
    assert done.seconds < 5
