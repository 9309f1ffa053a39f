"""From phrases and codes to scores: each piece of evidence is a chance that it alone would suffice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

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
from concord.assistance.logic.classification.words import Words, have, words_of

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


def classify(*, vocabulary: Vocabulary, subject: Subject) -> Classification:
    """The measures that a project serves, with the words and codes that say so.

    For each measure the weights of its evidence, the greatest first and each further one discounted, combine to
    ``1 - (1 - w1)(1 - w2)…``: any one may suffice, none takes away from another. Evidence that is general (it says
    counter-terrorism, but not which measure) counts only so far as no other measure is sure of itself. What lies
    outside the strategy lowers a score the more, the less sure the score was; decisive evidence against refutes any.
    """
    texts, doubts = _texts(vocabulary, subject)
    found = _phrases(vocabulary, texts)
    for measure, key, evidence in _codes(vocabulary, subject, texts):
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


def _phrases(vocabulary: Vocabulary, texts: list[_Text]) -> _Found:
    """For each measure, by phrase, the strongest place where it stands."""
    found: _Found = defaultdict(dict)
    for text in texts:
        for hit in hits_in(words=text.words, root=vocabulary.root):
            for claim in hit.claims:
                weight = _weight(claim, text, vocabulary)
                known = found[claim.measure].get(claim.keys) if claim.measure in found else None
                if (known is None or known.weight < weight) and _holds(claim, hit, text, texts):
                    found[claim.measure][claim.keys] = _evidence(claim, hit, text, weight)
    return found


def _weight(claim: Claim, text: _Text, vocabulary: Vocabulary) -> float:
    if text.place == "name":
        return claim.weight * vocabulary.calibration.name
    foreign = bool(text.language) and text.language not in vocabulary.languages
    return claim.weight * vocabulary.calibration.foreign if foreign else claim.weight


def _holds(claim: Claim, hit: Hit, text: _Text, texts: list[_Text]) -> bool:
    """What the phrase needs stands anywhere in the project; what spoils it does not stand in the same sentence."""
    if claim.excludes:
        sentence = text.words.sentence(first=hit.first, last=hit.last)
        if any(have(sentence, each) for each in claim.excludes):
            return False
    return _have(texts, claim.needs)


def _have(texts: list[_Text], needs: tuple[Keys, ...]) -> bool:
    return not needs or any(have(each.words.keys, need) for need in needs for each in texts)


def _evidence(claim: Claim, hit: Hit, text: _Text, weight: float) -> Evidence:
    start, end = text.words.spans[hit.first][0], text.words.spans[hit.last][1]
    kind: EvidenceKind = "against" if claim.measure == OUTSIDE else "phrase"
    return Evidence(
        kind, text.words.text[start:end], text.language or claim.language, round(weight, 4), text.place, start
    )


def _codes(vocabulary: Vocabulary, subject: Subject, texts: list[_Text]) -> Iterable[tuple[str, _Key, Evidence]]:
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
            if not _have(texts, claim.needs):
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
