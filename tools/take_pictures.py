"""Take the pictures of the documentation from a real Chiron: `.venv/bin/python tools/take_pictures.py`.

Starts Chiron with its demo school in a folder of its own, enters as the demo's learner and takes the practice page as
it is, 1280 x 800. Needs the system's Chromium.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
SIZE = {"width": 1280, "height": 800}
LEARNER = "Amara"
PATIENCE = 180.0
LARGEST = 200_000
"""Bytes of one picture."""


def main() -> int:
    """Take every picture; 0 when all were taken and are small enough."""
    browser = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
    if browser is None:
        print("Chromium is missing: install the system's chromium package.", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with chiron() as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page(viewport=SIZE, base_url=address, reduced_motion="reduce")
        practice(page)
        sizes = [take(page, "practice.png")]
        chromium.close()
    return 1 if max(sizes) > LARGEST else 0


def practice(page: Page) -> None:
    """The demo's learner in the middle of a question."""
    page.goto("/sign-in")
    page.get_by_role("button", name=f"Enter as {LEARNER}").click()
    page.locator(".next-card a.main").click()
    page.locator("#answer-form").wait_for()


def take(page: Page, name: str) -> int:
    """Take a picture once the page's letters are there; its size in bytes."""
    page.evaluate("document.fonts.ready.then(() => document.activeElement.blur())")
    path = PICTURES / name
    page.screenshot(path=path)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {size:,} bytes{'' if size <= LARGEST else ', which is too large'}")
    return size


@contextmanager
def chiron() -> Iterator[str]:
    """Chiron with a fresh demo school; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="chiron-pictures-", ignore_cleanup_errors=True) as folder:
        env = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "PYTHONPATH"}}
        env |= {"CHIRON_HOME": str(Path(folder) / "home"), "CHIRON_PORT": str(port)}
        start = "from chiron.main.command import main; raise SystemExit(main(['start']))"
        process = subprocess.Popen([sys.executable, "-c", start], env=env, stdout=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/healthz", process)
            yield address
        finally:
            process.terminate()
            process.wait(60)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the address answers. Raises RuntimeError."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("Chiron did not start.")


if __name__ == "__main__":
    sys.exit(main())
