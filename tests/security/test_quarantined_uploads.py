"""Imports from the web whose reading ends badly: what is told, what stays, and that trying again completes it."""

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.assistance import AT, OPEN, activity_xml, organisation
from tests.factories.parties import seat

from concord.assistance.actions import reading, tables, upload
from concord.assistance.actions.intake import start_intake, tools
from concord.assistance.actions.reading import SourceFile, read_files, read_here
from concord.assistance.models import Intake, IntakeNotice, Project
from concord.assistance.terms import IntakeKind, IntakeState
from concord.iati import Activity, Notice
from concord.parties.models import Seat
from concord.parties.queries import actor_of
from concord.parties.terms import Role
from concord.policy import Actor
from concord.quarantine import Bounds, pieces
from concord.sharing.queries import admitted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.threat("T23"), pytest.mark.threat("T24")]
XML = f'<iati-activities version="2.03">{activity_xml("XX-1")}{activity_xml("XX-2")}</iati-activities>'.encode()
WIDE = Bounds(memory=1_000_000_000, computing=20, patience=20)
TOLD = "Not read to its end; what was taken in before stays"


@pytest.fixture
def held(tmp_path: Path, settings: object) -> Seat:
    settings.MEDIA_ROOT = tmp_path
    return seat(organisation("kz", iso2="KZ"), role=Role.RELEASER)


@pytest.fixture
def actor(held: Seat) -> Actor:
    return admitted(actor=actor_of(seat=held))


def breaks_down_at_the_end(file: SourceFile) -> Iterator[Activity | Notice]:
    return chain(read_here(file), pieces(os.abort, bounds=WIDE))


def kept() -> list[str]:
    found = Project.objects.unscoped(reason="a test").order_by("pk")
    return list(found.values_list("iati_identifier", flat=True))


def test_a_breakdown_is_reported_and_what_came_before_stays(actor: Actor, held: Seat, tmp_path: Path):
    file = SourceFile("file.xml", tmp_path / "file.xml")
    file.path.write_bytes(XML)
    intake = start_intake(actor=actor, kind=IntakeKind.IATI, label=file.name, release=OPEN, files_total=1, at=AT)

    def run(reader: reading.Reader) -> Intake:
        return read_files(
            actor=actor, intake=intake, files=(file,), with_=tools(), clock=timezone.now, reader=reader, size=1
        )

    done = run(breaks_down_at_the_end)
    assert (done.state, done.refusal) == (IntakeState.FAILED, "the program that reads it broke down")
    notice = IntakeNotice.objects.unscoped(reason="a test").get()
    assert (notice.severity, notice.rule, notice.kept) == ("critical", "reading-stopped", "what came before")
    assert kept() == ["XX-1", "XX-2"]
    client = Client()
    client.force_login(held.user)
    page = client.get(reverse("assistance:intake", args=(intake.uuid,))).content.decode()
    assert (TOLD in page, "the program that reads it broke down" in page) == (True, True)
    again = run(read_here)
    assert (again.state, again.counts["unchanged"], kept()) == (IntakeState.FINISHED, 2, ["XX-1", "XX-2"])


@pytest.mark.parametrize(
    ("module", "name", "content", "state"),
    [
        (reading, "file.xml", XML, IntakeState.FAILED),
        (tables, "table.csv", b"title,status\nPosts,ongoing\n", IntakeState.REFUSED),
    ],
)
def test_a_file_that_takes_too_long_is_named(actor: Actor, monkeypatch, module, name: str, content: bytes, state):
    monkeypatch.setattr(module, "BOUNDS", Bounds(memory=1_000_000_000, computing=20, patience=0))
    done = upload(actor=actor, name=name, chunks=[content], release=OPEN, at=AT)
    done.refresh_from_db()
    assert (done.state, done.refusal.endswith("reading it stood still for 0 seconds")) == (state, True)
    assert kept() == []


def test_a_table_that_ends_in_the_middle_is_taken_in_up_to_there(actor: Actor):
    rows = b"".join(b"Posts %d,ongoing\n" % number for number in range(150))
    done = upload(
        actor=actor, name="t.csv", chunks=[b"title,status\n", rows, b"x" * 140_000 + b",x\n"], release=OPEN, at=AT
    )
    done.refresh_from_db()
    assert (done.state, len(kept())) == (IntakeState.FAILED, 150)
    assert done.refusal.startswith("t.csv was read up to row 151: ")
