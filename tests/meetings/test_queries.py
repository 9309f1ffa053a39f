from datetime import date

import pytest
from django.http import Http404
from tests.factories.meetings import PROCESS, process, restrict
from tests.factories.parties import actor, organisation, public, state

from concord.meetings import queries
from concord.meetings.access import READ_DOCUMENT
from concord.meetings.models import Document
from concord.meetings.terms import ParticipationRole, Precision, Stance
from concord.parties.terms import Kind
from concord.policy import decide
from concord.ui.text import Text

pytestmark = pytest.mark.django_db


def test_meetings_come_oldest_first():
    process()
    assert [meeting.code for meeting in queries.meetings(actor=public())] == ["R1", "X1", "R2"]
    assert [meeting.code for meeting in queries.meetings(actor=public(), initiative="talks")] == ["R1", "R2"]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"series": "rounds"}, ["R1", "R2"]),
        ({"pillar": "S:I"}, ["R1"]),
        ({"year": "2011"}, ["R1", "X1"]),
        ({"series": "rounds", "year": "2012"}, ["R2"]),
        ({"series": "nothing"}, []),
    ],
)
def test_the_process_is_narrowed_while_its_choices_stay(asked: dict[str, str], codes: list[str]):
    process()
    read = queries.process(actor=public(), **asked)
    assert [meeting.code for meeting in read.meetings] == codes
    assert [(c.value, c.count) for c in read.series] == [("rounds", 2)]
    assert [(c.value, c.count) for c in read.pillars] == [("S:I", 1), ("PLAN:A", 1)]
    assert [(c.value, c.count) for c in read.years] == [("2011", 2), ("2012", 1)]
    assert read.total == 3


def test_a_meeting_tells_who_made_it_and_who_took_part_in_which_role():
    process()
    read = queries.meeting(actor=public(), code="R1")
    assert [(part.role, [p.code for p in part.parties]) for part in read.roles] == [
        (ParticipationRole.HOST, ["kz"]),
        (ParticipationRole.ORGANISER, ["office"]),
    ]
    (states,) = read.delegations
    assert states.kind == Kind.STATE
    assert [(part.role, [p.code for p in part.parties], part.size) for part in states.parts] == [
        (ParticipationRole.PARTICIPANT, ["kz", "uz"], 4),
        (ParticipationRole.OBSERVER, ["uz"], None),
    ]


def test_agenda_items_come_once_with_speakers_and_measures():
    process()
    first, second = queries.meeting(actor=public(), code="R1").agenda
    assert [(s.name, s.capacity, s.party.code if s.party else "") for s in first.speakers] == [
        (Text.of(en="A Speaker"), Text.of(en="Ambassador"), "kz"),
        (Text.of(en="Another Speaker"), Text.of(en="Head"), ""),
    ]
    assert [measure.key for measure in first.measures] == ["S:I.1", "S:I.2"]
    assert (second.title, second.speakers, second.measures) == (Text.of(en="Capacity"), (), ())


def test_values_that_differ_stand_side_by_side():
    process()
    (fact,) = queries.meeting(actor=public(), code="R1").facts
    assert (fact.label, [str(claim.value) for claim in fact.claims]) == ("Number of participants", ["61", "about 70"])
    (detail,) = queries.initiative(actor=public(), code="talks").phases
    assert [[str(claim.value) for claim in fact.claims] for fact in detail.facts] == [["Phase one", "Stage one"]]


def test_recommendations_are_found_by_measure_and_keep_all_their_measures():
    process()
    (read,) = queries.recommendations(actor=public(), measure="S:II.1")
    assert (read.number, [m.key for m in read.measures], [p.code for p in read.addressees]) == (
        "1",
        ["S:I.1", "S:II.1"],
        ["office"],
    )
    assert [r.number for r in queries.recommendations(actor=public(), meeting="R1")] == ["1", "2"]


def test_an_adopted_text_tells_each_partys_role_and_what_renewed_it():
    process()
    read = queries.instrument(actor=public(), code="plan-2011")
    assert [(s.role, s.party.code, str(s.note)) for s in read.stances] == [
        (Stance.ADOPTED, "kz", ""),
        (Stance.OBSERVED, "uz", "By choice."),
    ]
    assert [name.code for name in read.renewed_by] == ["plan-2022"]
    assert queries.instrument(actor=public(), code="plan-2022").renews.code == "plan-2011"
    (at_meeting,) = queries.meeting(actor=public(), code="R1").instruments
    assert at_meeting == read.instrument


def test_an_initiative_gathers_its_parties_phases_and_meetings():
    process()
    read = queries.initiative(actor=public(), code="talks")
    assert [[p.code for p in part.parties] for part in read.parties] == [["office", "assembly"]]
    assert [meeting.code for meeting in read.meetings] == ["R1", "R2"]
    assert [text.code for text in read.instruments] == ["plan-2011"]
    when = read.initiative.when
    assert (when.starts_on, when.precision) == (date(2010, 9, 1), Precision.MONTH)


def test_what_was_not_released_is_as_absent_everywhere():
    process()
    (open_document,) = queries.documents(actor=public())
    stranger = actor(state("KZ"))
    restrict(to=organisation("office"))
    for who in (public(), stranger):
        assert queries.documents(actor=who) == ()
        assert queries.recommendations(actor=who) == ()
        read = queries.meeting(actor=who, code="R1")
        assert (read.documents, read.recommendations) == ((), ())
        with pytest.raises(Http404):
            queries.document(actor=who, uuid=open_document.uuid)
    reader = actor(organisation("office"))
    marked = queries.document(actor=reader, uuid=open_document.uuid)
    assert [reason.text for reason in marked.readership.reasons] == ["it was released to you"]
    assert len(queries.recommendations(actor=reader)) == 2


def test_check_and_list_agree():
    process()
    restrict(to=organisation("office"))
    document = Document.objects.unscoped(reason="a test looks at all").get()
    for who in (public(), actor(organisation("office")), actor(organisation("secretariat")), actor(state("KZ"))):
        listed = bool(queries.documents(actor=who))
        assert decide(actor=who, action=READ_DOCUMENT, obj=document).allowed is listed


def test_query_counts_do_not_grow(django_assert_num_queries):
    one = PROCESS.replace("      - {number: 2, text: {en: Meet again.}}\n", "").replace(
        "          - {name: {en: Another Speaker}, capacity: {en: Head}}\n", ""
    )
    for text in (one, PROCESS):
        process(text)
        who = public()
        with django_assert_num_queries(6):
            queries.process(actor=who)
        with django_assert_num_queries(9):
            queries.meeting(actor=who, code="R1")
        with django_assert_num_queries(5):
            queries.instrument(actor=who, code="plan-2011")
        with django_assert_num_queries(8):
            queries.initiative(actor=who, code="talks")
        with django_assert_num_queries(1):
            queries.recommendations(actor=who)
        with django_assert_num_queries(1):
            queries.documents(actor=who)
