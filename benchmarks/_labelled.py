"""Labelled activities, and the vocabulary that is shipped, read without a database."""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from concord.assistance.logic.classification import Code, Phrase, Subject, Vocabulary, subject_of
from concord.assistance.logic.conversion import facts_of
from concord.assistance.terms import PlaceFact
from concord.iati import read
from concord.strategy.terms import Aside
from concord.strategy.terms.definitions import SubjectVocabulary, VocabularyDefinition

PROJECT = Path(__file__).resolve().parent.parent
LABELS = PROJECT / "tests" / "assistance" / "labels" / "us-2025-03.csv"
WORDS = PROJECT / "src" / "concord" / "wiring" / "reference" / "central-asia" / "vocabulary.yaml"
DATA = Path(os.environ.get("CONCORD_TEST_DATA", PROJECT.parent / "shared" / "data")) / "iati"
AREA = frozenset(("KZ", "KG", "TJ", "TM", "UZ"))
FRAMEWORK = "GCTS"


@dataclass(frozen=True, slots=True)
class Label:
    """``stratum``: S security, justice and governance, R the rest, C a search for rare measures. ``labeller`` numbers
    who read the activity; 1+2 was read by two and agreed.
    """

    identifier: str
    stratum: str
    split: str
    relevant: bool
    measures: frozenset[str]
    confidence: str
    labeller: str


@dataclass(frozen=True, slots=True)
class Activity:
    identifier: str
    subject: Subject
    places: tuple[PlaceFact, ...]
    is_security: bool


def labels() -> list[Label]:
    with LABELS.open(newline="", encoding="utf-8") as file:
        return [
            Label(
                row["identifier"],
                row["stratum"],
                row["split"],
                row["relevant"] == "1",
                frozenset(row["measures"].split()),
                row["confidence"],
                row["labeller"],
            )
            for row in csv.DictReader(file)
        ]


def phrases_and_codes(definition: VocabularyDefinition) -> tuple[list[Phrase], list[Code]]:
    groups: dict[str, SubjectVocabulary] = {
        **definition.measures,
        Aside.ADJACENT.value: definition.adjacent,
        Aside.RELEVANCE.value: definition.relevance,
    }
    phrases = [
        Phrase(key, language, term.phrase, term.weight, term.needs, term.excludes)
        for key, group in groups.items()
        for language, terms in group.terms.items()
        for term in terms
    ]
    codes = [
        Code(
            key,
            f"{each.vocabulary}@{each.publisher}" if each.publisher else each.vocabulary,
            each.code,
            each.weight,
            each.needs,
        )
        for key, group in groups.items()
        for each in group.sectors
    ]
    return phrases, codes


def definition() -> VocabularyDefinition:
    return VocabularyDefinition.model_validate(yaml.safe_load(WORDS.read_text(encoding="utf-8")))


def compiled(given: VocabularyDefinition, *, words: bool = True) -> Vocabulary:
    """The vocabulary as an import uses it; without ``words`` its sector codes alone."""
    phrases, codes = phrases_and_codes(given)
    return Vocabulary.compile(
        measures=given.measures,
        phrases=phrases if words else (),
        codes=codes,
        outside=(Aside.ADJACENT.value,),
        general=(Aside.RELEVANCE.value,),
        boilerplate=given.ignore,
        calibration=given.calibration[FRAMEWORK],
    )


def activities(folder: Path) -> Iterator[Activity]:
    """Each published activity once: identifiers published twice keep their first occurrence, as when labelling."""
    seen: set[str] = set()
    for path in sorted(folder.glob("*.xml")):
        with path.open("rb") as file:
            for each in read(file, name=path.name).activities():
                facts = facts_of(each)[0]
                if facts.iati_identifier not in seen:
                    seen.add(facts.iati_identifier)
                    subject = subject_of(facts=facts)
                    yield Activity(facts.iati_identifier, subject, facts.places, _is_security(path.name, subject))


def _is_security(file: str, subject: Subject) -> bool:
    """How stratum S was drawn: by the agency that reports, or by any purpose code of security, justice, governance,
    narcotics, trade facilitation or finance.
    """
    codes = {each.code for each in subject.sectors if each.vocabulary in {"1", "2"}}
    return file.startswith(("state-", "doj-", "dhs-", "dod-", "doe-", "treasury-")) or any(
        (code[:2] in {"15", "24"} and len(code) == len("15130")) or code in {"16063", "33120"} for code in codes
    )
