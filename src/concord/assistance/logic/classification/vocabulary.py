"""Phrases and codes compiled once into what a text is read against."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from concord.assistance.logic.classification.values import (
    BoilerplateLike,
    Calibration,
    CodeLike,
    PhraseLike,
)
from concord.assistance.logic.classification.words import Key, Words, phrase_keys

OUTSIDE = "-"
GENERAL = "*"
Keys = tuple[str, ...]
Node = dict[str, Any]  # key of the next word -> Node; END -> tuple[Claim, ...]
END = "."


@dataclass(frozen=True, slots=True)
class Claim:
    """What one phrase says for one measure, or for OUTSIDE or GENERAL."""

    measure: str
    language: str
    keys: Keys
    weight: float
    needs: tuple[Keys, ...] = ()
    excludes: tuple[Keys, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeClaim:
    measure: str
    weight: float
    needs: tuple[Keys, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Immutable and safe to share between threads. Build with ``compile``: about 20 ms for a thousand phrases."""

    calibration: Calibration
    languages: frozenset[str]
    root: Node = field(repr=False)
    codes: Mapping[tuple[str, str], tuple[CodeClaim, ...]] = field(repr=False)
    boilerplate: tuple[tuple[str, re.Pattern[str]], ...] = field(default=(), repr=False)

    @classmethod
    def compile(
        cls,
        *,
        measures: Iterable[str],
        phrases: Iterable[PhraseLike],
        codes: Iterable[CodeLike],
        outside: Iterable[str] = (),
        general: Iterable[str] = (),
        boilerplate: Iterable[BoilerplateLike] = (),
        calibration: Mapping[str, float] | None = None,
    ) -> Self:
        """``outside`` are subjects that speak against every measure; ``general`` those whose phrases and codes say what
        the strategy is about without saying which measure (see ``classify``). Other subjects are left aside.

        Raises ValueError for a phrase without a word, an unknown calibration and a pattern that is no expression.
        """
        names = {key: key for key in measures} | dict.fromkeys(outside, OUTSIDE) | dict.fromkeys(general, GENERAL)
        root: Node = {}
        languages: set[str] = set()
        for phrase in phrases:
            if phrase.subject not in names:
                continue
            languages.add(phrase.language)
            node, keys = root, phrase_keys(phrase.phrase)
            for key in keys:
                node = node.setdefault(key, {})
            claim = Claim(
                names[phrase.subject],
                phrase.language,
                keys,
                min(phrase.weight, 0.99),
                tuple(phrase_keys(each) for each in phrase.needs),
                tuple(phrase_keys(each) for each in phrase.excludes),
            )
            node[END] = (*node.get(END, ()), claim)
        table: dict[tuple[str, str], tuple[CodeClaim, ...]] = {}
        for code in codes:
            if code.subject in names:
                place = (code.vocabulary, code.code)
                needs = tuple(phrase_keys(each) for each in code.needs)
                table[place] = (*table.get(place, ()), CodeClaim(names[code.subject], min(code.weight, 0.99), needs))
        patterns = tuple((each.publisher, re.compile(each.pattern, re.IGNORECASE)) for each in boilerplate)
        return cls(Calibration.of(calibration or {}), frozenset(languages), root, table, patterns)

    def without_boilerplate(self, *, text: str, reporter: str) -> str:
        """The text with each repeated wording blanked out, so that offsets stay those of the published text. A stroke
        stands in its place: it ends a sentence but not a line, at which other patterns might stop.
        """
        for publisher, pattern in self.boilerplate:
            if reporter.startswith(publisher):
                text = pattern.sub(lambda found: "|" + " " * (len(found.group()) - 1) if found.group() else "", text)
        return text

    def code_claims(self, *, vocabulary: str, code: str, reporter: str = "") -> tuple[CodeClaim, ...]:
        """What a code says: in the reporter's own vocabularies (98, 99) by reference, and a five-digit purpose code
        that the vocabulary does not name by its three-digit category.
        """
        if vocabulary in {"98", "99"}:
            owner = reporter
            while owner:
                if found := self.codes.get((f"{vocabulary}@{owner}", code)):
                    return found
                owner = owner.rpartition("-")[0]
            return ()
        if found := self.codes.get((vocabulary, code)):
            return found
        return self.codes.get(("2", code[:3]), ()) if vocabulary == "1" else ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: words ``first`` to ``last`` of a text."""

    first: int
    last: int
    claims: tuple[Claim, ...]


def hits_in(*, words: Words, root: Node) -> list[Hit]:
    """Every phrase that stands in the text, the longest first."""
    keys = words.keys
    found: list[Hit] = []
    for start, (stem, acronym) in enumerate(keys):
        if stem in root or (acronym and acronym in root):
            _walk(node=root, keys=keys, first=start, at=start, found=found)
    if len(found) > 1:
        found.sort(key=lambda hit: hit.first - hit.last)
    return found


def _walk(*, node: Node, keys: tuple[Key, ...], first: int, at: int, found: list[Hit]) -> None:
    """Goes on from ``node`` with word ``at``, which may be met as a stem or as an acronym."""
    for key in keys[at]:
        following = node.get(key) if key else None
        if following is None:
            continue
        claims = following.get(END)
        if claims:
            found.append(Hit(first, at, claims))
        if at + 1 < len(keys):
            _walk(node=following, keys=keys, first=first, at=at + 1, found=found)
