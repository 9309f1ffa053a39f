"""The queue of projects whose suggested measures wait for a person."""

from dataclasses import dataclass

from django.db.models import QuerySet

from concord.assistance.access import JUDGE_PROJECT, READ_PROJECT
from concord.assistance.logic.highlighting import Segment, segments
from concord.assistance.models import Project, ProjectMeasure
from concord.assistance.queries.project import MeasureLink, measure_link
from concord.assistance.terms import Verdict
from concord.policy import Actor, visible
from concord.ui.paging import COUNTED


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """One suggestion with the project's texts cut where its evidence stands. ``waiting`` counts projects, at most
    ``COUNTED``; ``others`` are the project's other links.
    """

    project: Project
    link: MeasureLink
    others: tuple[MeasureLink, ...]
    title: tuple[Segment, ...]
    description: tuple[Segment, ...]
    waiting: int
    more: bool


def waiting(*, actor: Actor) -> QuerySet[Project]:
    """Relevant projects of the actor's organisation with a suggestion nobody has decided on, oldest first."""
    links = visible(
        actor=actor, action=JUDGE_PROJECT, queryset=ProjectMeasure.objects.filter(verdict=Verdict.SUGGESTED)
    )
    rows = visible(actor=actor, action=JUDGE_PROJECT, queryset=Project.objects.all())
    return rows.filter(is_relevant=True, pk__in=links.values("project")).order_by("pk")


def next_review(*, actor: Actor, after: int = 0, skipped: frozenset[str] = frozenset()) -> ReviewItem | None:
    """The first suggestion of the first project after ``after``; from the beginning again when the end is reached.
    ``skipped`` are measures of that project to pass over.
    """
    queue = waiting(actor=actor)
    total = queue.order_by()[: COUNTED + 1].count()
    for row in (*queue.filter(pk__gte=after)[:2], *queue[:1]):
        links = visible(actor=actor, action=READ_PROJECT, queryset=ProjectMeasure.objects.filter(project=row))
        every = [measure_link(each) for each in links.select_related("measure__framework")]
        passed = skipped if row.pk == after else frozenset()
        asked = [link for link in every if link.verdict == Verdict.SUGGESTED and link.key not in passed]
        if asked:
            return _item(row, asked[0], every, total)
    return None


def _item(row: Project, link: MeasureLink, every: list[MeasureLink], total: int) -> ReviewItem:
    words = [str(piece["text"]) for piece in link.evidence if piece.get("kind") == "phrase"]
    return ReviewItem(
        project=row,
        link=link,
        others=tuple(other for other in every if other.key != link.key),
        title=segments(text=" · ".join(said for _language, said in row.title.items), words=words),
        description=segments(text="\n\n".join(said for _language, said in row.description.items), words=words),
        waiting=min(total, COUNTED),
        more=total > COUNTED,
    )
