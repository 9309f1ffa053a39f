"""Which letters the vendored fonts can print; what they cannot is written out, so that nothing falls silently away."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

FONTS: Final = Path(__file__).parent / "fonts"
_BREAKS: Final = frozenset("\n\r\v\f\x85\u2028\u2029")
_TURNS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They make words read otherwise than they are stored: a text of record shows them."""


def unprintable(*, text: str) -> str:
    """The characters of the text, each once and in order, that the page writes out as ‹U+0000›."""
    return "".join(dict.fromkeys(c for c in text if _is_written_out(c)))


def printable(*, text: str) -> str:
    """The text as the page can hold it: line breaks are one kind, a tab is a space."""
    text = text.replace("\r\n", "\n")
    return "".join(_printed(c) for c in text)


def _printed(character: str) -> str:
    if character in _BREAKS:
        return "\n"
    if character == "\t":
        return " "
    return f"‹U+{ord(character):04X}›" if _is_written_out(character) else character


def _is_written_out(character: str) -> bool:
    if character in _BREAKS or character == "\t":
        return False
    if unicodedata.category(character) in {"Cc", "Cs"} or character in _TURNS:
        return True
    return ord(character) not in coverage()


@cache
def coverage() -> frozenset[int]:
    """Code points that every one of the fonts has."""
    return frozenset.intersection(*(_characters(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))))


def _characters(font: bytes) -> frozenset[int]:
    """The character map of a TrueType font, in format 4 (Basic Multilingual Plane)."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = (struct.unpack_from(">4sLLL", font, 12 + 16 * n) for n in range(count))
    start = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    subtables = struct.unpack_from(">H", font, start + 2)[0]
    offsets = (start + struct.unpack_from(">HHL", font, start + 4 + 8 * n)[2] for n in range(subtables))
    at = next(offset for offset in offsets if struct.unpack_from(">H", font, offset)[0] == 4)  # noqa: PLR2004
    return frozenset(_mapped(font, at))


def _mapped(font: bytes, at: int) -> Iterator[int]:
    segments = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", font, at + 14)
    starts = struct.unpack_from(f">{segments}H", font, at + 16 + 2 * segments)
    deltas = struct.unpack_from(f">{segments}H", font, at + 16 + 4 * segments)
    table = at + 16 + 6 * segments
    ranges = struct.unpack_from(f">{segments}H", font, table)
    for n in range(segments):
        for code in range(starts[n], min(ends[n], 0xFFFE) + 1):
            glyph = code
            if ranges[n]:
                glyph = struct.unpack_from(">H", font, table + 2 * n + ranges[n] + 2 * (code - starts[n]))[0]
            if glyph and (glyph + deltas[n]) % 0x10000:
                yield code
