"""The wheel in an empty environment: installs, starts without Node, and its pages come with their style."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from serving import chiron, get

ROOT = Path(__file__).absolute().parents[2]
NO_NETWORK = re.compile(r"NewConnectionError|NameResolutionError|ConnectTimeout|ProxyError|Retrying \(Retry\(total=0")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def test_it_holds_all_that_is_no_python_and_nothing_of_this_machine(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        texts = b"".join(archive.read(name) for name in names if name.endswith((".py", ".json", "RECORD", "METADATA")))
    assert any(re.search(r"static/built/main\..*\.css$", name) for name in names)
    assert any(re.search(r"static/built/main\..*\.js$", name) for name in names)
    assert any(name.endswith("templates/base.html") for name in names)
    assert sum(name.startswith("chiron/courses/") and name.endswith("/course.yaml") for name in names) >= 2
    assert "chiron/py.typed" in names
    assert not [name for name in names if "node_modules" in name or name.endswith((".ts", ".pyc"))]
    assert str(ROOT).encode() not in texts


@pytest.fixture(scope="module")
def environment(wheel: Path) -> Iterator[Path]:
    """An environment with the wheel and what it needs, and nothing else. Gives its folder of programs."""
    # Not below pytest's own folder: the embedded server's user must reach the programs.
    with tempfile.TemporaryDirectory(prefix="chiron-test-", ignore_cleanup_errors=True) as folder:
        yield installed(wheel, Path(folder) / "env")


def installed(wheel: Path, folder: Path) -> Path:
    """Make the environment; its folder of programs."""
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(folder)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python"), "--no-input"]
    pip += ["install", "--no-compile"]  # Python compiles what is imported; most is not
    locked = [*pip, "--require-hashes", "--no-deps", "-r", str(ROOT / "requirements" / "runtime.txt")]
    done = subprocess.run(locked, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode and NO_NETWORK.search(done.stdout + done.stderr) and not os.environ.get("CI"):
        pytest.skip("NO NETWORK: the wheel was NOT tried in an empty environment")
    assert done.returncode == 0, done.stdout + done.stderr
    own = [*pip, "--no-deps", "--no-index", str(wheel)]
    done = subprocess.run(own, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return programs


def test_what_is_locked_is_what_the_wheel_asks_for(environment: Path) -> None:
    check = [sys.executable, "-m", "pip", "--python", str(environment / "python"), "check"]
    done = subprocess.run(check, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout


def test_it_starts_without_node_and_its_first_page_has_its_style(environment: Path, home: Path, tmp_path: Path) -> None:
    command = [str(environment / "chiron"), "start", "--no-demo"]
    with chiron(command, home, tmp_path / "log", PATH=str(environment)) as (_, address):
        status, page = get(f"{address}/")
        assert status == 200
        sheets = re.findall(r'<link[^>]+rel="stylesheet"[^>]*href="([^"]+)"', page)
        assert sheets
        for sheet in sheets:
            status, style = get(urljoin(f"{address}/", sheet))
            assert status == 200
            assert "{" in style
