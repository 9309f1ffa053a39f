import pytest
from tests.factories import meetings as factory
from tests.factories.meetings import PROCESS, process, reload, restrict
from tests.factories.parties import organisation
from tests.factories.strategy import AT

from concord.journal.models import Entry
from concord.meetings.models import Document, Meeting, Participation, Recommendation
from concord.meetings.terms import ProcessDefinition
from concord.policy import Actor, Refused
from concord.strategy.actions import UnknownReference
from concord.strategy.logic import UnreadableDefinition, definition_from
from concord.strategy.terms import Changed

pytestmark = pytest.mark.django_db
ALL = "a test looks at all"


def test_the_first_load_creates_what_the_file_says():
    report = process()
    assert [f"{each.kind} {each.key}" for each in report.created] == [
        "initiative talks",
        "phase talks:P1",
        "series rounds",
        "meeting R1",
        "meeting R2",
        "meeting X1",
        "instrument plan-2011",
        "instrument plan-2022",
        "document report",
        "agendaitem R1 1",
        "agendaitem R1 2",
        "recommendation R1 1",
        "recommendation R1 2",
    ]
    assert report.changed == ()


def test_a_second_load_changes_nothing_and_keeps_every_row():
    process()
    before = list(Participation.objects.values()), list(Document.objects.unscoped(reason=ALL).values())
    assert reload().did_nothing
    assert (list(Participation.objects.values()), list(Document.objects.unscoped(reason=ALL).values())) == before


def test_a_changed_file_reports_what_changed():
    process()
    report = reload(PROCESS.replace("size: 61", "size: 62").replace("[uz], role: observer", "[uz], role: chair"))
    assert report.changed == (Changed(kind="meeting", key="R1", fields=("size", "participations")),)


def test_what_the_file_drops_stays():
    process()
    reload(PROCESS.replace("  - {code: X1, kind: conference, title: {en: Beside it}, parallel: true,", "# "))
    assert Meeting.objects.filter(code="X1").exists()


def test_a_load_is_one_journal_entry():
    process()
    last = Entry.objects.order_by("-sequence").first()
    assert (last.act, last.at, last.summary) == (
        "meetings.load_process",
        AT,
        {"created": 13, "changed": 0, "unchanged": 0},
    )


def test_new_documents_are_public_and_a_later_marking_stays():
    process()
    restrict(to=organisation("office"))
    assert reload().did_nothing
    for model in (Document, Recommendation):
        rows = model.objects.unscoped(reason=ALL)
        assert {row.audience.tlp for row in rows} == {"amber_strict"}
        assert {row.originator.code for row in rows} == {"secretariat"}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (("party: office", "party: nobody"), "organisation"),
        (("pillars: [I,", "pillars: [IX,"), "pillar"),
        (("measures: [S:I.1, S:II.1]", "measures: [S:I.9]"), "measure"),
        (("phase: P1", "phase: P9"), "phase"),
        (("meetings: [R1, R2]", "meetings: [R1, R9]"), "meeting"),
        (("documents: [report]", "documents: [minutes]"), "document"),
        (("instruments: [plan-2011]", "instruments: [plan-2012]"), "instrument"),
        (("framework: PLAN", "framework: NONE"), "framework"),
        (("country: KZ", "country: FR"), "State with the code"),
    ],
)
def test_an_unknown_reference_is_named_and_nothing_is_kept(change: tuple[str, str], kind: str):
    with pytest.raises(UnknownReference) as caught:
        process(PROCESS.replace(*change))
    assert (caught.value.kind, Meeting.objects.count()) == (kind, 0)


def test_a_meeting_does_not_end_before_it_starts():
    with pytest.raises(UnreadableDefinition, match="it ends before it starts"):
        definition_from(text=PROCESS.replace("ends_on: 2011-03-30", "ends_on: 2011-03-28"), kind=ProcessDefinition)


@pytest.mark.parametrize("actor", [Actor.anonymous(), Actor.system("for nobody")])
def test_only_somebody_who_answers_for_the_documents_loads(monkeypatch: pytest.MonkeyPatch, actor: Actor):
    monkeypatch.setattr(factory, "loader", lambda: actor)
    with pytest.raises(Refused):
        process()
