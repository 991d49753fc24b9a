"""Packages of strangers: written to a folder as if installed there, or the sample built into a wheel and installed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from chiron.core.learning import interactions
from chiron.core.learning.interactions.wheels import found
from chiron.faces.web.kept import _PIECES
from chiron.faces.web.kinds import _served, stranger_widget
from chiron.faces.web.page import environment

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAMPLE, COURSE = HERE / "number-line", HERE / "marking-numbers"

GRADER = '''"""A grader."""
from pydantic import BaseModel
from chiron.core.learning.interactions.base import Kind, Unread, only
from chiron.core.words import Outcome, Verdict

class Fields(BaseModel):
    """Nothing."""

class Same(Kind):
    """The same words."""
    kind = "{kind}"
    Spec = Fields
    def make(self, spec, values, chance, locale): return {{"kind": "same"}}, {{"answer": "yes"}}
    def read(self, task, form): return {{"typed": only(form)}}
    def typed(self, response): return {{"answer": [response["typed"]]}}
    def grade(self, task, key, response): return self.right_verdict()
    def describe(self, task, response): return response["typed"]
    def answer(self, task, key): return key["answer"]
    def right(self, task, key): return {{"answer": ["yes"]}}
    def faults(self, spec, task, key): return []

INTERACTION = Same()
'''


def put(
    folder: Path,
    package: str,
    kind: str = "same-words",
    *,
    value: str | None = None,
    text: str | None = GRADER,
    files: dict[str, str | bytes] | None = None,
    wheel: str | None = None,
    manifest: Any = None,
    **changes: Any,
) -> None:
    """Write a package with its manifest and its entry point below ``folder``. ``changes`` are fields of the manifest;
    ``manifest`` stands for all of it, as text or JSON."""
    place = folder / package
    place.mkdir(parents=True)
    (place / "__init__.py").write_text('"""A stranger."""\n')
    if text is not None:
        (place / "grader.py").write_text(text.format(kind=kind) if text is GRADER else text)
    content = {
        "format": 1,
        "kind": kind,
        "grader": f"{package}.grader:INTERACTION",
        "widget": {"module": "widget.js", "styles": "widget.css"},
        **changes,
    }
    written = content if manifest is None else manifest
    if written != "":
        manifest_text = written if isinstance(written, str) else json.dumps(written)
        (place / "chiron-kind.json").write_text(manifest_text, "utf-8")
    for name, body in {"widget.js": "export {};\n", "widget.css": "a {}\n", **(files or {})}.items():
        if body != "":
            (place / name).write_bytes(body if isinstance(body, bytes) else body.encode())
    name = wheel or package
    about = folder / f"{name}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[chiron.interactions]\n{kind} = {value or package}\n")


def run(command: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """A line as one types it in a shell, with this environment's programs and no network for pip."""
    known = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        **env,
    }
    return subprocess.run(command, shell=True, cwd=folder, env=known, capture_output=True, text=True, timeout=300)


def installed(folder: Path) -> Path:
    """Build the sample into a wheel and install it below ``folder``; gives the place to put on the path."""
    source, target = folder / "number-line", folder / "installed"
    shutil.copytree(SAMPLE, source)
    for command in ("python -m build --wheel --no-isolation", "pip install dist/*.whl"):
        done = run(command, source, PIP_TARGET=str(target))
        assert done.returncode == 0, done.stdout + done.stderr
    return target


def forget() -> None:
    """Look for strangers' kinds anew, as after a start."""
    for kept in (found, interactions.strangers, interactions.interaction, interactions.kinds, stranger_widget, _served):
        kept.cache_clear()
    if environment.cache is not None:
        environment.cache.clear()
    _PIECES.clear()
