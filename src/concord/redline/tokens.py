"""Text to tokens and back, without loss."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.redline.values import Tokens

# Everything that is neither white space nor listed here belongs to a word, so that no script needs a table of its own;
# the modifier letters of Uzbek Latin (U+02BB, U+02BC) are therefore letters.
_MARKS = (
    r"!-/:-@\[-`{-~"  # ASCII
    r"\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"  # Latin-1, without the ordinals and micro
    r"\u060c\u061b\u061f\u06d4"  # Arabic comma, semicolon, question mark, full stop
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u214f\u2190-\u23ff\u3001-\u3003\u3008-\u3011"
)
_REFERENCE = r"\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}"
_INNER = r"(?:[-\u2010\u2011'\u2019]|(?<=\d)[.,](?=\d))"
_TOKEN = re.compile(
    rf"(?:{_REFERENCE}|[^\s{_MARKS}]+(?:{_INNER}[^\s{_MARKS}]+)*)\s*|[{_MARKS}]|\s+",
)
_WORD = re.compile(rf"[^\s{_MARKS}]")


def normalise(*, text: str) -> str:
    return unicodedata.normalize("NFC", text)


def tokenise(*, text: str) -> Tokens:
    """Words with their trailing white space; punctuation and brackets alone; what white space is left alone.

    Hyphens and apostrophes inside a word, decimal marks inside a number, and a cross-reference `{uuid}` do not split.
    The text is put in NFC first: joining gives `normalise(text=text)`.
    """
    return tuple(_TOKEN.findall(normalise(text=text)))


def text_of(*, tokens: Iterable[str]) -> str:
    return "".join(tokens)


def is_word(*, token: str) -> bool:
    return _WORD.match(token) is not None or (len(token) > 1 and token[0] == "{")


def digest(*, tokens: Iterable[str]) -> str:
    """SHA-256 of the text, so that it does not depend on where the tokens are cut."""
    return hashlib.sha256("".join(tokens).encode("utf-8", "surrogatepass")).hexdigest()
