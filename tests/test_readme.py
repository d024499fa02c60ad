"""The documentation against the code: what it shows is what is printed, what it names exists, and what exists is named."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
import typer

from bench import picture
from riwaya.serve import cli
from tests.cli import riwaya

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.ar.md", *sorted((ROOT / "docs").glob("*.md"))]


@cache
def demo() -> str:
    done = riwaya("demo", env={"COLUMNS": str(picture.COLUMNS)})
    assert done.code == 0, done.err
    return done.out


@pytest.mark.parametrize("name", ["README.md", "README.ar.md"])
def test_the_picture_is_real_output(name: str) -> None:
    """Every run of lines shown stands in what `riwaya demo` prints; […] is where lines were left out. `bench.picture` mends it."""
    page = (ROOT / name).read_text(encoding="utf-8")
    found = re.search(r"<!-- demo -->\n```text\n(.*?)\n```\n<!-- end -->", page, re.DOTALL)
    assert found, "the README shows output"
    runs = [run.strip("\n") for run in found.group(1).split(picture.LEFT_OUT)]
    assert len("".join(runs)) > 300
    printed = "\n".join(line.rstrip() for line in demo().splitlines())
    for run in runs:
        assert run in printed, f"`riwaya demo` does not print this any more; `python -m bench.picture` mends the page:\n{run}"


def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert "death" in capsys.readouterr().out


def test_the_commands_of_the_readme_exist() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^ {4}make (\w+)", page, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets == {"demo", "test"}
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
    for command in set(re.findall(r"^ {4}riwaya (\w+)", page, re.MULTILINE)):
        assert riwaya(command, "--help").code == 0


def commands(app: typer.Typer = cli.app, *before: str) -> list[tuple[str, ...]]:
    """Every command of the program: ("read",), ("rules", "check"), …"""
    own = [(*before, one.name or one.callback.__name__.rstrip("_")) for one in app.registered_commands if one.callback]
    return own + [
        found
        for group in app.registered_groups
        if group.typer_instance
        for found in commands(group.typer_instance, *before, str(group.name))
    ]


def test_the_page_of_commands_names_every_command_and_option() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    told = {command: riwaya(*command, "--help").out for command in commands()}
    assert len(told) > 10
    for command, help_page in told.items():
        assert f"riwaya {' '.join(command)}" in page
        for option in set(re.findall(r"(?<=[ \u2502])--[a-z]+(?:-[a-z]+)*", help_page)):
            assert option in page, f"{command}: {option}"
    for option in set(re.findall(r"`(--[a-z-]+)", page)):
        assert any(option in help_page for help_page in told.values()), option


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_room_has_a_page() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (ROOT / "src" / "riwaya").glob("*/__init__.py")}
    for room in rooms:
        assert f"`{room}`" in index, room
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in index, page.name


def test_every_dependency_is_explained() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [re.split(r"[\[<>=!~ ]", one)[0] for one in project["dependencies"]]
    rows = re.findall(r"^\| ([a-z0-9-]+) \|", page.partition("## Extras")[0], re.MULTILINE)
    assert sorted(rows[1:]) == sorted(named)
    for extra, packages in project["optional-dependencies"].items():
        assert f"`{extra}`" in page
        for one in packages:
            assert re.split(r"[\[<>=!~ ]", one)[0] in page, one


def test_no_licence_at_run_time_is_gpl_alone() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for name in re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE):
        try:
            told = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:  # of another system
            continue
        words = " ".join(word for field in ("License-Expression", "License", "Classifier") for word in told.get_all(field) or [])
        gpl = re.search(r"\bA?GPL|GNU (Affero )?General", words)
        assert not gpl or "LGPL" in words or "MPL" in words, f"{name}: {words[:200]}"


def test_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert riwaya("--version").out.split() == ["riwaya", project["version"]]


def test_nothing_of_one_machine_is_committed() -> None:
    """No path of a home or a scratch folder in what is shipped."""
    for path in [
        *(ROOT / "src").rglob("*.py"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "bench").glob("*.py"),
        ROOT / "README.md",
        ROOT / "Makefile",
    ]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])/(work|home|root|Users)/", text), path
