"""From phrases and codes to scores: each piece of evidence is a chance that it alone would suffice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

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
from concord.assistance.logic.classification.vocabulary import OUTSIDE, Claim, Hit, Keys, Vocabulary, hits_in
from concord.assistance.logic.classification.words import Words, words_of


@dataclass(frozen=True, slots=True)
class _Text:
    words: Words
    language: str
    place: Place


def classify(*, vocabulary: Vocabulary, subject: Subject) -> Classification:
    """The measures that a project serves, with the words and codes that say so.

    For each measure the weights of its evidence, the greatest first and each further one discounted, combine to
    ``1 - (1 - w1)(1 - w2)…``: any one may suffice, none can take away from another. What lies outside the strategy
    lowers a score the more, the less sure the score was.
    """
    texts, doubts = _texts(vocabulary, subject)
    found = _phrases(vocabulary, texts)
    for measure, piece in _codes(vocabulary, subject, texts):
        found[measure].setdefault(piece.text, piece)
    against = _sorted(found.pop(OUTSIDE, {}).values())
    outside = _combined(against, vocabulary.calibration) * vocabulary.calibration.against
    scored = []
    for measure, pieces in found.items():
        evidence = _sorted(pieces.values())
        score = _combined(evidence, vocabulary.calibration)
        scored.append((score * (1 - outside * (1 - score)), measure, evidence))
    scored.sort(key=lambda each: (-each[0], each[1]))
    return Classification(
        measures=_suggested(scored, vocabulary.calibration),
        score=round(scored[0][0], 4) if scored else 0.0,
        against=against,
        doubts=doubts,
    )


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


def _phrases(vocabulary: Vocabulary, texts: list[_Text]) -> defaultdict[str, dict[str, Evidence]]:
    """For each measure, by phrase, the strongest place where it stands."""
    found: defaultdict[str, dict[str, Evidence]] = defaultdict(dict)
    for text in texts:
        for hit in hits_in(words=text.words, root=vocabulary.root):
            for claim in hit.claims:
                weight = _weight(claim, text, vocabulary)
                known = found[claim.measure].get(claim.phrase) if claim.measure in found else None
                if (known is None or known.weight < weight) and _holds(claim, hit, text, texts):
                    found[claim.measure][claim.phrase] = _evidence(claim, hit, text, weight)
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
        if any(sentence.have(each) for each in claim.excludes):
            return False
    return _have(texts, claim.needs)


def _have(texts: list[_Text], needs: tuple[Keys, ...]) -> bool:
    return not needs or any(each.words.have(need) for need in needs for each in texts)


def _evidence(claim: Claim, hit: Hit, text: _Text, weight: float) -> Evidence:
    start, end = text.words.spans[hit.first][0], text.words.spans[hit.last][1]
    kind: EvidenceKind = "against" if claim.measure == OUTSIDE else "phrase"
    return Evidence(
        kind, text.words.text[start:end], text.language or claim.language, round(weight, 4), text.place, start
    )


def _codes(vocabulary: Vocabulary, subject: Subject, texts: list[_Text]) -> Iterable[tuple[str, Evidence]]:
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
            yield claim.measure, Evidence(says, f"{name}:{code}", "", round(claim.weight * share, 4), "code")


def _sorted(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda each: (-each.weight, each.text)))


def _combined(evidence: tuple[Evidence, ...], calibration: Calibration) -> float:
    rest, factor = 1.0, 1.0
    for each in evidence:
        rest *= 1 - each.weight * factor
        factor *= calibration.repetition
    return 1 - rest


def _suggested(
    scored: list[tuple[float, str, tuple[Evidence, ...]]], calibration: Calibration
) -> tuple[MeasureMatch, ...]:
    if not scored:
        return ()
    least = max(calibration.threshold, scored[0][0] * calibration.runner_up)
    kept = [each for each in scored if each[0] >= least][: int(calibration.most)]
    whole = sum(score for score, _, _ in kept)
    return tuple(MeasureMatch(key, round(score, 4), score / whole, evidence) for score, key, evidence in kept)
