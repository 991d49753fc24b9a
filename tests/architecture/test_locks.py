"""What is installed is locked, every package by version and hash, and the setup itself needs nothing first."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).absolute().parents[2]
LOCKS = ("runtime", "build", "test")


def locked(name: str) -> dict[str, tuple[Requirement, int]]:
    """Each package of a lock with how many hashes it has."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
    found = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        requirement = Requirement(line.partition(" --hash=")[0])
        found[plain(requirement.name)] = (requirement, len(re.findall(r"--hash=sha256:[0-9a-f]{64}(?=\s|$)", line)))
    return found


def asked(name: str) -> list[Requirement]:
    """What a lock is made from."""
    if name == "runtime":
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        return [Requirement(line) for line in project["dependencies"]]
    lines = (ROOT / "requirements" / f"{name}.in").read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def plain(name: str) -> str:
    """A package's name as indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_one_version_and_its_hashes(name: str) -> None:
    for requirement, hashes in locked(name).values():
        assert [spec.operator for spec in requirement.specifier] == ["=="], requirement
        assert hashes, requirement


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_asked_for_is_locked(name: str) -> None:
    lock = locked(name)
    for requirement in asked(name):
        assert plain(requirement.name) in lock, f"{requirement}: run make lock"
        version = next(iter(lock[plain(requirement.name)][0].specifier)).version
        assert requirement.specifier.contains(version), f"{requirement}, but {version} is locked: run make lock"


def test_the_locks_agree() -> None:
    versions: dict[str, set[str]] = {}
    for name in LOCKS:
        for package, (requirement, _) in locked(name).items():
            versions.setdefault(package, set()).add(str(requirement.specifier))
    assert {package: found for package, found in versions.items() if len(found) > 1} == {}


def test_setting_up_needs_the_standard_library_only() -> None:
    tree = ast.parse((ROOT / "tools" / "setup.py").read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names
