"""What the public front shows: search over everything that the reader may see."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from concord.meetings.queries import meetings
from concord.outreach.logic import ranked
from concord.outreach.terms import Candidate, FoundGroup
from concord.parties.queries import register
from concord.policy import Actor
from concord.strategy.queries import measures, themes

MOST = 8


def found(*, actor: Actor, asked: str) -> tuple[FoundGroup, ...]:
    """Hits grouped by kind; kinds without a hit are left out."""
    if not asked.strip():
        return ()
    kinds = (
        ("measure", _("Measures"), _measures(actor)),
        ("theme", _("Themes"), _themes(actor)),
        ("meeting", _("Meetings"), _meetings(actor)),
        ("party", _("Organisations"), _parties(actor)),
    )
    groups = (
        FoundGroup(kind=kind, label=label, hits=ranked(asked=asked, candidates=candidates, most=MOST))
        for kind, label, candidates in kinds
    )
    return tuple(group for group in groups if group.hits)


def _measures(actor: Actor) -> Iterator[Candidate]:
    for row in measures(actor=actor):
        url = reverse("strategy:measure", args=(row.framework, row.number))
        yield Candidate(kind="measure", title=row.title, url=url, keys=(row.number, row.key))


def _themes(actor: Actor) -> Iterator[Candidate]:
    for row in themes(actor=actor):
        yield Candidate(kind="theme", title=row.title, url=reverse("strategy:theme", args=(row.code,)))


def _meetings(actor: Actor) -> Iterator[Candidate]:
    for row in meetings(actor=actor):
        url = reverse("meetings:meeting", args=(row.name.code,))
        yield Candidate(kind="meeting", title=row.name.title, url=url, keys=(row.name.code,))


def _parties(actor: Actor) -> Iterator[Candidate]:
    for group in register(actor=actor):
        for row in group.organisations:
            names = tuple(key for key in (row.iso2, row.iso3, row.iati_id) if key)
            url = reverse("parties:organisation", args=(row.code,))
            yield Candidate(kind="party", title=row.name, url=url, keys=names, note=row.short_name)
