"""What happened to a draft, as far as the reader may know. The rolling text as of any instant is
``rolling_text(at=…)``.
"""

from collections.abc import Iterator
from operator import attrgetter
from uuid import UUID

from concord.plans.models import Draft, Placement
from concord.plans.queries.comparison import revisions
from concord.plans.queries.drafts import draft_line
from concord.plans.queries.readings import Markings, parties_of, reading_of
from concord.plans.queries.told import Told, opened
from concord.plans.terms.timeline import Happening, RevisionLine, Timeline
from concord.policy import Actor


def timeline(*, actor: Actor, draft: Draft) -> Timeline:
    """Oldest first; what happened at one instant in the order of the acts. Thirteen queries. Raises ``Http404``."""
    reading = reading_of(actor, draft, draft.language, None, None)
    every = revisions(actor=actor, draft=draft)
    parties = parties_of(reading)
    placed = reading.rows(Placement.objects.filter(revision=reading.latest))
    labels: dict[UUID, str] = dict(placed.values_list("provision__uuid", "label"))
    told = Told(rows=reading.rows, markings=Markings(actor), parties=parties, labels=labels)
    happenings = [*_texts(every), *(each.happening for each in told.everything())]
    return Timeline(
        draft=draft_line(draft=draft, revision=reading.latest.number, symbol=reading.latest.symbol),
        parties=tuple(parties.values()),
        revisions=every,
        happenings=tuple(sorted(happenings, key=attrgetter("at"))),
    )


def _texts(every: tuple[RevisionLine, ...]) -> Iterator[Happening]:
    for each in every:
        yield opened(at=each.made_at, number=each.number, note=each.note, symbol=each.symbol)
