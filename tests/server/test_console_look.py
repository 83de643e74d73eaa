"""How the console looks, from its style alone: contrast by the formula of WCAG 2.2, on both grounds."""

from __future__ import annotations

import re

import pytest

from ostrakon.server.console.assets import content

TOKEN = re.compile(r"--([a-z-]+):light-dark\((#[0-9a-f]{3,6}),(#[0-9a-f]{3,6})\)")
LIGHT, DARK = 0, 1
TEXT, SHAPE = 4.5, 3.0
"""Least contrast of text and of what bounds a control (WCAG 2.2, 1.4.3 and 1.4.11)."""
PAIRS = (
    *((name, ground, TEXT) for name in ("text", "muted", "link") for ground in ("surface", "bg", "sunken")),
    *((name, f"{name}-bg", TEXT) for name in ("hit", "review", "clear", "ns")),
    *((name, "surface", TEXT) for name in ("pro", "con", "hit", "review", "ns")),
    *(("text", ground, TEXT) for ground in ("party", "claim", "diff", "same")),
    *(("edge", ground, SHAPE) for ground in ("surface", "bg")),
)


def tokens(look: int) -> dict[str, str]:
    return {name: (light, dark)[look] for name, light, dark in TOKEN.findall(content("console.css").decode())}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    bright, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_known_extremes() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", [LIGHT, DARK])
@pytest.mark.parametrize(("name", "ground", "least"), PAIRS)
def test_text_and_signs_stand_out_from_their_ground(name: str, ground: str, least: float, look: int) -> None:
    colours = tokens(look)
    assert contrast(colours[name], colours[ground]) >= least


def test_colours_are_named_once_and_nothing_is_loaded_from_elsewhere() -> None:
    style = content("console.css").decode()
    after_tokens = style[style.index("*{box-sizing") :].replace("#fff", "").replace("#000", "")
    assert not re.search(r"#[0-9a-f]{3,6}\b", after_tokens)
    assert "url(" not in style
    assert "@import" not in style
