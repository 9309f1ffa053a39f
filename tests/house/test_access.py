"""The check of one object and the list of all objects agree, for every action, actor and object."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from tests.factories.drafts import credentials_of_all_sorts
from tests.factories.parties import actor
from tests.factories.world import House, house, marked, members
from tests.house.reference import actions

from concord.assistance.models import ExchangeRate, Intake, IntakeNotice, OverlapFinding, Project
from concord.assistance.models.projects import ProjectPart
from concord.coverage.queries import forget
from concord.journal.models import Entry
from concord.meetings.models import Document, Instrument, Meeting, Recommendation
from concord.parties.models import Organisation, Seat, User
from concord.parties.terms import Role
from concord.plans.models import Credential, Draft
from concord.plans.models.drafts import DraftPart
from concord.policy import Actor, GuardedQuerySet, decide, visible
from concord.sharing.actions import public_audience
from concord.sharing.models import Marked
from concord.sharing.queries import admitted
from concord.strategy.models import Framework, Term

pytestmark = pytest.mark.django_db

MARKED = tuple(model for model in apps.get_models() if issubclass(model, Marked))

# What each action is done to. Acts that make a thing are asked about the things there are.
DONE_TO: dict[str, tuple[type[Model], ...]] = {
    "parties.read_organisation": (Organisation,),
    "parties.load_organisations": (Organisation,),
    "parties.read_seat": (Seat,),
    "parties.give_seat": (Seat,),
    "parties.end_seat": (Seat,),
    "parties.add_user": (User,),
    "parties.forget_codes": (User,),
    "sharing.read": MARKED,
    "sharing.keep_feed_key": (Seat,),
    "strategy.read_strategy": (Framework,),
    "strategy.load_strategy": (Framework,),
    "strategy.load_vocabulary": (Term,),
    "strategy.load_situation": (Framework,),
    "meetings.read_process": (Meeting,),
    "meetings.read_document": (Document,),
    "meetings.read_recommendation": (Recommendation,),
    "meetings.load_process": (Meeting,),
    "meetings.register_adopted": (Instrument,),
    "plans.read_draft": (Draft, *DraftPart.__subclasses__()),
    "plans.open_draft": (Draft,),
    "plans.admit_delegation": (Draft,),
    "plans.mark_draft": (Draft,),
    "plans.load_illustration": (Draft,),
    **dict.fromkeys(
        (
            "plans.table_proposal",
            "plans.sponsor_proposal",
            "plans.withdraw_proposal",
            "plans.take_position",
            "plans.confirm_decision",
            "plans.ask_for_floor",
            "plans.strike_gavel",
            "plans.lead_floor",
            "plans.consolidate",
            "plans.translate",
            "plans.open_silence",
            "plans.extend_silence",
            "plans.close_silence",
            "plans.break_silence",
            "plans.adopt",
            "plans.declare",
            "plans.record_declaration",
            "plans.issue",
        ),
        (Credential,),
    ),
    "assistance.read_project": (Project, *ProjectPart.__subclasses__()),
    "assistance.read_intake": (Intake, IntakeNotice),
    "assistance.create_project": (Project,),
    "assistance.edit_project": (Project,),
    "assistance.mark_project": (Project,),
    "assistance.release_project": (Project,),
    "assistance.judge_project": (Project,),
    "assistance.read_finding": (OverlapFinding,),
    "assistance.find_overlap": (OverlapFinding,),
    "assistance.withdraw_finding": (OverlapFinding,),
    "assistance.start_intake": (Intake,),
    "assistance.take_in": (Intake,),
    "assistance.load_rates": (ExchangeRate,),
    "desk.choose_digest": (Entry,),
    "desk.read_entry": (Entry,),
    "desk.send_digest": (Entry,),
    "desk.mark_seen": (Entry,),
}
ACTIONS = {action.name: action for action in actions()}


def audiences(made: House) -> Iterator[tuple[str, object]]:
    soon, past = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(hours=1)
    yield "everybody", public_audience()
    yield "members", members()
    yield "nobody", made.only()
    yield "one", made.only(made.kz)
    yield "two", made.only(made.eu, made.unodc)
    yield "later", made.only(made.kz, until=soon)
    yield "now", made.only(made.kz, until=past)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):  # noqa: ARG001  the database must be there first
    """Every protected model × originator × audience, and one actor of each sort."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = house()
        for originator in (made.kz, made.kg, made.unodc, made.unrcca):
            for name, audience in audiences(made):
                marked(made, name=f"{originator.code}-{name}", originator=originator, audience=audience)
        acting = actors(made)
        seats = Seat.objects.filter(pk__in=[each.seat_id for each in acting.values() if each.seat_id])
        credentials_of_all_sorts(seats=list(seats), originator=made.kg, audience=public_audience())
        yield acting
        transaction.set_rollback(True)
    forget()


