"""What changed for a reader, from the journal, through the one reading rule."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from concord.assistance.queries import ProjectFilters, projects, readable, waiting
from concord.coverage.queries import gaps
from concord.coverage.terms import Question
from concord.desk.access import READ_ENTRY
from concord.desk.models import Look
from concord.desk.terms import ACTS, Change, ChangedItem, Concern, Concerns, Task
from concord.journal.models import Entry
from concord.meetings.queries import instruments
from concord.meetings.terms import Stances
from concord.parties.models import Organisation, Seat
from concord.plans.queries.drafts import drafts
from concord.plans.queries.drafts import readable as negotiated
from concord.plans.terms import Stage
from concord.policy import Actor, visible
from concord.ui.dates import day
from concord.ui.language import Words

NAMED = 5
CONCERNS = 6  # of each kind
READ_AHEAD = 25  # entries read for each line shown, since like ones become one line
COUNTED = 1000
OWN_ONLY = {"intake"}  # items named to their own organisation only
TOLD_WITHOUT_ITEM = ("assistance.take_in",)  # acts that others may know of, though not on what
PAGES = {
    "draft": "plans:draft",
    "project": "assistance:project",
    "organisation": "parties:organisation",
    "intake": "assistance:intake",
}


def last_look(*, actor: Actor) -> datetime | None:
    return Look.objects.filter(seat_id=actor.seat_id or 0).values_list("at", flat=True).first()


def changes(*, actor: Actor, since: datetime | None, before: datetime | None = None, most: int) -> tuple[Change, ...]:
    """The newest acts first, at most ``most``, from before ``before``; those after ``since`` are new. One's own
    marking as seen is not news.
    """
    rows = _known_of(actor)
    if before is not None:
        rows = rows.filter(at__lt=before)
    newest = (_change(actor, entry, since) for entry in rows.order_by("-at", "-sequence")[: most * READ_AHEAD])
    return tuple(_in_rows(newest))[:most]


def count_new(*, actor: Actor, since: datetime | None, most: int) -> int:
    """How many acts are new, counted up to ``most``."""
    rows = _known_of(actor)
    if since is not None:
        rows = rows.filter(at__gt=since)
    return rows.order_by()[:most].count()


def _known_of(actor: Actor) -> QuerySet[Entry]:
    """What was released to the reader, but for acts on what the reader may not see any more: an entry keeps the readers
    of its day, and what is withdrawn is withdrawn with its past.
    """
    rows = visible(actor=actor, action=READ_ENTRY, queryset=Entry.objects.exclude(act="desk.mark_seen"))
    own = Q(originator_id__in=list(actor.organisations))
    seen = Q(Exists(readable(actor=actor).order_by().filter(uuid=OuterRef("about"))))
    seen |= Q(Exists(negotiated(actor=actor).order_by().filter(uuid=OuterRef("about"))))
    return rows.filter(own | seen | Q(about=None) | Q(act__in=TOLD_WITHOUT_ITEM))


def _change(actor: Actor, entry: Entry, since: datetime | None) -> Change:
    """A file that was read in is named to its own organisation only, like the import itself."""
    own = entry.originator_id in actor.organisations
    told = [item for item in entry.items if own or item["kind"] not in OWN_ONLY]
    named = told[:NAMED]
    items = [ChangedItem(item["label"] or item["key"], _address(item["kind"], item["key"])) for item in named]
    return Change(
        at=entry.at,
        actor=entry.actor,
        words=str(ACTS.get(entry.act, entry.act)),
        items=tuple(items),
        more=max(len(told) - NAMED, 0),
        is_new=since is None or entry.at > since,
    )


def _in_rows(entries: Iterable[Change]) -> Iterator[Change]:
    """Like acts of one actor on the same things, one after the other, are one line: an import writes many batches."""
    for _alike, row in groupby(entries, key=lambda change: (change.actor, change.words, change.items, change.is_new)):
        first, *others = row
        yield replace(first, times=1 + len(others))


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


def _address(kind: str, key: str) -> str:
    try:
        return reverse(PAGES[kind], args=(key,))
    except (KeyError, NoReverseMatch):
        return ""


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
        texts=tuple(_texts(actor)) if seat else (),
        concerns=_concerns(actor, seat.organisation) if seat and seat.organisation.is_plan_state else None,
    )
