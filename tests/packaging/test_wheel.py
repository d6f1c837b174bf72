"""The wheel carries rulesets and templates, and what it installs works from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path, site: Path | None = None) -> str:
    """Standard output of a command that must succeed; `site` is looked up before every other place of modules."""
    environment = {**os.environ, "PYTHONPATH": str(site or "")}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps", "--no-index")
    run(*pip, "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("compliance-*.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of modules that the wheel is installed into."""
    folder = tmp_path_factory.mktemp("site")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index")
    run(*pip, "--target", folder, wheel, cwd=folder)
    return folder


@pytest.mark.parametrize(
    ("folder", "inside"),
    [("rulesets", "data/rulesets"), ("reports/templates", "data/reports/templates"), ("docs/lint", "data/docs/lint")],
)
def test_wheel_carries_what_lies_outside_the_package(wheel: Path, folder: str, inside: str) -> None:
    """Every ruleset and template of the checkout is in the wheel, byte for byte."""
    with zipfile.ZipFile(wheel) as archive:
        carried = {name: archive.read(name) for name in archive.namelist() if name.startswith(f"compliance/{inside}/")}
    wanted = {
        f"compliance/{inside}/{path.relative_to(ROOT / folder).as_posix()}": path.read_bytes()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted
    assert carried == wanted


def test_wheel_carries_the_package_with_its_grammars_and_statements(wheel: Path) -> None:
    """Files that are no Python, such as grammars and SQL, come along with the modules."""
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    package = ROOT / "src" / "compliance"
    files = (path for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc")
    assert {f"compliance/{path.relative_to(package).as_posix()}" for path in files} <= carried


def test_installed_command_works_from_any_folder(site: Path, tmp_path: Path) -> None:
    """An installed `compliance` finds its rulesets and templates with no checkout around."""
    (tmp_path / "log.csv").write_text(
        "case,matter,agency,action,time\n1,预决算,财政局,approval,2018-01-10\n1,预决算,财政局,publish,2018-01-30\n",
        encoding="utf-8",
    )
    where = run(sys.executable, "-c", "import compliance; print(compliance.__file__)", cwd=tmp_path, site=site)
    assert Path(where.strip()).is_relative_to(site)

    command = site / "bin" / "compliance"
    assert "tongjiang-2018" in run(command, "rules", "list", "tongjiang-2018", cwd=tmp_path, site=site)
    rule = ("--rule", "预决算 within 20 days of approval", "--as-of", "2018-12-31")
    run(command, "check", "log.csv", *rule, "-o", "report.html", cwd=tmp_path, site=site)
    assert "<html" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_source_archive_carries_what_the_repository_holds(tmp_path: Path) -> None:
    """Whoever has the archive alone can run every task: each top-level name of the checkout is in it, but for git's own."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=ROOT)
    (built,) = tmp_path.glob("compliance-*.tar.gz")
    with tarfile.open(built) as archive:
        carried = {Path(name).parts[1] for name in archive.getnames() if len(Path(name).parts) > 1}
    held = {name.partition("/")[0] for name in run("git", "ls-files", cwd=ROOT).splitlines()}
    assert held - {".gitattributes"} <= carried
