"""Folding text for search: case, Ё and Е, Central Asian letters, diacritics and apostrophes make no difference."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

import snowballstemmer

_LETTERS = str.maketrans(
    {
        **dict(zip("қҡҝғҕңҥҷҳҲһәөүұіїєѓќ", "кккггннчхххаоууииегк", strict=True)),
        **dict(zip("øłđðħŧəƏ", "olddhtaa", strict=True)),
        **dict.fromkeys("'’‘ʻʼ`´ʹ\u00ad\u200b\u200c\u200d", ""),
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ı": "i",
    }
)
_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[а-я]")
_STEMMERS = {"en": snowballstemmer.stemmer("english"), "ru": snowballstemmer.stemmer("russian")}
_SHORTEST = 2
_BEGINNING = 3  # letters
_BITS = 63  # that every database keeps in one whole number
MARKS = 4


def folded(text: str) -> str:
    """Equal for spellings that a reader would search as one: Қазақстан and Казакстан, Ёлка and елка."""
    if text.isascii():
        return text.lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in plain if not unicodedata.combining(mark)).translate(_LETTERS)


def words_of(texts: Iterable[str]) -> str:
    """The distinct folded words, sorted, each after a space; empty if there are none."""
    words = set(_WORD.findall(folded("\n".join(texts))))
    return "".join(f" {word}" for word in sorted(words) if len(word) >= _SHORTEST)


def needles(query: str) -> tuple[str, ...]:
    """What must occur in ``words_of`` for a project to match: the stem of each word of the query after a space."""
    words = dict.fromkeys(_WORD.findall(folded(query)))
    return tuple(f" {_stem(word)}" for word in words if len(word) >= _SHORTEST)


def marks_of(words: str) -> tuple[int, ...]:
    """What ``words_of`` has at a glance: for the beginning of each word one bit in one of ``MARKS`` numbers. Rows that
    lack a bit of ``marks_wanted`` cannot match, and most of them need not be looked into.
    """
    return _marks({word[:_BEGINNING] for word in words.split() if len(word) >= _BEGINNING})


def marks_wanted(wanted: Iterable[str]) -> tuple[int, ...]:
    """Of ``needles``; shorter ones than a beginning say nothing."""
    return marks_of("".join(wanted))


def _marks(beginnings: Iterable[str]) -> tuple[int, ...]:
    found = [0] * MARKS
    for beginning in beginnings:
        number, bit = divmod(crc32(beginning.encode()) % (MARKS * _BITS), _BITS)
        found[number] |= 1 << bit
    return tuple(found)


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """Digits keep words whole: identifiers are searched as they are."""
    if any(mark.isdigit() for mark in word):
        return word
    stem: str = _STEMMERS["ru" if _CYRILLIC.search(word) else "en"].stemWord(word)
    return stem if word.startswith(stem) else word
