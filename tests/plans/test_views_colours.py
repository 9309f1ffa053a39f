"""The colours of delegations, computed from the sheet: seen on either ground, told apart with any colour vision."""

import re
from itertools import combinations
from math import dist
from pathlib import Path

import pytest

SHEET = (Path(__file__).parents[2] / "src/concord/ui/static/ui/css/tokens.css").read_text("utf-8")
THEMES = ("light", "dark")
# Viénot, Brettel and Mollon 1999: what a protanope and a deuteranope see, in linear RGB.
VISIONS = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}
Colour = tuple[float, float, float]


def tokens(theme: str) -> dict[str, Colour]:
    found = re.findall(r"--([\w-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)", SHEET)
    return {name: linear((light, dark)[THEMES.index(theme)]) for name, light, dark in found}


def linear(colour: str) -> Colour:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def luminance(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def contrast(one: Colour, other: Colour) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(hue: Colour, ground: Colour, share: float) -> Colour:
    """As `color-mix(in srgb, hue share, transparent)` lies on the ground."""
    parts = [share * encoded(a) + (1 - share) * encoded(b) for a, b in zip(hue, ground, strict=True)]
    return linear("".join(f"{round(p * 255):02x}" for p in parts))


def encoded(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def lab(colour: Colour) -> Colour:
    """CIE L*a*b*, D65."""
    rows = ((0.4124, 0.3576, 0.1805, 0.95047), (0.2126, 0.7152, 0.0722, 1.0), (0.0193, 0.1192, 0.9505, 1.08883))
    x, y, z = (sum(c * row[at] for at, c in enumerate(colour)) / row[3] for row in rows)
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: Colour, vision: str) -> Colour:
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, colour, strict=True)), 0.0), 1.0) for row in VISIONS[vision]
    )
    return lab((red, green, blue))


@pytest.mark.parametrize("theme", THEMES)
def test_every_hue_is_seen_and_words_on_its_wash_are_read(theme):
    named = tokens(theme)
    hues = {name: colour for name, colour in named.items() if re.fullmatch(r"hue-\d+", name)}
    assert len(hues) == 12
    grounds = [named[ground] for ground in ("paper", "wash", "sheet")]
    faint = {name for name, hue in hues.items() if min(contrast(hue, ground) for ground in grounds) < 3}
    dim = {
        name
        for name, hue in hues.items()
        if min(contrast(named["ink"], mixed(hue, ground, 0.13)) for ground in grounds) < 7
    }
    assert (faint, dim) == (set(), set())


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISIONS)
def test_the_hues_are_told_apart(theme, vision):
    """In steps of CIE 1976 colour difference. More delegations than eight have the code beside every mark to help."""
    named = tokens(theme)
    apart = {
        (one, other): dist(seen(named[f"hue-{one}"], vision), seen(named[f"hue-{other}"], vision))
        for one, other in combinations(range(1, 13), 2)
    }
    assert {pair for pair, steps in apart.items() if steps < (20 if max(pair) <= 8 else 13)} == set()
