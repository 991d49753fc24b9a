"""Lock what Chiron is built from: every version and hash, for every platform, without addresses or paths.

    python tools/lock.py [--upgrade]

Reads pyproject.toml and requirements/*.in and writes requirements/*.txt. Needs uv, which `make test` installs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS: dict[str, tuple[str, list[str], list[str]]] = {
    "runtime": ("pyproject.toml", [], []),
    "build": ("requirements/build.in", ["runtime"], []),
    "models": ("pyproject.toml", ["runtime"], ["models"]),
    "embeddings": ("pyproject.toml", ["runtime", "models"], ["embeddings"]),
    "telemetry": ("pyproject.toml", ["runtime", "models"], ["telemetry"]),
    "mcp": ("pyproject.toml", ["runtime", "models"], ["mcp"]),
    "documents": ("pyproject.toml", ["runtime", "models"], ["documents"]),
    "test": ("requirements/test.in", ["runtime", "build", "models", "telemetry", "mcp", "documents"], []),
}
"""Each lock, what it is made from, the locks whose versions it follows, and the extras it adds."""
OPTIONS = (
    "--quiet",
    "--generate-hashes",
    "--universal",
    "--python-version=3.11",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--allow-unsafe",
)


def main() -> int:
    """Write the locks; the exit status is uv's."""
    uv = shutil.which("uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if uv is None:
        print("uv is missing; run `make test` once, which installs it, or `pip install uv`.", file=sys.stderr)
        return 1
    for name, (source, follows, extras) in LOCKS.items():
        print(f"Locking requirements/{name}.txt from {source}", flush=True)
        command = [uv, "pip", "compile", source, "--output-file", f"requirements/{name}.txt", *OPTIONS]
        command += [part for lock in follows for part in ("--constraint", f"requirements/{lock}.txt")]
        command += [part for extra in extras for part in ("--extra", extra)]
        command += sys.argv[1:]
        # uv 0.13 trusts only its own certificates unless told; schools with a filtering proxy have their own.
        done = subprocess.run(command, cwd=ROOT, env={"UV_SYSTEM_CERTS": "1", **os.environ}, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
