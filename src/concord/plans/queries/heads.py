"""What every page of a closing begins with: the draft, its text, the parties, and for whom the reader speaks."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.text import Truncator
from django.utils.translation import get_language

from concord.plans.access import READ_DRAFT
from concord.plans.models import Credential, Delegation, Draft, Placement, Provision, Revision, Wording
from concord.plans.queries.credentials import mine
from concord.plans.queries.drafts import draft_line
from concord.plans.terms import PRESIDES, SPEAKS_FOR, Capacity
from concord.plans.terms.closing import PlacedProvision
from concord.plans.terms.rolling import DraftLine, Party
from concord.policy import Actor, visible
from concord.ui.pages import found

BEGINNING = 14  # words by which a provision is told from others


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """``now`` is the database's. ``parties`` are by the primary key of the delegation, in the order of the table."""

    draft: Draft
    revision: Revision
    line: DraftLine
    now: datetime
    delegations: tuple[Delegation, ...]
    parties: dict[int, Party]
    credential: Credential | None

    @property
    def mine(self) -> Party | None:
        return self.parties.get(self.credential.delegation_id) if self.credential else None

    @property
    def may_speak(self) -> bool:
        return self.credential is not None and self.credential.rank in SPEAKS_FOR

    @property
    def may_preside(self) -> bool:
        return self.credential is not None and self.credential.delegation.capacity in PRESIDES


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Provisions as they are named: those of the text on the table in reading order, and all asked for, by primary
    key.
    """

    present: tuple[PlacedProvision, ...]
    by_pk: dict[int, PlacedProvision]


Rows = Callable[[QuerySet[Any]], QuerySet[Any]]
"""Says for whom protected rows are read: for a page's reader, or for an act to which all rows matter."""


def read_by(actor: Actor) -> Rows:
    return lambda rows: visible(actor=actor, action=READ_DRAFT, queryset=rows)


def head(*, actor: Actor, draft: UUID) -> Head:
    """Four queries. Raises ``Http404``."""
    rows = read_by(actor)
    row = found(rows(Draft.objects.annotate(now=Now())), uuid=draft)
    revision = rows(Revision.objects.filter(draft=row)).latest("number")
    delegations = tuple(rows(Delegation.objects.filter(draft=row).select_related("organisation")))
    return Head(
        draft=row,
        revision=revision,
        line=line_of(row, revision),
        now=row.now,
        delegations=delegations,
        parties={each.pk: party_of(each) for each in delegations},
        credential=mine(actor=actor, draft=row),
    )


def party_of(delegation: Delegation) -> Party:
    organisation = delegation.organisation
    return Party(
        code=organisation.code,
        name=organisation.name,
        short_name=organisation.short_name or organisation.name,
        capacity=Capacity(delegation.capacity),
        colour=delegation.colour,
    )


def line_of(draft: Draft, revision: Revision) -> DraftLine:
    return draft_line(draft=draft, revision=revision.number, symbol=revision.symbol)


def placed(*, rows: Rows, head: Head, revisions: Collection[int] = ()) -> Named:
    """The provisions of the text on the table, and of other ``revisions``, as each was last called. Two queries."""
    wanted = {head.revision.pk, *revisions}
    language = get_language() or head.draft.language
    places = Placement.objects.filter(revision__in=wanted).select_related("provision").order_by("revision__number")
    latest = {place.provision_id: place for place in rows(places)}
    spoken = Wording.objects.filter(revision__in=wanted, language__in={language, head.draft.language})
    words: dict[tuple[int, int], str] = {}
    for wording in rows(spoken):
        key = (wording.revision_id, wording.provision_id)
        if key not in words or wording.language == language:
            words[key] = wording.text
    named = {pk: _placed(place, words.get((place.revision_id, pk), "")) for pk, place in latest.items()}
    present = in_reading_order(place for place in latest.values() if place.revision_id == head.revision.pk)
    return Named(present=tuple(named[place.provision_id] for place in present), by_pk=named)


def in_reading_order(places: Iterable[Placement]) -> list[Placement]:
    """Depth first, siblings by their order."""
    below: dict[int | None, list[Placement]] = {}
    for place in places:
        below.setdefault(place.parent_id, []).append(place)
    out: list[Placement] = []
    waiting = sorted(below.get(None, ()), key=lambda place: place.order, reverse=True)
    while waiting:
        place = waiting.pop()
        out.append(place)
        waiting += sorted(below.get(place.provision_id, ()), key=lambda each: each.order, reverse=True)
    return out


def called(provision: Provision, label: str) -> str:
    """A number alone is not a name: several paragraphs may be number 2."""
    kind = str(provision.get_kind_display())
    return f"{kind} {label}" if label and label[0].isdigit() else label or kind


def _placed(place: Placement, words: str) -> PlacedProvision:
    return PlacedProvision(
        uuid=place.provision.uuid,
        label=called(place.provision, place.label) if place.label else "",
        kind=place.provision.get_kind_display(),
        beginning=Truncator(" ".join(words.split())).words(BEGINNING, truncate=" …"),
    )
