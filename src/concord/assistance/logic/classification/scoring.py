"""From phrases and codes to scores: each piece of evidence is a chance that it alone would suffice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Self

from concord.assistance.logic.classification.languages import language_of
from concord.assistance.logic.classification.values import (
    Calibration,
    Classification,
    Evidence,
    EvidenceKind,
    LanguageDoubt,
    MeasureMatch,
    Place,
    Subject,
)
from concord.assistance.logic.classification.vocabulary import GENERAL, OUTSIDE, Claim, Hit, Keys, Vocabulary, hits_in
from concord.assistance.logic.classification.words import Key, Words, have, words_of

_Key = tuple[str, ...]
_Found = defaultdict[str, dict[_Key, Evidence]]


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    measure: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    words: Words
    language: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Context:
    """All words of a project, in which is looked for what phrases and codes need."""

    texts: tuple[tuple[Key, ...], ...]
    present: frozenset[str]

    @classmethod
    def of(cls, texts: list[_Text]) -> Self:
        keys = tuple(each.words.keys for each in texts)
        return cls(keys, frozenset(chain.from_iterable(chain.from_iterable(keys))))

    def meets(self, needs: tuple[Keys, ...]) -> bool:
        """One of the needs is enough."""
        return not needs or any(
            self.present.issuperset(need) and (len(need) == 1 or any(have(keys, need) for keys in self.texts))
            for need in needs
        )


def classify(*, vocabulary: Vocabulary, subject: Subject) -> Classification:
    """The measures that a project serves, with the words and codes that say so.

    For each measure the weights of its evidence, the greatest first and each further one discounted, combine to
    ``1 - (1 - w1)(1 - w2)…``: any one may suffice, none takes away from another. Evidence that is general (it says
    counter-terrorism, but not which measure) counts only so far as no other measure is sure of itself. What lies
    outside the strategy lowers a score the more, the less sure the score was; decisive evidence against refutes any.
    """
    texts, doubts = _texts(vocabulary, subject)
    context = _Context.of(texts)
    found = _phrases(vocabulary, texts, context)
    for measure, key, evidence in _codes(vocabulary, subject, context):
        found[measure].setdefault(key, evidence)
    against = _sorted(found.pop(OUTSIDE, {}).values())
    scored = _scored(found, against, vocabulary.calibration)
    return Classification(
        measures=_suggested(scored, vocabulary.calibration),
        score=round(scored[0].score, 4) if scored else 0.0,
        against=against,
        doubts=doubts,
    )


def _scored(found: _Found, against: tuple[Evidence, ...], calibration: Calibration) -> list[_Scored]:
    general = found.pop(GENERAL, {}).keys()
    special = {
        measure: _combined(_sorted(each for key, each in pieces.items() if key not in general), calibration)
        for measure, pieces in found.items()
    }
    leaders = sorted(special, key=lambda measure: -special[measure])[:2]
    outside = _combined(against, calibration) * calibration.against
    refuted = bool(against) and against[0].weight >= calibration.decisive
    scored = []
    for measure, pieces in found.items():
        other = next((special[leader] for leader in leaders if leader != measure), 0.0)
        evidence = _sorted(
            replace(each, weight=round(each.weight * (1 - other), 4)) if key in general else each
            for key, each in pieces.items()
        )
        score = _combined(evidence, calibration)
        score *= 1 - (against[0].weight if refuted else outside * (1 - score))
        scored.append(_Scored(score, measure, evidence))
    return sorted(scored, key=lambda each: (-each.score, each.measure))


def _texts(vocabulary: Vocabulary, subject: Subject) -> tuple[list[_Text], tuple[LanguageDoubt, ...]]:
    texts: list[_Text] = []
    doubts: list[LanguageDoubt] = []
    places: tuple[tuple[Place, tuple[tuple[str, str], ...]], ...] = (
        ("title", subject.titles),
        ("description", subject.texts),
    )
    for place, given in places:
        for declared, text in given:
            language, doubt = language_of(declared=declared, text=text)
            said = vocabulary.without_boilerplate(text=text, reporter=subject.reporter)
            texts.append(_Text(words_of(said), language, place))
            if doubt is not None:
                doubts.append(doubt)
    texts.extend(_Text(words_of(name), "", "name") for name in subject.names)
    return texts, tuple(doubts)


def _phrases(vocabulary: Vocabulary, texts: list[_Text], context: _Context) -> _Found:
    """For each measure, by phrase, the strongest place where it stands.

    A phrase inside a longer one for the same measure is not counted again, even where the longer one is spoilt; one
    that speaks against swallows whatever stands inside it, and is swallowed by whatever it stands in.
    """
    found: _Found = defaultdict(dict)
    for text in texts:
        longer: list[tuple[Hit, str]] = []
        for hit in hits_in(words=text.words, root=vocabulary.root):
            for claim in hit.claims:
                if _swallowed(claim, hit, longer) or not context.meets(claim.needs):
                    continue
                longer.append((hit, claim.measure))
                if _spoilt(claim, hit, text):
                    continue
                weight = _weight(claim, text, vocabulary)
                known = found[claim.measure].get(claim.keys)
                if known is None or known.weight < weight:
                    found[claim.measure][claim.keys] = _evidence(claim, hit, text, weight)
    return found


def _swallowed(claim: Claim, hit: Hit, longer: list[tuple[Hit, str]]) -> bool:
    return any(
        other.first <= hit.first
        and hit.last <= other.last
        and other is not hit
        and (measure in (claim.measure, OUTSIDE) or claim.measure == OUTSIDE)
        for other, measure in longer
    )


def _weight(claim: Claim, text: _Text, vocabulary: Vocabulary) -> float:
    if text.place == "name":
        return claim.weight * vocabulary.calibration.name
    foreign = bool(text.language) and text.language not in vocabulary.languages
    return claim.weight * vocabulary.calibration.foreign if foreign else claim.weight


def _spoilt(claim: Claim, hit: Hit, text: _Text) -> bool:
    if not claim.excludes:
        return False
    sentence = text.words.sentence(first=hit.first, last=hit.last)
    return any(have(sentence, each) for each in claim.excludes)


def _evidence(claim: Claim, hit: Hit, text: _Text, weight: float) -> Evidence:
    start, end = text.words.spans[hit.first][0], text.words.spans[hit.last][1]
    kind: EvidenceKind = "against" if claim.measure == OUTSIDE else "phrase"
    return Evidence(
        kind, text.words.text[start:end], text.language or claim.language, round(weight, 4), text.place, start
    )


def _codes(vocabulary: Vocabulary, subject: Subject, context: _Context) -> Iterable[tuple[str, _Key, Evidence]]:
    published: list[tuple[EvidenceKind, str, str, str, float]] = [
        ("sector", each.vocabulary, each.vocabulary, each.code, 1.0 if each.share is None else each.share)
        for each in subject.sectors
    ]
    published += [("tag", f"tag:{each}", each, code, 1.0) for each, code in subject.tags]
    published += [
        ("marker", "marker", "marker", code, 1.0) for code, significance in subject.markers if significance != "0"
    ]
    for kind, place, name, code, share in published:
        for claim in vocabulary.code_claims(vocabulary=place, code=code, reporter=subject.reporter):
            if not context.meets(claim.needs):
                continue
            says: EvidenceKind = "against" if claim.measure == OUTSIDE else kind
            yield (
                claim.measure,
                (name, code),
                Evidence(says, f"{name}:{code}", "", round(claim.weight * share, 4), "code"),
            )


def _sorted(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda each: (-each.weight, each.text)))


def _combined(evidence: tuple[Evidence, ...], calibration: Calibration) -> float:
    rest, factor = 1.0, 1.0
    for each in evidence:
        rest *= 1 - each.weight * factor
        factor *= calibration.repetition
    return 1 - rest


def _suggested(scored: list[_Scored], calibration: Calibration) -> tuple[MeasureMatch, ...]:
    if not scored:
        return ()
    least = max(calibration.threshold, scored[0].score * calibration.runner_up)
    kept = [each for each in scored if each.score >= least][: int(calibration.most)]
    whole = sum(each.score for each in kept)
    return tuple(MeasureMatch(each.measure, round(each.score, 4), each.score / whole, each.evidence) for each in kept)
