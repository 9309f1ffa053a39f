"""Facts of the founding document and of the timeline, asked of the shipped data as a reader would."""

from datetime import date

import pytest
from django.test import Client
from django.utils.translation import override
from tests.factories.parties import public

from concord.meetings import queries
from concord.meetings.terms import InitiativeRole, Level, MeetingReading, ParticipationRole, Precision, Stance
from concord.ui.language import localised

pytestmark = pytest.mark.usefixtures("reference_case")
PAGES = (
    "",
    "initiatives/gcts-central-asia/",
    "instruments/",
    "instruments/jpoa-2011/",
    "recommendations/",
    "documents/",
)


def read(code: str) -> MeetingReading:
    return queries.meeting(actor=public(), code=code)


def stances(code: str) -> dict[Stance, list[str]]:
    summary = queries.instrument(actor=public(), code=code).instrument
    return {group.role: [party.code for party in group.parties] for group in summary.stances}


def parties(reading: MeetingReading, role: ParticipationRole) -> set[str]:
    groups = (*reading.roles, *(part for group in reading.delegations for part in group.parts))
    return {party.code for part in groups if part.role == role for party in part.parties}


def test_loading_again_changes_nothing(reference_case):
    assert reference_case.changed == ()


def test_four_states_adopted_the_plan_and_a_fifth_observed():
    assert stances("jpoa-2011") == {Stance.ADOPTED: ["kz", "kg", "tj", "tm"], Stance.OBSERVED: ["uz"]}


def test_all_five_adopted_its_renewal():
    assert stances("jpoa-2022") == {Stance.ADOPTED: ["kz", "kg", "tj", "tm", "uz"]}
    assert queries.instrument(actor=public(), code="jpoa-2022").renews.code == "jpoa-2011"


def test_the_plan_was_due_at_ministers_by_the_end_of_the_year_and_adopted_before():
    plan = queries.instrument(actor=public(), code="jpoa-2011")
    assert (plan.due_on, plan.due_level, plan.instrument.when.starts_on) == (
        date(2011, 12, 31),
        Level.MINISTERIAL,
        date(2011, 11, 30),
    )
    assert plan.instrument.adopted_at.code == "M04"


def test_the_initiative_its_launch_partners_and_funders():
    initiative = queries.initiative(actor=public(), code="gcts-central-asia")
    when = initiative.initiative.when
    assert (when.starts_on, when.precision) == (date(2010, 9, 1), Precision.MONTH)
    roles = {
        role: {p.code for part in initiative.parties if part.role == role for p in part.parties}
        for role in InitiativeRole
    }
    assert roles[InitiativeRole.PARTNER] == {"ctitf", "eeas", "unrcca"}
    assert roles[InitiativeRole.FUNDER] == {"eu", "no"}


@pytest.mark.parametrize(
    ("code", "first", "last", "place", "country", "pillars"),
    [
        ("M01", date(2010, 12, 15), date(2010, 12, 16), "Bratislava", "sk", ["I", "IV"]),
        ("M02", date(2011, 3, 29), date(2011, 3, 30), "Dushanbe", "tj", ["II"]),
        ("M03", date(2011, 7, 21), date(2011, 7, 22), "Almaty", "kz", ["III"]),
    ],
)
def test_three_expert_meetings(code: str, first: date, last: date, place: str, country: str, pillars: list[str]):
    meeting = read(code).meeting
    assert (meeting.when.starts_on, meeting.when.ends_on, str(meeting.place)) == (first, last, place)
    assert (meeting.country.code, [pillar.number for pillar in meeting.pillars]) == (country, pillars)
    assert meeting.series.code == "expert-meetings"


def test_four_spoke_at_the_opening_in_almaty_in_a_capacity_for_a_party():
    opening = read("M03").agenda[0]
    assert [(str(s.name), s.party.code) for s in opening.speakers] == [
        ("Dudar Zhakenov", "kz"),
        ("Miroslav Jenca", "unrcca"),
        ("Norbert Jousten", "eu"),
        ("Anne Wu", "ctitf"),
    ]


def test_regional_organisations_were_in_almaty():
    assert {"cis", "cica", "csto", "osce", "sco", "rats-sco", "caricc"} <= parties(
        read("M03"), ParticipationRole.PARTICIPANT
    )


def test_the_issues_of_almaty_are_on_its_agenda():
    titles = [str(item.title) for item in read("M03").agenda]
    assert titles[-2:] == ["Public awareness", "Public-private partnerships"]


def test_a_states_role_belongs_to_the_meeting():
    ashgabat = read("M04")
    assert parties(ashgabat, ParticipationRole.OBSERVER) == {"uz"}
    assert {"kz", "kg", "tj", "tm"} <= parties(ashgabat, ParticipationRole.PARTICIPANT)


def test_sources_that_differ_on_tashkent_stand_side_by_side():
    (fact,) = [fact for fact in read("M07").facts if fact.field == "size"]
    assert fact.is_disputed
    assert [str(claim.value) for claim in fact.claims] == ["more than 600", "about 500", "about 100"]


def test_disputed_facts_are_told_in_words():
    (day,) = read("M04").facts
    assert [str(claim.shown) for claim in day.claims] == [
        "30\N{NO-BREAK SPACE}November\N{NO-BREAK SPACE}2011",
        "December\N{NO-BREAK SPACE}2011",
    ]
    (listed,) = read("M02").facts
    assert listed.label == "Participation: Republic of Uzbekistan"
    with override("ru"):
        assert listed.label == "Участие: Республика Узбекистан"
        assert [localised(claim.shown) for claim in listed.claims] == ["не назван", "одно из пяти правительств"]


def test_every_fact_has_a_source():
    for meeting in queries.meetings(actor=public()):
        reading = read(meeting.code)
        rows = [reading, *reading.agenda, *reading.outcomes, *reading.recommendations, *reading.documents]
        rows += [*reading.roles, *(part for group in reading.delegations for part in group.parts)]
        rows += [claim for fact in reading.facts for claim in fact.claims]
        assert [row for row in rows if not row.provenance.sources] == []


@pytest.mark.parametrize("prefix", ["/meetings/", "/ru/meetings/"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands(path: str, prefix: str, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert Client().get(prefix + path).status_code == 200


def test_every_meeting_page_stands(django_assert_max_num_queries):
    for meeting in queries.meetings(actor=public()):
        with django_assert_max_num_queries(10):
            assert Client().get(f"/meetings/{meeting.code}/").status_code == 200
