"""From text to stems: one stemmer for each script, so that a wrongly declared language spoils nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import snowballstemmer

Key = tuple[str, str]
STOP: Key = ("", "")
SMALL: Key = ("", " ")

_WORD = re.compile(r"[^\W_]+|[.!?;|•\n]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_ARTICLES = frozenset(("of", "the", "a", "an"))
_ENGLISH = cast("Callable[[str], str]", snowballstemmer.stemmer("english").stemWord)
_RUSSIAN = cast("Callable[[str], str]", snowballstemmer.stemmer("russian").stemWord)
_SHORTEST_ACRONYM = 2


def is_acronym(word: str) -> bool:
    """Capitals only, two or more: such a phrase is met by capitals only ("ATA" is not in "Alma-Ata")."""
    return len(word) >= _SHORTEST_ACRONYM and word.isupper()


@lru_cache(maxsize=200_000)
def keys_of(word: str) -> Key:
    """The stem of a word, and the word itself where it is an acronym (else an empty string)."""
    if not word.isalnum():
        return STOP
    if word in _ARTICLES:
        return SMALL
    lowered = word.lower().replace("ё", "е")
    stem = _RUSSIAN(lowered) if _CYRILLIC.search(lowered) else _ENGLISH(lowered)
    return stem, f"={word}" if is_acronym(word) else ""


@dataclass(frozen=True, slots=True)
class Words:
    """A text with the keys of its words and where each word begins and ends. The end of a sentence stands between
    them as STOP, so that no phrase is found across it.
    """

    text: str
    keys: tuple[Key, ...]
    spans: tuple[tuple[int, int], ...]

    def sentence(self, *, first: int, last: int) -> tuple[Key, ...]:
        """The words of the sentence in which the words from ``first`` to ``last`` stand."""
        start, end, keys = first, last + 1, self.keys
        while start and keys[start - 1] is not STOP:
            start -= 1
        while end < len(keys) and keys[end] is not STOP:
            end += 1
        return keys[start:end]


def have(keys: tuple[Key, ...], wanted: tuple[str, ...]) -> bool:
    """Whether the keys of a phrase stand here one after the other."""
    size = len(wanted)
    return any(
        wanted[0] in keys[i] and all(wanted[k] in keys[i + k] for k in range(1, size))
        for i in range(len(keys) - size + 1)
    )


def words_of(text: str) -> Words:
    """Articles and "of" are left out in texts and phrases alike: "prevention of torture" is "preventing torture"."""
    keys: list[Key] = []
    spans: list[tuple[int, int]] = []
    for each in _WORD.finditer(text):
        key = keys_of(each.group())
        if key is not SMALL:
            keys.append(key)
            spans.append(each.span())
    return Words(text, tuple(keys), tuple(spans))


def phrase_keys(phrase: str) -> tuple[str, ...]:
    """What ``Words.have`` and the vocabulary look for; raises ValueError for a phrase without a word."""
    keys = tuple(acronym or stem for stem, acronym in words_of(phrase).keys if stem)
    if not keys:
        raise ValueError(f"no word in the phrase {phrase!r}")
    return keys
