"""From text to stems: one stemmer for each script, so that a wrongly declared language spoils nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_SENTENCE = re.compile(r"[.!?;•]\s|[\n|]")
_ENGLISH = cast("Callable[[str], str]", snowballstemmer.stemmer("english").stemWord)
_RUSSIAN = cast("Callable[[str], str]", snowballstemmer.stemmer("russian").stemWord)
_SHORTEST_ACRONYM = 2
_SMALL = frozenset(
    "of the a an and in to for on by with from its и в во на с со по к о об для от из за при".split()  # noqa: SIM905
)


def is_acronym(word: str) -> bool:
    """Capitals only, two or more: such a phrase is met by capitals only ("ATA" is not in "Alma-Ata")."""
    return len(word) >= _SHORTEST_ACRONYM and word.isupper()


@lru_cache(maxsize=200_000)
def keys_of(word: str) -> tuple[str, str]:
    """The stem of a word, and the word itself where it is an acronym (else an empty string)."""
    lowered = word.lower().replace("ё", "е")
    stem = _RUSSIAN(lowered) if _CYRILLIC.search(lowered) else _ENGLISH(lowered)
    return stem, f"={word}" if is_acronym(word) else ""


@dataclass(frozen=True, slots=True)
class Words:
    """A text with the keys of its words and where each word begins and ends."""

    text: str
    keys: tuple[tuple[str, str], ...]
    spans: tuple[tuple[int, int], ...]

    def sentence(self, *, first: int, last: int) -> "Words":
        """The sentence, or sentences, in which the words from ``first`` to ``last`` stand."""
        begin, end = self.spans[first][0], self.spans[last][1]
        start = 0
        for each in _SENTENCE.finditer(self.text, 0, begin):
            start = each.end()
        stop = _SENTENCE.search(self.text, end)
        return words_of(self.text[start : stop.start() if stop else len(self.text)])

    def have(self, wanted: tuple[str, ...]) -> bool:
        """Whether the keys of a phrase stand here one after the other."""
        size = len(wanted)
        return any(all(wanted[k] in self.keys[i + k] for k in range(size)) for i in range(len(self.keys) - size + 1))


def words_of(text: str) -> Words:
    """Small words are left out, in texts and in phrases alike: "preventing the conflict" is "preventing conflicts"."""
    found = [(each.group(), each.span()) for each in _WORD.finditer(text)]
    found = [each for each in found if each[0] not in _SMALL]
    return Words(text, tuple([keys_of(word) for word, _ in found]), tuple([span for _, span in found]))


def phrase_keys(phrase: str) -> tuple[str, ...]:
    """What ``Words.have`` and the vocabulary look for; raises ValueError for a phrase without a word."""
    keys = tuple(acronym or stem for stem, acronym in words_of(phrase).keys)
    if not keys:
        raise ValueError(f"no word in the phrase {phrase!r}")
    return keys
