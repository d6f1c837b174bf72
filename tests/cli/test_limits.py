"""The limits of `compliance.toml` hold for every command that reads rules."""

import gzip
import json
import re
from pathlib import Path
from random import Random

import pytest
from tests.cli.conftest import Run

MANIFEST = '[ruleset]\nid = "x"\n'
RULE = "预决算 批准后20日内公开\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a ruleset whose rules file is larger than its settings allow."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "ruleset.toml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "x" / "1.rules").write_text(RULE * 9, encoding="utf-8")
    (tmp_path / "compliance.toml").write_text("[limits]\ntext = 100\n", encoding="utf-8")
    return tmp_path


def test_a_small_file_among_several_keeps_to_a_lower_limit(run: Run, tmp_path: Path) -> None:
    """As it does alone."""
    for name in "ab":
        rows = f"{name},预决算,财政局,批准,2018-01-10\n{name * 20},预决算,财政局,批准,2018-01-10\n"
        (tmp_path / f"{name}.csv").write_text(f"案件,事项,单位,环节,时间\n{rows}", "utf-8")
    for logs in (("a.csv",), ("a.csv", "b.csv")):
        done = run("check", *logs, "--rule", RULE.strip(), "--limit", "cell=15", "--format", "json")
        rejected = json.loads(done.text)["log"]["rejected"]
        assert [(one["file"], one["row"]) for one in rejected] == [(log, 3) for log in logs]


def test_a_log_that_is_looked_at_keeps_to_the_limits_of_the_settings(run: Run, tmp_path: Path) -> None:
    """As one that is checked."""
    (tmp_path / "compliance.toml").write_text("[limits]\ncolumns = 4\n", "utf-8")
    (tmp_path / "a.csv").write_text("案件,事项,单位,环节,时间\n1,预决算,财政局,批准,2018-01-10\n", "utf-8")
    for command in ("inspect", "check"):
        assert "错误[limit/columns]" in run(command, "a.csv").complaint


COMMANDS = [
    ("lint", "x"),
    ("fmt", "--check", "x"),
    ("test", "x"),
    ("rules", "show", "x"),
    ("rules", "list", "x"),
    ("plan", "x", "--year", "2018", "-o", "p.xlsx"),
    ("template", "x", "-o", "t.xlsx"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_command_that_reads_rules_keeps_to_the_limits_of_the_settings(
    run: Run, folder: Path, command: tuple[str, ...]
) -> None:
    """More than they allow is refused; where they allow it, it is read."""
    refused = run(*command, "--lang", "en")
    assert refused.status == 2
    assert "error[limit/text]" in refused.complaint
    assert "[limits] of compliance.toml" in " ".join(refused.complaint.split())
    takes = command[0] in ("lint", "fmt", "test")
    assert ("--limit" in refused.complaint) is takes
    if takes:
        assert "limit/text" not in run(*command, "--limit", "text=1000", "--lang", "en").complaint
    (folder / "compliance.toml").write_text("[limits]\ntext = 1000\n", encoding="utf-8")
    assert "limit/text" not in run(*command, "--lang", "en").complaint


def test_what_is_packed_a_little_more_densely_than_allowed_is_told_and_offered_enough(run: Run, tmp_path: Path) -> None:
    """Not “at most 225 times, found 225”; where nobody counted on, more is offered than was found up to there."""
    line = f"1,预决算,财政局,批准,2018-01-10,{'x' * 900_000}\n".encode()
    noise = [f"1,预决算,财政局,批准,2018-01-10,{Random(n).randbytes(450_000).hex()}\n".encode() for n in range(5)]
    packed = gzip.compress("案件,事项,单位,环节,时间,备注\n".encode() + b"".join(noise) + line * 112, 9)
    (tmp_path / "a.csv.gz").write_bytes(packed)
    most = 100_000_000 // len(packed)
    check = ("check", "a.csv.gz", "--rule", RULE.strip(), "--as-of", "2018-12-31", "--fail-on", "never")
    complaint = run(*check, "--limit", f"packing={most}").complaint
    (found,) = re.findall("至少有 ([0-9]+) 倍", complaint)
    assert f"最多 {most} 倍" in complaint and int(found) > most
    (offered,) = re.findall("packing=[0-9]+", complaint)
    assert run(*check, "--limit", offered).status == 0


@pytest.mark.parametrize("laid_out", ["as it was written", "anew"])
def test_a_report_that_is_read_whole_keeps_to_the_limits_of_the_settings(
    run: Run, tmp_path: Path, laid_out: str
) -> None:
    """One with a finding a line may have as many as it likes for `verify` and `--since`; `diff` reads any report whole."""
    rows = "".join(f"{n},预决算,财政局,批准,2018-01-10\n" for n in range(200))
    (tmp_path / "a.csv").write_text(f"案件,事项,单位,环节,时间\n{rows}", "utf-8")
    check = ("check", "a.csv", "--rule", RULE.strip(), "--as-of", "2018-12-31")
    assert run(*check, "-o", "r.json").status == 1
    if laid_out == "anew":
        (tmp_path / "r.json").write_text(json.dumps(json.loads((tmp_path / "r.json").read_bytes())), "utf-8")
    commands = (("diff", "r.json", "r.json"), ("verify", "r.json"), (*check, "--since", "r.json"))
    (tmp_path / "compliance.toml").write_text("[limits]\nreport = '20KB'\n", "utf-8")
    for command in commands:
        done = run(*command)
        refused = laid_out == "anew" or command[0] == "diff"
        assert ("错误[limit/report]: 整份读入的报告最多 20,000 字节" in done.complaint) is refused
        assert (done.status == 2) is refused
    (tmp_path / "compliance.toml").write_text("[limits]\nreport = '1MB'\n", "utf-8")
    assert [run(*command).status for command in commands] == [0, 0, 1]


@pytest.mark.parametrize("value", ["0", '"large"'])
def test_what_is_no_size_in_the_settings_is_told_with_what_stands_there(run: Run, tmp_path: Path, value: str) -> None:
    """`cell=4MB`, as the option takes it, is no TOML."""
    (tmp_path / "log.csv").write_text("单位,公开日期\n财政局,2018-01-01\n", "utf-8")
    (tmp_path / "compliance.toml").write_text(f"[limits]\ncell = {value}\n", "utf-8")
    refused = run("check", "log.csv", "--rule", "预决算 公开", "--lang", "en")
    assert refused.status == 2
    assert 'write cell = "4MB" or cell = 5000' in refused.complaint
    (tmp_path / "compliance.toml").write_text("", "utf-8")
    assert "cell=4MB" in run("check", "log.csv", "--limit", f"cell={value}", "--rule", "预决算 公开").complaint
