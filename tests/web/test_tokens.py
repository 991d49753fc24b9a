"""The colours keep the contrasts of look.md in all four palettes, and the styles keep to logical properties."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import chiron.faces.web

STYLES = Path(chiron.faces.web.__file__).parent / "styles"
TOKENS = (STYLES / "tokens.css").read_text(encoding="utf-8")
PALETTES = ("light", "dark", "more", "more-dark")


def _block(selector: str) -> dict[str, tuple[str, str]]:
    start = TOKENS.index(selector)
    body = TOKENS[start : TOKENS.index("}", start)]
    found = re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\)", body)
    return {name: (light, dark) for name, light, dark in found}


USUAL = _block(":root {")
MORE = _block(':root[data-contrast="more"] {')
ASKED_BY_DEVICE = _block(':root:not([data-contrast="less"]) {')


def colour(name: str, palette: str) -> str:
    pair = (MORE if palette.startswith("more") else USUAL)[name]
    return pair[1] if palette in {"dark", "more-dark"} else pair[0]


def luminance(hex_colour: str) -> float:
    """WCAG 2.2, "relative luminance"."""
    parts = [int(hex_colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, "contrast ratio"."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


MEASURED: dict[tuple[str, str], tuple[float, float, float, float]] = {
    ("ink", "ground"): (13.68, 14.58, 21.00, 21.00),
    ("ink", "sunk"): (12.43, 15.45, 18.76, 18.42),
    ("ink-2", "ground"): (6.49, 8.31, 16.48, 17.94),
    ("ink-2", "surface"): (6.82, 7.56, 16.48, 17.94),
    ("ink-2", "sunk"): (5.90, 8.80, 14.72, 15.74),
    ("accent", "ground"): (6.39, 10.03, 11.29, 15.64),
    ("accent", "surface"): (6.72, 9.14, 11.29, 15.64),
    ("accent", "accent-soft"): (5.63, 7.39, 9.92, 12.06),
    ("on-accent", "accent"): (6.77, 9.07, 11.29, 15.64),
    ("on-accent", "accent-strong"): (9.48, 10.85, 15.49, 18.93),
    ("look", "ground"): (6.41, 9.22, 11.33, 13.89),
    ("look", "surface"): (6.75, 8.39, 11.33, 13.89),
    ("look", "look-soft"): (5.76, 7.46, 10.17, 11.68),
    ("ink-2", "look-soft"): (5.83, 6.72, 14.79, 15.08),
    ("ink-2", "accent-soft"): (5.73, 6.11, 14.48, 13.83),
    ("edge", "ground"): (4.18, 5.17, 21.00, 21.00),
    ("edge", "surface"): (4.40, 4.71, 21.00, 21.00),
    ("edge", "sunk"): (3.80, 5.48, 18.76, 18.42),
}


@pytest.mark.parametrize(("pair", "values"), MEASURED.items(), ids=lambda value: str(value))
def test_contrasts_are_those_measured(pair: tuple[str, str], values: tuple[float, ...]) -> None:
    needed = 3.0 if pair[0] == "edge" else 4.5
    for palette, value in zip(PALETTES, values, strict=True):
        found = contrast(colour(pair[0], palette), colour(pair[1], palette))
        assert found == pytest.approx(value, abs=0.01), palette
        assert found >= needed


def test_the_device_asks_for_the_same_high_contrast_as_the_setting() -> None:
    assert ASKED_BY_DEVICE == MORE
    assert set(MORE) == set(USUAL)
    assert len(USUAL) == 13


LOGICAL = {"text-align: start", "text-align: end", "text-align: center", "float: inline-start", "float: inline-end"}


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.css")), ids=lambda path: path.name)
def test_styles_use_logical_properties_only(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    physical = re.findall(
        r"(?<![\w-])((?:margin|padding|border)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom|float|"
        r"(?:min-|max-)?(?:width|height)|text-align)\s*:\s*([^;{}]*)",
        text,
    )
    sizes = [f"{name}: {value}" for name, value in physical if name not in {"min-width", "max-width", "min-height"}]
    assert [each for each in sizes if each not in LOGICAL] == []
    for name, value in re.findall(r"(?<![\w-])(margin|padding|inset):\s*([^;{}]+);", text):
        parts = re.sub(r"\([^()]*\)", "", value).split()
        assert len(parts) < 4 or parts[1] == parts[3], f"{name}: {value} differs at left and right"


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.css")), ids=lambda path: path.name)
def test_colours_come_from_the_tokens(path: Path) -> None:
    if path.name == "tokens.css":
        return
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^;]*url)", text) == []
    assert set(re.findall(r"rgb\([^)]*\)", text)) <= {"rgb(0 0 0 / 22%)", "rgb(0 0 0 / 6%)", "rgb(20 23 27 / 30%)"}


def test_letters_are_sized_in_rem() -> None:
    for path in STYLES.glob("*.css"):
        for value in re.findall(r"font-size:\s*([^;]+);", path.read_text(encoding="utf-8")):
            in_drawing = path.name in {"map.css", "data.css"} and value.endswith("px")
            assert in_drawing or "px" not in value, f"{path.name}: font-size: {value}"
            if in_drawing:
                assert float(value.removesuffix("px")) >= 14