def actors(made: House) -> dict[str, Actor]:
    def machine(of: Organisation | None) -> Actor:
        return admitted(actor=Actor.system("a machine", organisation_id=of.pk if of else None))

    return {
        "the public": made.actor("public"),
        "a person without a seat": admitted(actor=Actor(name="Anna", kind="person")),
        "another region": actor(made.norway),
        "a donor": actor(made.eu),
        "a reader of a State": actor(made.kz),
        "an editor of a State": actor(made.kz, role=Role.EDITOR),
        "the head of a State": actor(made.kz, role=Role.HEAD),
        "an editor of the originator": actor(made.kg, role=Role.EDITOR),
        "a releaser of the originator": actor(made.kg, role=Role.RELEASER),
        "a provider": actor(made.unodc, role=Role.RELEASER),
        "the secretariat": actor(made.unrcca, role=Role.SECRETARIAT),
        "a machine": machine(None),
        "a machine of the secretariat": machine(made.unrcca),
    }


def every(model: type[Model]) -> QuerySet[Model]:
    rows = model._default_manager.all()
    return rows.unscoped(reason="the test compares with all rows") if isinstance(rows, GuardedQuerySet) else rows


def test_the_table_is_complete():
    assert set(DONE_TO) == set(ACTIONS)


def test_every_protected_row_has_an_action_that_reads_it():
    read = {model for name, models in DONE_TO.items() if ".read_" in name for model in models}
    assert set(MARKED) - read == set()


@pytest.mark.threat("T02")
@pytest.mark.parametrize("name", sorted(set(DONE_TO) & set(ACTIONS)))
def test_check_and_list_agree(world, name):
    for model in DONE_TO[name]:
        objects = list(every(model))
        assert objects, f"no {model.__name__} to decide about"
        for who, reader in world.items():
            listed = set(visible(actor=reader, action=ACTIONS[name], queryset=model._default_manager.all()))
            decided = {o for o in objects if decide(actor=reader, action=ACTIONS[name], obj=o).allowed}
            assert listed == decided, who


@pytest.mark.threat("T01")
@pytest.mark.parametrize("model", MARKED, ids=lambda m: m.__name__)
def test_who_reads_what_is_what_was_released(world, model):
    """Said without the rule's own code: originators read their own, others what names them, nobody else."""
    name = next(name for name, models in DONE_TO.items() if ".read_" in name and model in models)
    own_only = ACTIONS[name].rule == ACTIONS["assistance.read_intake"].rule
    for who, reader in world.items():
        listed = {row.pk for row in visible(actor=reader, action=ACTIONS[name], queryset=model._default_manager.all())}
        expected = {
            row.pk
            for row in every(model).select_related("audience").prefetch_related("audience__entries")
            if row.originator_id == reader.organisation_id
            or (not own_only and _released(row.audience, reader))
        }  # fmt: skip
        if own_only:
            expected = expected if "reader" in reader.roles else set()
        assert listed == expected, who


def _released(audience, reader: Actor) -> bool:
    open_now = audience.embargo_until is None or audience.embargo_until <= timezone.now()
    return open_now and bool({entry.principal for entry in audience.entries.all()} & reader.principals)


def test_nobody_is_exempt(world):
    """The secretariat and machines read what they were sent; no actor reads everything."""
    everything = every(Project).count()
    for who, reader in world.items():
        assert (
            visible(actor=reader, action=ACTIONS["assistance.read_project"], queryset=Project.objects.all()).count()
            < everything
        ), who
