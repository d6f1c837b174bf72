"""Nothing that is read is run: not a cell, not a name, not a rule, not a template, not a report."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Run

SOURCE = ROOT / "src" / "compliance"
# What would make a program of data, or run one.
FORBIDDEN = {
    "builtins": {"eval", "exec", "compile", "__import__"},
    "modules": {"pickle", "marshal", "shelve", "dill", "yaml", "subprocess", "code", "runpy", "ctypes", "cffi"},
    "calls": {"os.system", "os.popen", "os.execv", "os.spawnv", "os.startfile"},
}
# An old Windows console is told to understand colours. A folder of logs is read by processes of our own, which are told what to
# read and answer in pickle: it goes from one to the other and never lies in a file.
EXCEPTIONS = {
    ("cli/terminal.py", "ctypes"),
    ("log/pool.py", "pickle"),
    ("log/pool.py", "subprocess"),
    ("log/worker.py", "pickle"),
}
SQL = (
    "'; DROP TABLE log; --",
    "a'); COPY (SELECT 1) TO '/tmp/x'; --",
    "read_csv('/etc/passwd')",
    "$1 ? :x",
    "\"; ATTACH 'x.db'; --",
    "getvariable('x')",
)


def offences(path: Path, root: Path = SOURCE) -> list[tuple[str, str]]:
    """What a module names of the forbidden."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN["builtins"]:
            found.add(node.func.id)
        if isinstance(node, ast.Import):
            found |= {a.name.partition(".")[0] for a in node.names} & FORBIDDEN["modules"]
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module.partition(".")[0]} & FORBIDDEN["modules"]
        if isinstance(node, ast.Attribute) and ast.unparse(node) in FORBIDDEN["calls"]:
            found.add(ast.unparse(node))
    return [(path.relative_to(root).as_posix(), name) for name in sorted(found)]


def test_no_module_can_run_what_it_reads() -> None:
    """No eval, no pickle, no other program; each exception has a reason."""
    found = {offence for path in SOURCE.rglob("*.py") for offence in offences(path)}
    assert found == EXCEPTIONS


def test_offences_are_seen(tmp_path: Path) -> None:
    """The test above finds what it looks for."""
    path = tmp_path / "x.py"
    path.write_text("import pickle.x\nfrom yaml import load\nos.system('a')\neval('1')\n", "utf-8")
    assert [name for _, name in offences(path, tmp_path)] == ["eval", "os.system", "pickle", "yaml"]


@pytest.mark.parametrize("text", SQL)
def test_sql_in_every_cell_header_and_name(run: Run, tmp_path: Path, text: str) -> None:
    """It is text: in cells, in a header that a rule asks for, in the file's name, in a rule, in an agency asked for."""
    name = text.replace("/", "／") + ".csv"
    quoted = '"' + text.replace('"', '""') + '"'
    columns = (
        "case",
        "matter",
        "agency",
        "action",
        "channel",
        "elements",
        "exemption",
        "period",
        "url",
        "result",
        "note",
    )
    header = ",".join([*columns, "time", quoted])
    cells = {**dict.fromkeys(columns, quoted), "action": "批准"}
    row = ",".join([*cells.values(), "2018-01-10", quoted])
    safe = ",".join([*{**cells, "action": "公开"}.values(), "2018-01-12", quoted])
    (tmp_path / name).write_text("\n".join([header, row, safe]) + "\n", "utf-8")
    (tmp_path / "mine").mkdir()
    manifest = f'[ruleset]\nid = "mine"\n[matters]\n{json.dumps(text)} = {{}}\n'
    (tmp_path / "mine" / "ruleset.toml").write_text(manifest, "utf-8")
    (tmp_path / "mine" / "a.rules").write_text(f"[a] {json.dumps(text)} 批准后20日内公开\n", "utf-8")
    done = run("check", name, "-r", "mine", "--agency", text, "--as-of", "2018-12-31", "--format", "json")
    if done.status == 2:
        # A name that the rule language does not take is refused in words, which is all that is asked of it.
        assert done.complaint.startswith("错误[") and "Traceback" not in done.complaint
        done = run("check", name, "-r", "cn-disclosure", "--as-of", "2018-12-31", "--format", "json")
    report = json.loads(done.text)
    assert (report["log"]["rows"], report["log"]["events"]) == (2, 2)
    assert run("inspect", name, "-r", "mine").status in (0, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "mine"])


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ page.__init__.__globals__ }}",
        "{{ self.__init__.__globals__.__builtins__.open('/etc/passwd').read() }}",
        "{% include '/etc/passwd' %}",
        "{% include '../../../../../../etc/passwd' %}",
        "{% import 'os' as os %}{{ os.system('id') }}",
        "{{ page.title.__class__.__base__.__subclasses__() }}",
    ],
)
def test_a_template_from_somebody_else_reaches_nothing(run: Run, tmp_path: Path, attack: str) -> None:
    """It is refused, and no report is written."""
    (tmp_path / "own" / "html").mkdir(parents=True)
    (tmp_path / "own" / "html" / "report.html").write_text(f"<p>{attack}</p>", "utf-8")
    (tmp_path / "log.csv").write_text("事项,环节,时间\n预决算,批准,2018-01-10\n", "utf-8")
    done = run("check", "log.csv", "--rule", "预决算 批准后20日内公开", "--templates", "own", "-o", "r.html", "-q")
    assert (done.status, "Traceback" in done.complaint) == (2, False)
    assert not (tmp_path / "r.html").exists()


def test_a_report_that_names_commands_is_only_read(run: Run, tmp_path: Path) -> None:
    """`verify` takes the command line of a report apart; it runs none, and writes no file that stands there."""
    (tmp_path / "log.csv").write_text("事项,环节,时间\n预决算,批准,2018-01-10\n", "utf-8")
    run("check", "log.csv", "--rule", "预决算 批准后20日内公开", "--as-of", "2018-12-31", "-o", "r.json", "-q")
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    report["provenance"]["command"] += [
        "-o",
        "written.html",
        "--templates",
        "own",
        "--as",
        "$(touch x)",
        "--lang",
        "`id`",
    ]
    (tmp_path / "r.json").write_text(json.dumps(report), "utf-8")
    assert run("verify", "r.json").status in (0, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.csv", "r.json"]


def test_xml_in_a_workbook_names_no_file(run: Run, tmp_path: Path) -> None:
    """An entity that stands for a file of this machine is not filled in."""
    import zipfile

    secret = tmp_path / "secret.txt"
    secret.write_text("sesame", "utf-8")
    original = ROOT / "examples" / "tongjiang-2018.xlsx"
    with zipfile.ZipFile(original) as old, zipfile.ZipFile(tmp_path / "log.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(".xml"):
                head, _, rest = data.decode("utf-8").partition("?>")
                doctype = f'<!DOCTYPE x [<!ENTITY y SYSTEM "{secret.as_uri()}">]>'
                data = f"{head}?>{doctype}{rest.replace('财政局', '&y;')}".encode()
            new.writestr(name, data)
    done = run("check", "log.xlsx", "-r", "tongjiang-2018", "--as-of", "2018-12-31", "--format", "json")
    assert b"sesame" not in done.out + done.err
    assert "Traceback" not in done.complaint
