"""What the public front shows: the home page's numbers, and search over everything that the reader may see."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from concord.assistance.models import Project
from concord.assistance.queries import ProjectFilters, projects
from concord.coverage.queries import overview
from concord.coverage.terms import Question
from concord.meetings.queries import instruments, meetings
from concord.outreach.logic import ranked
from concord.outreach.terms import Candidate, FoundGroup, Front, Hit, PillarRow
from concord.parties.queries import register
from concord.policy import Actor
from concord.strategy.queries import measures, themes
from concord.ui.text import Text

MOST = 8
EXPERTS = "expert-meetings"  # the series that worked the plan out


def front(*, actor: Actor) -> Front:
    """The first look: how much is known, how the pillars are covered in each State, the milestones of the process."""
    known = overview(actor=actor, question=Question())
    seen = known.matrix
    lines = [line for section in seen.sections for line in section.lines]
    texts = [text for text in instruments(actor=actor) if text.adopted_at]
    adopting = {text.adopted_at.code for text in texts if text.adopted_at}
    process = [row for row in meetings(actor=actor) if not row.is_parallel]
    milestones = [row for row in process if row.code in adopting or (row.series and row.series.code == EXPERTS)]
    here = {row.code for row in milestones}
    return Front(
        projects=seen.total.projects,
        measures=len(lines),
        covered=sum(line.total.projects > 0 for line in lines),
        gaps=known.gaps,
        overlaps=known.overlaps,
        framework=next((title for code, title in seen.choices.frameworks if code == seen.question.framework), ""),
        columns=seen.columns,
        pillars=tuple(
            PillarRow(section.pillar, tuple(cell.projects for cell in section.cells)) for section in seen.sections
        ),
        milestones=tuple(milestones),
        instruments=tuple(text for text in texts if text.adopted_at and text.adopted_at.code in here),
    )


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
    return tuple(group for group in (*groups, _projects(actor, asked)) if group.hits)


def _projects(actor: Actor, asked: str) -> FoundGroup:
    rows = projects(actor=actor, filters=ProjectFilters(q=asked, relevance="all")).only(
        "uuid", "title", "iati_identifier", "starts_on", "ends_on"
    )
    candidates = (
        Candidate(
            kind="project", title=row.title, url=reverse("assistance:project", args=(row.uuid,)), note=_told_apart(row)
        )
        for row in rows[: MOST + 1]
    )
    hits = tuple(Hit(candidate, 0) for candidate in candidates)
    more = f"{reverse('assistance:index')}?{urlencode({'q': asked, 'relevance': 'all'})}" if len(hits) > MOST else ""
    return FoundGroup(kind="project", label=_("Projects"), hits=hits[:MOST], more=more)


def _told_apart(row: Project) -> Text:
    """Years and identifier: many projects have the same title."""
    years = dict.fromkeys(str(day.year) for day in (row.starts_on, row.ends_on) if day)
    return Text.of(en=", ".join(filter(None, ("–".join(years), row.iati_identifier))))


def _measures(actor: Actor) -> Iterator[Candidate]:
    for row in measures(actor=actor):
        url = reverse("strategy:measure", args=(row.framework, row.number))
        yield Candidate(kind="measure", title=row.title, url=url, keys=(row.number, row.key))


def _themes(actor: Actor) -> Iterator[Candidate]:
    for row in themes(actor=actor):
        yield Candidate(kind="theme", title=row.title, url=reverse("strategy:theme", args=(row.code,)))


def _meetings(actor: Actor) -> Iterator[Candidate]:
    for row in meetings(actor=actor):
        url = reverse("meetings:meeting", args=(row.code,))
        yield Candidate(kind="meeting", title=row.title, url=url, keys=(row.code,))


def _parties(actor: Actor) -> Iterator[Candidate]:
    for group in register(actor=actor):
        for row in group.organisations:
            names = tuple(key for key in (row.iso2, row.iso3, row.iati_id) if key)
            url = reverse("parties:organisation", args=(row.code,))
            yield Candidate(kind="party", title=row.name, url=url, keys=names, note=row.short_name)
