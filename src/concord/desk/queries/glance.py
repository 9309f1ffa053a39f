"""What the first page after signing in shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concord.assistance.queries import ProjectFilters, projects, waiting
from concord.coverage.queries import gaps
from concord.coverage.terms import Question
from concord.desk.queries.changes import changes, count_new, last_look
from concord.desk.terms import Change, Concern, Concerns, Task
from concord.meetings.queries import instruments
from concord.meetings.terms import Stances
from concord.parties.models import Organisation, Seat
from concord.plans.queries.drafts import drafts
from concord.plans.queries.silence import deadlines
from concord.plans.terms import Stage
from concord.policy import Actor
from concord.ui.dates import day, moment_words
from concord.ui.language import Words

CONCERNS = 6  # of each kind
COUNTED = 1000
_AWAITED = {
    "silence": ("plans:silence", "", gettext_lazy("Silence ends on %(when)s")),
    "ad_referendum": (
        "plans:draft",
        "?needs=mine",
        gettext_lazy("Your capital has been asked to confirm since %(when)s"),
    ),
    "adoption": ("plans:adoption", "", gettext_lazy("Your declaration at adoption has been awaited since %(when)s")),
}


def _tasks(actor: Actor, organisation: Organisation) -> Iterator[Task]:
    if organisation.is_plan_state:
        country = {"country": organisation.iso2}
        there = projects(actor=actor, filters=ProjectFilters(country=organisation.iso2)).order_by()[:COUNTED].count()
        yield Task(label=_("projects in my country"), count=there, url=_link("assistance:index", country))
        without = gaps(actor=actor, question=Question(), country=organisation.iso2)
        yield Task(label=_("measures without a project there"), count=len(without), url=_link("coverage:gaps", country))
    ours = {"provider": organisation.code, "relevance": "all"}
    own = projects(actor=actor, filters=ProjectFilters.of(ours)).order_by()[:COUNTED].count()
    yield Task(label=_("projects that my organisation pays for"), count=own, url=_link("assistance:index", ours))
    undecided, review = waiting(actor=actor).order_by()[:COUNTED].count(), reverse("assistance:review")
    yield Task(label=_("projects whose measures wait for a decision"), count=undecided, url=review)


def _concerns(actor: Actor, state: Organisation) -> Concerns:
    """Where the State stands in the adopted texts, measures without a project there that most others have, and the
    projects there that began last.
    """
    there = projects(actor=actor, filters=ProjectFilters(country=state.iso2))
    latest = there.order_by(F("starts_on").desc(nulls_last=True), "uuid").only("uuid", "title", "starts_on")[:CONCERNS]
    without = gaps(actor=actor, question=Question(), country=state.iso2)
    return Concerns(
        stances=tuple(
            Concern(
                title=text.title,
                url=reverse("meetings:instrument", args=(text.code,)),
                note=", ".join(str(group.role.label) for group in text.stances if state.code in _codes(group)),
            )
            for text in instruments(actor=actor)
            if any(state.code in _codes(group) for group in text.stances)
        ),
        missing=tuple(
            Concern(
                title=gap.measure.title,
                number=gap.measure.number,
                url=reverse("strategy:measure", args=(gap.measure.framework, gap.measure.number)),
            )
            for gap in sorted(without, key=lambda gap: -gap.elsewhere_in_region)[:CONCERNS]
        ),
        projects=tuple(
            Concern(
                title=row.title,
                url=reverse("assistance:project", args=(row.uuid,)),
                note=day(row.starts_on) if row.starts_on else "",
            )
            for row in latest
        ),
    )


def _deadlines(actor: Actor) -> Iterator[Concern]:
    """What the reader's delegations must not miss, each opened where it is done."""
    for each in deadlines(actor=actor):
        page, query, words = _AWAITED[each.kind]
        address = reverse(page, args=(each.draft,)) + query
        yield Concern(title=each.title, url=address, note=str(words) % {"when": moment_words(each.at or each.since)})


def _texts(actor: Actor) -> Iterator[Concern]:
    """Texts on the table, each opened at what asks for the reader's delegation."""
    for draft in drafts(actor=actor):
        if draft.stage in (Stage.NEGOTIATION, Stage.SILENCE):
            address = f"{reverse('plans:draft', args=(draft.uuid,))}?needs=mine"
            yield Concern(title=draft.title, url=address, note=str(draft.stage.label))


def _codes(group: Stances) -> frozenset[str]:
    return frozenset(party.code for party in group.parties)


def _link(name: str, query: Mapping[str, str]) -> str:
    return f"{reverse(name)}?{urlencode(query)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the first page after signing in shows."""

    organisation: Words
    seat: Seat | None
    other_seats: tuple[Seat, ...]
    looked_at: datetime | None
    new: int
    changes: tuple[Change, ...]
    tasks: tuple[Task, ...]
    deadlines: tuple[Concern, ...]
    texts: tuple[Concern, ...]
    concerns: Concerns | None


def desk(*, actor: Actor, seats: tuple[Seat, ...], most: int) -> Desk:
    """``seats`` are the person's own, the one acted in first."""
    seat = seats[0] if seats else None
    looked_at = last_look(actor=actor)
    return Desk(
        organisation=(seat.organisation.short_name or seat.organisation.name) if seat else "",
        seat=seat,
        other_seats=seats[1:],
        looked_at=looked_at,
        new=count_new(actor=actor, since=looked_at, most=100),
        changes=changes(actor=actor, since=looked_at, most=most),
        tasks=tuple(_tasks(actor, seat.organisation)) if seat else (),
        deadlines=tuple(_deadlines(actor)),
        texts=tuple(_texts(actor)) if seat else (),
        concerns=_concerns(actor, seat.organisation) if seat and seat.organisation.is_plan_state else None,
    )
