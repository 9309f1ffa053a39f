"""Links of projects to measures: suggestions brought up to date around the decisions that people made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from concord.assistance.actions.judging import Judge, settle_relevance
from concord.assistance.actions.rows import EVERYTHING
from concord.assistance.logic.classification import Classification, MeasureMatch
from concord.assistance.logic.relevance import relevance
from concord.assistance.logic.shares import measure_shares
from concord.assistance.models import Project, ProjectMeasure
from concord.assistance.terms import PlaceFact, Verdict


def standing_of(project: Project) -> list[ProjectMeasure]:
    """The links that a project has. One query."""
    return list(ProjectMeasure.objects.unscoped(reason=EVERYTHING).filter(project=project))


@dataclass(slots=True)
class Writes:
    """What is to be written of the links of any number of projects, in three statements for all of them."""

    create: list[ProjectMeasure] = field(default_factory=list)
    change: list[ProjectMeasure] = field(default_factory=list)
    delete: list[int] = field(default_factory=list)

    def add(
        self,
        *,
        project: Project,
        standing: Iterable[ProjectMeasure],
        rows: Iterable[ProjectMeasure],
        places: Iterable[PlaceFact],
        by: Judge,
    ) -> None:
        """``rows`` are the new suggestions. Sets the project's relevance, unsaved."""
        before = list(standing)
        create, change, delete = merged(standing=before, suggestions=rows)
        gone = {row.pk for row in delete}
        left = [*(row for row in before if row.pk not in gone), *create]
        keys = {pk: key for key, pk in by.measures.items()}
        set_relevance(project=project, rows=left, keys=keys, places=places, area=by.area)
        self.create += create
        self.change += change
        self.delete += gone

    def write(self) -> None:
        rows = ProjectMeasure.objects.unscoped(reason=EVERYTHING)
        if self.delete:
            rows.filter(pk__in=self.delete).delete()
        rows.bulk_create(self.create)
        rows.bulk_update(self.change, ("score", "share", "evidence"), batch_size=500)


def set_relevance(
    *,
    project: Project,
    rows: Iterable[ProjectMeasure],
    keys: Mapping[int, str],
    places: Iterable[PlaceFact],
    area: frozenset[str],
) -> None:
    """From the links that count now; unsaved."""
    found = relevance(classification=counted(rows=rows, keys=keys), places=places, area=area)
    settle_relevance(project=project, found=found)


def merged(
    *, standing: Iterable[ProjectMeasure], suggestions: Iterable[ProjectMeasure]
) -> tuple[list[ProjectMeasure], list[ProjectMeasure], list[ProjectMeasure]]:
    """Rows to create, to change and to delete. A person's verdict stays whatever the vocabulary says; shares are split
    anew over the rows that count.
    """
    by_measure = {row.measure_id: row for row in standing}
    create, change, kept = [], [], set()
    for row in suggestions:
        old = by_measure.get(row.measure_id)
        if old is None:
            create.append(row)
            continue
        kept.add(old.pk)
        if (old.score, old.evidence) != (row.score, row.evidence):
            old.score, old.evidence = row.score, row.evidence
            change.append(old)
    delete = [r for r in by_measure.values() if r.pk not in kept and r.verdict == Verdict.SUGGESTED]
    gone = {row.pk for row in delete}
    remaining = [row for row in by_measure.values() if row.pk not in gone]
    for row in shared((*remaining, *create)):
        if row.pk and row not in change:
            change.append(row)
    return create, change, delete


def counted(*, rows: Iterable[ProjectMeasure], keys: Mapping[int, str]) -> Classification:
    """The measures that count for a project, with decisions in place of scores; ``keys`` by primary key."""
    matches = tuple(
        MeasureMatch(keys[row.measure_id], 1.0 if row.verdict == Verdict.CONFIRMED else row.score, row.share or 0.0)
        for row in rows
        if row.verdict != Verdict.REJECTED
    )
    return Classification(measures=matches, score=max((match.score for match in matches), default=0.0))


def shared(rows: Iterable[ProjectMeasure]) -> list[ProjectMeasure]:
    """Sets each row's share, unsaved, and returns the rows whose share changed. Rejected rows have none; a measure that
    a person confirmed counts fully, whatever its score.
    """
    every = list(rows)
    scores = {
        row.measure_id: 1.0 if row.verdict == Verdict.CONFIRMED else row.score
        for row in every
        if row.verdict != Verdict.REJECTED
    }
    shares = measure_shares(scores)
    changed = []
    for row in every:
        share = round(shares[row.measure_id], 6) if row.measure_id in shares else None
        if row.share != share:
            row.share = share
            changed.append(row)
    return changed
