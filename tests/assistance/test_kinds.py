"""Kind of beneficiary and form of assistance: suggested from words and codes, never over what somebody gave."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from benchmarks._labelled import definition
from django.test import Client
from tests.factories.assistance import AT, OPEN, activity_xml, iati_file, intake, measure, organisation

from concord.assistance.actions import create_project, edit_project, reclassify, upload
from concord.assistance.logic.classification import Code, Phrase, Subject, Vocabulary, kind_of
from concord.assistance.models import Project
from concord.assistance.terms import (
    Beneficiary,
    Modality,
    PartyFact,
    PartyRole,
    PlaceFact,
    ProjectValues,
    SectorFact,
    Status,
)
from concord.parties.models import Seat, User
from concord.parties.queries import actor_of
from concord.policy import Actor
from concord.sharing.queries import admitted
from concord.strategy.models import Term
from concord.strategy.terms import SubjectVocabulary
from concord.ui.text import Text

CUSTOMS, POLICE = "border_services", "law_enforcement"


def compiled(*said: Phrase | Code) -> Vocabulary:
    return Vocabulary.compile(
        measures=(CUSTOMS, POLICE),
        phrases=[each for each in said if isinstance(each, Phrase)],
        codes=[each for each in said if isinstance(each, Code)],
    )


@cache
def shipped(name: str) -> Vocabulary:
    given = definition()
    groups: Mapping[str, SubjectVocabulary] = getattr(given, name)
    return Vocabulary.compile(
        measures=groups,
        phrases=[
            Phrase(kind, language, term.phrase, term.weight, term.needs, term.excludes)
            for kind, group in groups.items()
            for language, terms in group.terms.items()
            for term in terms
        ],
        codes=[
            Code(
                kind,
                f"{each.vocabulary}@{each.publisher}" if each.publisher else each.vocabulary,
                each.code,
                each.weight,
            )
            for kind, group in groups.items()
            for each in group.sectors
        ],
        boilerplate=given.ignore,
    )


def read(name: str, text: str, language: str = "en") -> str:
    found = kind_of(vocabulary=shipped(name), subject=Subject(texts=((language, text),)))
    return found.kind if found else ""


def test_the_best_kind_wins_with_its_evidence() -> None:
    of = compiled(Phrase(CUSTOMS, "en", "customs officer", 0.9), Phrase(POLICE, "en", "police", 0.8))
    found = kind_of(vocabulary=of, subject=Subject(texts=(("en", "Police and customs officers are trained."),)))
    assert found is not None
    assert (found.kind, found.score, [each.text for each in found.evidence]) == (CUSTOMS, 0.9, ["customs officers"])


def test_of_equals_the_one_told_first_wins_and_the_title_before_all() -> None:
    of = compiled(Phrase(CUSTOMS, "en", "customs", 0.8), Phrase(POLICE, "en", "police", 0.8))
    said = Subject(texts=(("en", "Police and customs"),))
    titled = replace(said, titles=(("en", "Customs"),))
    kinds = [found.kind for each in (said, titled) if (found := kind_of(vocabulary=of, subject=each))]
    assert kinds == [POLICE, CUSTOMS]


def test_nothing_is_suggested_below_the_threshold() -> None:
    of = compiled(Phrase(CUSTOMS, "en", "customs", 0.4), Code(POLICE, "1", "16063", 0.6))
    assert kind_of(vocabulary=of, subject=Subject(texts=(("en", "Customs"),))) is None
    half = Subject(sectors=(SectorFact("1", "16063", share=0.5),))
    assert kind_of(vocabulary=of, subject=half) is None
    assert kind_of(vocabulary=of, subject=Subject(sectors=(SectorFact("1", "16063", share=1.0),))) is not None


def test_the_shipped_kinds_are_those_that_projects_know() -> None:
    given = definition()
    assert set(given.beneficiaries) <= set(Beneficiary.values)
    assert set(given.modalities) <= set(Modality.values)
    groups = (*given.beneficiaries.values(), *given.modalities.values())
    assert {tuple(sorted(group.terms)) for group in groups} == {("en", "ru")}


@pytest.mark.parametrize(
    ("language", "text", "beneficiary", "modality"),
    [
        ("en", "Training of customs officers", "border_services", "training"),
        ("en", "Study visit of prosecutors to Vienna", "justice", "study_visit"),
        ("en", "Computers and vehicles for the police", "law_enforcement", "equipment"),
        ("en", "Drafting laws with members of parliament", "legislature", "legal_advice"),
        ("en", "Awareness campaign among young people", "communities", "awareness"),
        ("en", "Small grants to local NGOs", "civil_society", "grant"),
        ("en", "Workshop for journalists", "media", "training"),
        ("en", "Needs assessment of the financial intelligence unit", "financial", "assessment"),
        ("en", "Travel without borders", "", "other"),
        ("ru", "Обучение сотрудников таможенной службы", "border_services", "training"),
        ("ru", "Ознакомительная поездка судей и прокуроров", "justice", "study_visit"),
        ("ru", "Поставка оборудования для полиции", "law_enforcement", "equipment"),
        ("ru", "Разработка законодательства вместе с депутатами парламента", "legislature", "legal_advice"),
        ("ru", "Информационная кампания среди молодежи", "communities", "awareness"),
        ("ru", "Семинар для журналистов", "media", "training"),
        ("ru", "Оценка потребностей подразделения финансовой разведки", "financial", "assessment"),
    ],
)
def test_short_texts_in_both_languages(language: str, text: str, beneficiary: str, modality: str) -> None:
    assert (read("beneficiaries", text, language), read("modalities", text, language)) == (beneficiary, modality)


@pytest.fixture
def by(db: None) -> Actor:  # noqa: ARG001
    organisation("kz", iso2="KZ", name="Republic of Kazakhstan")
    organisation("unrcca")
    Term.objects.create(measure=measure("II.13"), language="en", phrase="border", weight=0.9)
    for aside, phrase in (
        ("beneficiary:border_services", "customs officer"),
        ("beneficiary:law_enforcement", "police"),
        ("modality:training", "training"),
    ):
        Term.objects.create(aside=aside, language="en", phrase=phrase, weight=0.9)
    user = User.objects.create_user(email="a@example.org", name="Somebody")
    seat = Seat.objects.create(user=user, organisation=organisation("unrcca"), role="releaser", since="2020-01-01")
    return admitted(actor=actor_of(seat=seat))


VALUES = ProjectValues(title=Text.of(en="Border: customs officers"), status=Status.ONGOING)


def stored() -> tuple[str, str, dict[str, list[str]]]:
    row = Project.objects.unscoped(reason="a test").get()
    told = {name: [piece["text"] for piece in pieces] for name, pieces in row.suggested.items()}
    return row.beneficiary, row.modality, told


def values_of(row: Project, **changes: object) -> ProjectValues:
    standing = ProjectValues(
        title=row.title,
        status=Status(row.status),
        starts_on=row.starts_on,
        beneficiary=Beneficiary(row.beneficiary) if row.beneficiary else None,
        modality=Modality(row.modality) if row.modality else None,
        parties=(PartyFact(PartyRole.FUNDING, "XX-1", "Donor One"),),
        places=(PlaceFact("KZ", share=1.0),),
    )
    return replace(standing, **changes)


def taken_in(by: Actor, folder: Path, title: str = "Training of customs officers at the border") -> Project:
    intake(iati_file(folder, activity_xml(title=title)), by=by, classify=True)
    found: Project = Project.objects.unscoped(reason="a test").get()
    return found


SUGGESTED = ("border_services", "training", {"beneficiary": ["customs officers"], "modality": ["Training"]})


def test_an_import_suggests_and_a_second_one_changes_nothing(by: Actor, tmp_path: Path) -> None:
    taken_in(by, tmp_path)
    assert stored() == SUGGESTED
    before = Project.objects.unscoped(reason="a test").values().get()
    taken_in(by, tmp_path)
    assert Project.objects.unscoped(reason="a test").values().get() == before
    reclassify(actor=by, at=AT, everything=True)
    assert Project.objects.unscoped(reason="a test").values().get() == before


def test_a_suggestion_follows_the_text(by: Actor, tmp_path: Path) -> None:
    taken_in(by, tmp_path)
    taken_in(by, tmp_path, "Police at the border")
    assert stored() == ("law_enforcement", "", {"beneficiary": ["Police"]})


@pytest.mark.parametrize("given", [Beneficiary.JUSTICE, None])
def test_what_a_person_gave_or_cleared_outlives_import_and_vocabulary(
    by: Actor, tmp_path: Path, given: Beneficiary | None
) -> None:
    row = taken_in(by, tmp_path)
    row = edit_project(actor=by, project=row, values=values_of(row, beneficiary=given), version=row.version, at=AT)
    kept = (given or "", "training", {"modality": ["Training"]})
    assert stored() == kept
    assert row.edited == ["beneficiary"]
    reclassify(actor=by, at=AT, everything=True)
    assert stored() == kept
    taken_in(by, tmp_path, "Training of police at the border")
    assert stored() == kept


def test_what_was_entered_by_hand_is_not_overwritten_and_the_rest_is_suggested(by: Actor) -> None:
    values = replace(VALUES, beneficiary=Beneficiary.JUSTICE, title=Text.of(en="Training of customs officers"))
    create_project(actor=by, values=values, release=OPEN, at=AT)
    assert stored() == ("justice", "training", {"modality": ["Training"]})


@pytest.mark.django_db(transaction=True)
def test_an_empty_cell_does_not_reject_a_suggestion(by: Actor, tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    table = "identifier;title;status;countries\nA1;Border: customs officers;ongoing;KZ\n"
    counts = []
    for end in ("", "\n"):
        done = upload(actor=by, name="table.csv", chunks=[(table + end).encode()], release=OPEN, at=AT)
        done.refresh_from_db()
        counts.append(done.counts)
    assert counts == [{"activities": 1, "created": 1}, {"activities": 1, "unchanged": 1}]
    assert stored() == ("border_services", "", {"beneficiary": ["customs officers"]})


def test_the_page_and_the_table_say_what_is_suggested(by: Actor, tmp_path: Path, client: Client) -> None:
    row = taken_in(by, tmp_path)
    edit_project(actor=by, project=row, values=values_of(row, modality=Modality.GRANT), version=row.version, at=AT)
    page = client.get(f"/assistance/{row.uuid}/").content.decode()
    assert page.count("suggested from") == 1
    assert page.count("<mark>customs officers</mark>") == 1
    [line] = json.loads(
        b"".join(client.get("/assistance/?format=json&columns=beneficiary&columns=modality").streaming_content)
    )
    assert (line["beneficiary"], line["modality"]) == ("border and customs services (suggested)", "grant")


def test_who_reports_on_the_work_of_others_does_not_pay(by: Actor, tmp_path: Path, client: Client) -> None:
    paid = '<participating-org role="1" ref="XX-1"><narrative xml:lang="en">Donor One</narrative></participating-org>'
    plain = activity_xml(title="Border").replace(paid, "")
    secondary = plain.replace("<reporting-org ", '<reporting-org secondary-reporter="1" ').replace("XX-1-A", "XX-1-B")
    kz = organisation("kz")
    kz.short_name = Text.of(en="Kazakhstan")
    kz.save()
    intake(iati_file(tmp_path, plain, secondary), by=by, classify=True)
    lines = json.loads(b"".join(client.get("/assistance/?format=json").streaming_content))
    assert sorted((line["providers"], line["countries"]) for line in lines) == [
        ("", "Kazakhstan"),
        ("Donor One", "Kazakhstan"),
    ]
