"""Make this checkout ready, from nothing but Python: `python tools/setup.py start` or `python tools/setup.py test`.

Makes `.venv`, installs the locked packages (checked against their hashes), Chiron itself and the built pages.
Every part remembers what it was made from and is left alone while that has not changed, so a second run is quick and
needs no network. Standard library only, because it runs before anything is installed.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "chiron-setup.json"
LOG = ROOT / ".build" / "setup.log"
LOCKS = {"start": ("build", "runtime"), "test": ("build", "runtime", "test")}
BUILT = ROOT / "src" / "chiron" / "faces" / "web" / "static" / "built"


class Stuck(Exception):
    """Setting up cannot go on; the message says what to do."""


def main(arguments: list[str]) -> int:
    """Set up for the purpose named first; 0 when ready, 1 with a remedy otherwise."""
    purpose = arguments[0] if arguments else "start"
    if purpose not in LOCKS:
        print(f"Unknown purpose {purpose!r}; use one of: {', '.join(LOCKS)}.", file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):
        print(f"Chiron needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
        print("Name a newer one like this: make PYTHON=python3.12 start", file=sys.stderr)
        return 1
    try:
        with alone():
            set_up(purpose)
    except Stuck as stuck:
        print(f"\nSetting up stopped: {stuck}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSetting up was interrupted; run the same command again to go on.", file=sys.stderr)
        return 130
    return 0


def set_up(purpose: str) -> None:
    """Do each part whose sources have changed, and remember each as soon as it is done."""
    done = remembered()
    if not environment_fits(done):
        say("Making a Python environment in .venv")
        make_environment()
        done = {"environment": environment_mark()}
        remember(done)
    for lock in LOCKS[purpose]:
        mark = digest([ROOT / "requirements" / f"{lock}.txt"])
        if done.get(lock) != mark:
            say(f"Installing {lock} packages (the first time takes a minute or two)")
            requirements = str(ROOT / "requirements" / f"{lock}.txt")
            pip("install", "--require-hashes", "--no-deps", "--compile", "-r", requirements)
            done[lock] = mark
            remember(done)
    mark = digest([ROOT / "pyproject.toml"])
    if done.get("chiron") != mark:
        say("Installing Chiron itself")
        pip("install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
        done["chiron"] = mark
        remember(done)
    make_assets()
    compile_source()


def make_assets() -> None:
    """Build the pages' scripts and styles; the builder itself knows whether their sources are newer."""
    if not BUILT.is_dir():
        say("Building the pages' scripts and styles")
    call([str(PYTHON), str(ROOT / "tools" / "build_assets.py")], "the scripts and styles could not be built")


def compile_source() -> None:
    """Compile our own modules: imports are several times quicker, also where Python is told to write no bytecode."""
    call([str(PYTHON), "-m", "compileall", "-q", "-j", "0", str(ROOT / "src")], "a module of Chiron cannot be compiled")


# The environment


def environment_mark() -> str:
    """What an environment is bound to: this folder and this Python. Either one changed means a new environment."""
    return f"{ROOT} {sys.version_info.major}.{sys.version_info.minor} {sysconfig.get_platform()}"


def environment_fits(done: dict[str, str]) -> bool:
    """Whether `.venv` is whole and was made here by this Python."""
    if done.get("environment") != environment_mark() or not PYTHON.exists():
        return False
    return subprocess.run([str(PYTHON), "-c", "import pip"], capture_output=True, check=False).returncode == 0


def make_environment() -> None:
    """Make `.venv` with pip in it, by whichever way this Python has."""
    if importlib.util.find_spec("ensurepip"):
        venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=False).create(VENV)
        if quietly([str(PYTHON), "-m", "ensurepip", "--default-pip"]):
            return
    # Debian keeps ensurepip in a package of its own.
    if importlib.util.find_spec("virtualenv") and quietly([sys.executable, "-m", "virtualenv", "--clear", str(VENV)]):
        return
    if importlib.util.find_spec("pip"):
        venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=False).create(VENV)
        pins = str(ROOT / "requirements" / "build.txt")
        own = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--require-hashes", "--no-deps"]
        if quietly([*own, "-r", pins]):
            return
    major, minor = sys.version_info[:2]
    raise Stuck(
        f"this Python cannot make environments. On Debian or Ubuntu: sudo apt-get install python{major}.{minor}-venv"
        f"\nThen run the same command again. Details: {LOG.relative_to(ROOT)}"
    )


# Memory of what is done


def remembered() -> dict[str, str]:
    """What was done before; nothing if that cannot be read."""
    try:
        kept = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def remember(done: dict[str, str]) -> None:
    """Keep what is done, whole or not at all."""
    new = STAMP.with_suffix(".new")
    new.write_text(json.dumps(done, indent=1) + "\n", "utf-8")
    os.replace(new, STAMP)


def digest(paths: list[Path]) -> str:
    """One hash over names and contents of files and folders; what is missing counts as missing."""
    total = hashlib.sha256()
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in inside:
            content = file.read_bytes() if file.is_file() else b"missing"
            total.update(f"{file.relative_to(ROOT).as_posix()} {len(content)}\n".encode() + content)
    return total.hexdigest()


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let one setup work in this checkout at a time; a second one waits."""
    LOG.parent.mkdir(exist_ok=True)
    if os.name == "nt":
        LOG.unlink(missing_ok=True)
        yield
        return
    import fcntl

    with (LOG.parent / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another setup in this folder")
            fcntl.flock(lock, fcntl.LOCK_EX)
        LOG.unlink(missing_ok=True)
        yield


# Commands


def say(line: str) -> None:
    """Tell the person what happens now."""
    print(f"  {line} ...", flush=True)


def pip(*arguments: str) -> None:
    """Run the environment's pip."""
    what = "packages could not be installed; is there a network?"
    call([str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments], what)


def call(command: list[str], otherwise: str) -> None:
    """Run a command, its output into the log; Stuck with the end of it when it fails."""
    if not quietly(command):
        lines = LOG.read_text("utf-8", "replace").splitlines()[-6:]
        raise Stuck("\n  ".join([f"{otherwise} (all of it: {LOG.relative_to(ROOT)})", *lines]))


def quietly(command: list[str]) -> bool:
    """Run a command, its output into the log; whether it went well."""
    env = {key: value for key, value in os.environ.items() if key not in {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH"}}
    env["PATH"] = os.pathsep.join([str(BIN), env.get("PATH", "")])
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n")
        log.flush()
        return subprocess.run(command, cwd=ROOT, env=env, stdout=log, stderr=log, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
