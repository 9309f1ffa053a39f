"""From text to stems: one stemmer for each script, so that a wrongly declared language spoils nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
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


@dataclass(frozen=True)
class Words:
    """A text with the keys of its words. The end of a sentence stands between them as STOP, so that no phrase is found
    across it.
    """

    text: str
    keys: tuple[Key, ...]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word begins and ends; made only for texts in which something is found."""
        return [each.span() for each in _WORD.finditer(self.text) if keys_of(each.group()) is not SMALL]

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
    first, size = wanted[0], len(wanted)
    return any(
        first in key and all(wanted[k] in keys[i + k] for k in range(1, size))
        for i, key in enumerate(keys[: len(keys) - size + 1])
    )


@lru_cache(maxsize=64)
def words_of(text: str) -> Words:
    """Articles and "of" are left out in texts and phrases alike: "prevention of torture" is "preventing torture".

    A project's texts are read for several vocabularies, one straight after the other: the last texts are remembered.
    """
    return Words(text, tuple([key for key in map(keys_of, _WORD.findall(text)) if key is not SMALL]))


def phrase_keys(phrase: str) -> tuple[str, ...]:
    """What ``Words.have`` and the vocabulary look for; raises ValueError for a phrase without a word."""
    keys = tuple(acronym or stem for stem, acronym in words_of(phrase).keys if stem)
    if not keys:
        raise ValueError(f"no word in the phrase {phrase!r}")
    return keys
