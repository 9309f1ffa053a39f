"""What the strategy's vocabulary says of a project: the one place where classification meets the database."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache

from concord.assistance.logic.classification import (
    Classification,
    Evidence,
    KindMatch,
    MeasureMatch,
    Vocabulary,
    classify,
    kind_of,
    subject_of,
)
from concord.assistance.logic.publication import OWN_VOCABULARY
from concord.assistance.logic.relevance import Relevance, concern, relevance
from concord.assistance.models import Project, ProjectMeasure
from concord.assistance.terms import KINDS, Beneficiary, Modality, ProjectFacts
from concord.parties.queries import plan_states
from concord.strategy.models import Measure
from concord.strategy.queries import vocabulary
from concord.strategy.terms import Aside
from concord.strategy.terms import Vocabulary as StrategyVocabulary

RELEVANCE = ("is_relevant", "relevance", "concern")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """A compiled vocabulary with the area of the plan. ``digest`` changes when either does."""

    vocabulary: Vocabulary
    beneficiaries: Vocabulary
    modalities: Vocabulary
    measures: dict[str, int]
    area: frozenset[str]
    digest: str

    def classification(self, facts: ProjectFacts) -> Classification:
        """What the publication itself declares by tags that are keys of measures; else what its words and codes say."""
        return self._declared(facts) or classify(vocabulary=self.vocabulary, subject=subject_of(facts=facts))

    def _declared(self, facts: ProjectFacts) -> Classification | None:
        tagged = (code for vocabulary, code in facts.tags if vocabulary == OWN_VOCABULARY and code in self.measures)
        keys = tuple(dict.fromkeys(tagged))
        matches = tuple(
            MeasureMatch(key, 1.0, 1 / len(keys), (Evidence("tag", f"{OWN_VOCABULARY}:{key}", "", 1.0, "code"),))
            for key in keys
        )
        return Classification(measures=matches, score=1.0) if matches else None

    def kinds(self, facts: ProjectFacts) -> dict[str, KindMatch | None]:
        """By field of the project."""
        subject = subject_of(facts=facts)
        return {
            "beneficiary": kind_of(vocabulary=self.beneficiaries, subject=subject),
            "modality": kind_of(vocabulary=self.modalities, subject=subject),
        }

    def relevance(self, facts: ProjectFacts, classification: Classification) -> Relevance:
        return relevance(classification=classification, places=facts.places, area=self.area)


@dataclass(frozen=True, slots=True)
class Judgement:
    classification: Classification
    relevance: Relevance


def judge() -> Judge:
    """The judge of today's vocabulary. Seven queries; compiling is remembered by digest."""
    words = vocabulary()
    area = frozenset(state.iso2 for state in plan_states())
    digest = hashlib.sha256(repr((words, sorted(area))).encode()).hexdigest()
    return Judge(
        vocabulary=_compiled(words),
        beneficiaries=_kinds(words, tuple(Aside.BENEFICIARY.of(code) for code in Beneficiary.values)),
        modalities=_kinds(words, tuple(Aside.MODALITY.of(code) for code in Modality.values)),
        measures=dict(Measure.objects.values_list("key", "pk")),
        area=area,
        digest=digest,
    )


@lru_cache(maxsize=2)
def _compiled(words: StrategyVocabulary) -> Vocabulary:
    return Vocabulary.compile(
        measures=words.measures,
        phrases=words.phrases,
        codes=words.sectors,
        outside=words.outside,
        general=(Aside.RELEVANCE.value,),
        boilerplate=words.boilerplate,
        calibration=dict(words.calibration),
    )


@lru_cache(maxsize=4)
def _kinds(words: StrategyVocabulary, subjects: tuple[str, ...]) -> Vocabulary:
    return Vocabulary.compile(
        measures=subjects,
        phrases=words.phrases,
        codes=words.sectors,
        boilerplate=words.boilerplate,
        calibration=dict(words.calibration),
    )


def judged(*, project: Project, facts: ProjectFacts, by: Judge) -> Judgement:
    """Sets relevance, suggested kinds and ``classified_with`` on the project, unsaved."""
    classification = by.classification(facts)
    found = by.relevance(facts, classification)
    settle_relevance(project=project, found=found)
    project.classified_with = by.digest
    set_kinds(project=project, found=by.kinds(facts))
    return Judgement(classification, found)


def settle_relevance(*, project: Project, found: Relevance) -> None:
    """Sets the fields named in ``RELEVANCE``, unsaved; the project's start must be set."""
    project.is_relevant = found.is_relevant
    project.relevance = [asdict(reason) for reason in found.reasons]
    project.concern = concern(found=found, starts_on=project.starts_on)


def set_kinds(*, project: Project, found: Mapping[str, KindMatch | None]) -> None:
    """Fills what nobody gave, unsaved. A field stays a suggestion, to be made anew, while it stands in ``suggested``;
    what a publisher gave or a person changed is left as it is.
    """
    suggestions: dict[str, list[dict[str, object]]] = {}
    for name in KINDS:
        given = getattr(project, name) and name not in project.suggested
        if given or name in project.edited:
            continue
        match = found[name]
        setattr(project, name, match.kind.partition(":")[2] if match else "")
        if match:
            suggestions[name] = [asdict(piece) for piece in match.evidence]
    project.suggested = suggestions


def suggested(*, project: Project, judgement: Judgement, by: Judge) -> list[ProjectMeasure]:
    """New rows for the suggested measures; the project must be saved."""
    return [
        ProjectMeasure(
            project_id=project.pk,
            originator_id=project.originator_id,
            audience_id=project.audience_id,
            measure_id=by.measures[match.key],
            score=round(match.score, 4),
            share=round(match.share, 6),
            evidence=[asdict(piece) for piece in match.evidence],
        )
        for match in judgement.classification.measures
        if match.key in by.measures
    ]
