"""Finding by exact name, by stems in English and Russian, and in spite of typing errors. Scores look at one candidate
alone, so that what a reader may not see cannot shift what is found.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer
from rapidfuzz import fuzz

from concord.outreach.terms import Candidate, Hit

EXACT, ALL_WORDS, SIMILAR = 100.0, 80.0, 60.0
SIMILAR_ENOUGH = 82
SHORTEST_FUZZY = 4
_WORD = re.compile(r"[^\W_]+")
_STEMMERS = {"latin": snowballstemmer.stemmer("english"), "cyrillic": snowballstemmer.stemmer("russian")}


def folded(text: str) -> str:
    """Lower case without accents; ё is е, қ is к: what people type when they look for it."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).replace("ё", "е")
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return plain.translate(str.maketrans("қғҳұүңәөіһ", "кгхуунаоих"))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    script = "cyrillic" if re.search("[а-я]", word) else "latin"
    return str(_STEMMERS[script].stemWord(word))


def stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _WORD.findall(folded(text)))


def ranked(*, asked: str, candidates: Iterable[Candidate], most: int) -> tuple[Hit, ...]:
    """The best ``most`` candidates, best first, ties by title."""
    wanted = stems(asked)
    if not wanted:
        return ()
    hits = [Hit(c, score) for c in candidates if (score := _score(asked, wanted, c)) > 0]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.candidate.title.get("en")))[:most])


def _score(asked: str, wanted: frozenset[str], candidate: Candidate) -> float:
    name = folded(asked.strip())
    if any(name == folded(key) for key in candidate.keys):
        return EXACT
    words = " ".join((*candidate.keys, *(w for _, w in candidate.title.items), *(w for _, w in candidate.note.items)))
    there = stems(words)
    if wanted <= there:
        return ALL_WORDS + 10 * len(wanted) / (len(there) or 1)
    if all(w in there or _nearly(w, there) for w in wanted):
        return SIMILAR
    return 0.0


def _nearly(word: str, there: frozenset[str]) -> bool:
    if len(word) < SHORTEST_FUZZY:
        return False
    return any(other.startswith(word) or fuzz.ratio(word, other) >= SIMILAR_ENOUGH for other in there)
