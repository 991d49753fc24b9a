"""What was built: a whole maths face, a small script, a lock file that names no registry; and how it is served."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import httpx
import pytest
from fontTools.ttLib import TTFont
from starlette.applications import Starlette
from starlette.routing import Mount

from chiron.faces.web.assets import BUILT, BuiltFiles, asset, assets_ready, manifest

ROOT = Path(__file__).resolve().parents[2]
_SPEC = spec_from_file_location("build_assets", ROOT / "tools" / "build_assets.py")
assert _SPEC is not None
assert _SPEC.loader is not None
build_assets = module_from_spec(_SPEC)
_SPEC.loader.exec_module(build_assets)
LIMIT = 60_000
"""Bytes of compressed script on the practice page's first load."""


@pytest.fixture(autouse=True)
def built() -> None:
    assert assets_ready(), "Build the pages' files first: make assets"


def test_the_maths_face_keeps_its_table_and_letters() -> None:
    font = TTFont(BUILT / manifest()["stix-two-math-subset.woff2"])
    assert "MATH" in font
    assert font["MATH"].table.MathVariants is not None
    assert {0x2212, 0x1D465, 0x221A, 0x3C0, 0x2264, 0xD7} <= set(font.getBestCmap())
    kept = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert "ccmp" in kept, "the package has ccmp and locl; the letters kept use ccmp"


def test_scripts_are_small_and_licences_travel() -> None:
    assert len((BUILT / f"{manifest()['main.js']}.gz").read_bytes()) <= LIMIT
    names = {path.stem for path in (BUILT / "licences").glob("*.txt")}
    fonts = {"source-serif-4", "source-sans-3", "stix-two-math", "atkinson-hyperlegible-next", "katex-fonts"}
    assert fonts | {"htmx.org", "mathlive"} <= names
    text = (BUILT / "licences" / "stix-two-math.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in text.upper()


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, about in lock["packages"].items() if "resolved" in about]
    assert all("integrity" in about for name, about in lock["packages"].items() if name)
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text(encoding="utf-8")


def test_every_font_of_the_styles_was_built() -> None:
    style = (BUILT / manifest()["main.css"]).read_text(encoding="utf-8")
    assert "font:" not in style.replace("font:inherit", "")
    for name in manifest().values():
        assert (BUILT / name).is_file()
        if name.endswith(".woff2"):
            assert name in style


def lay_out(folder: Path, style: str) -> None:
    folder.mkdir()
    (folder / f"main.{style}.css").write_text("a{}")
    (folder / "manifest.json").write_text(json.dumps({"main.css": f"main.{style}.css"}))


def test_a_serving_app_never_misses_a_file_while_another_build_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = tmp_path / "served"
    for number, style in enumerate(("one", "two", "three")):
        made = tmp_path / str(number)
        lay_out(made, style)
        if number:
            seen = list[bool]()
            lay = build_assets._lay

            def watched(source: Path, target: Path, lay=lay, seen=seen) -> None:
                seen.append((served / manifest(served)["main.css"]).is_file())
                lay(source, target)
                seen.append((served / manifest(served)["main.css"]).is_file())

            monkeypatch.setattr(build_assets, "_lay", watched)
        build_assets.install(made, served)
        monkeypatch.undo()
        assert manifest(served) == {"main.css": f"main.{style}.css"}, "an app that serves looks again"
        assert not number or (seen and all(seen))
    assert {path.name for path in served.glob("*.css")} == {"main.two.css", "main.three.css"}


def test_a_build_that_fails_leaves_what_was_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = tmp_path / "served"
    lay_out(served, "one")

    def fails(*_: object) -> None:
        raise build_assets.BuildFailed("no")

    monkeypatch.setattr(build_assets, "BUILT", served)
    monkeypatch.setattr(build_assets, "MODULES", tmp_path)
    monkeypatch.setattr(build_assets, "install_packages", lambda: None)
    monkeypatch.setattr(build_assets, "place_fonts", fails)
    with pytest.raises(build_assets.BuildFailed):
        build_assets.build(force=True)
    assert {path.name for path in served.iterdir()} == {"main.one.css", "manifest.json"}
    assert manifest(served)["main.css"] == "main.one.css"


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=[Mount("/static/built", BuiltFiles())])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as found:
        yield found


async def test_files_are_sent_packed_and_for_long(client: httpx.AsyncClient) -> None:
    plain = await client.get(asset("main.js"), headers={"accept-encoding": "identity"})
    packed = await client.get(asset("main.js"), headers={"accept-encoding": "gzip"})
    assert plain.status_code == packed.status_code == 200
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert "immutable" in plain.headers["cache-control"]
    assert plain.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "path",
    [
        "/static/built/manifest.json",
        "/static/built/../../page.py",
        "/static/built/%2e%2e/x.css",
        "/static/built/no.js",
        "/static/built/",
    ],
)
async def test_nothing_else_is_sent(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404
    assert (await client.post(asset("main.css"))).status_code == 404
