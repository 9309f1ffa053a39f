"""Taking in what others published: batch by batch, each batch one act, whole or not at all.

A second run of the same files changes nothing; a run that was killed is completed by running it again, because what a
batch has written is recognised by the digest of its contents.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from concord.assistance.access import RELEASE_PROJECT, START_INTAKE, TAKE_IN
from concord.assistance.actions.judging import judge
from concord.assistance.actions.matching import matcher
from concord.assistance.actions.publications import Batch, Incoming, Remark, create_projects, update_projects
from concord.assistance.actions.rates import rates
from concord.assistance.actions.rows import EVERYTHING, Tools, reporter_of
from concord.assistance.models import Intake, IntakeNotice, Project
from concord.assistance.terms import IntakeKind, IntakeState, Severity
from concord.iati import in_language
from concord.journal.actions import record
from concord.journal.terms import Item
from concord.parties.models import Organisation
from concord.policy import Actor, require
from concord.sharing.actions import audience_for
from concord.sharing.models import Audience
from concord.sharing.terms import TLP, Release, organisation_principal

BATCH = 500
NOTICES_LISTED = 20_000


def tools(*, classify: bool = True) -> Tools:
    """Everything an intake looks up, read once at its beginning."""
    return Tools(matcher=matcher(), rates=rates(), judge=judge() if classify else None)


def release_of(audience: Audience) -> Release:
    """The release of which the audience was made."""
    principals = frozenset(entry.principal for entry in audience.entries.all())
    return Release(tlp=TLP(audience.tlp), principals=principals, embargo_until=audience.embargo_until)


def own_release(organisation_id: int) -> frozenset[str]:
    """The principals of a release to nobody but the organisation itself."""
    return frozenset({organisation_principal(organisation_id)})


@transaction.atomic
def start_intake(  # noqa: PLR0913  an intake is told everything at once
    *,
    actor: Actor,
    kind: IntakeKind,
    label: str,
    release: Release,
    files_total: int,
    at: datetime,
    digest: str = "",
    stored_as: str = "",
    size: int = 0,
) -> Intake:
    """A waiting intake on behalf of the actor's organisation, whose projects will be released as ``release`` says.
    To release to others takes a releaser.
    """
    require(actor=actor, action=START_INTAKE)
    organisation = Organisation.objects.get(pk=actor.organisation_id or 0)
    if release.principals - own_release(organisation.pk):
        require(actor=actor, action=RELEASE_PROJECT)
    intake: Intake = Intake.objects.create(
        originator=organisation,
        audience=audience_for(release=release),
        kind=kind,
        label=label[:200],
        digest=digest,
        stored_as=stored_as,
        size=size,
        started_by=actor.name,
        started_at=at,
        files_total=files_total,
    )
    record(
        actor=actor,
        act="assistance.start_intake",
        items=[_item(intake)],
        summary={"kind": kind.value, "files": files_total, "digest": digest, "tlp": release.tlp.value},
        at=at,
        originator_id=organisation.pk,
    )
    return intake


@transaction.atomic
def take_in(*, actor: Actor, intake: Intake, batch: Batch, files_done: int, with_: Tools, at: datetime) -> None:
    """Write one batch: new projects, changes of known ones, notices, progress. All or nothing.

    Fields changed by a person keep their value; the publisher's waits for a decision. A batch that changes no project
    writes only the intake's own notices and progress, and leaves no journal entry.
    """
    require(actor=actor, action=TAKE_IN, obj=intake)
    Organisation.objects.select_for_update().get(pk=intake.originator_id)  # one intake at a time for an originator
    known = _known(intake, batch.incoming)
    new: list[Incoming] = []
    changed: dict[int, Incoming] = {}
    for item in batch.incoming:
        if (*item.key[:2], item.digest) in known.contents:
            batch.counts["unchanged"] += 1
        elif item.key in known.by_key:
            changed[known.by_key[item.key]] = item
        else:
            new.append(item)
    create_projects(intake=intake, new=new, batch=batch, with_=with_, at=at)
    update_projects(intake=intake, changed=changed, batch=batch, with_=with_, at=at)
    if actor.kind == "person" and "secretariat" not in actor.roles:
        batch.remarks.extend(_spoken_for(intake, batch, with_))
    note(intake=intake, batch=batch, files_done=files_done)
    if new or changed:
        record(
            actor=actor,
            act="assistance.take_in",
            items=[_item(intake)],
            summary={key: batch.counts[key] for key in ("created", "updated", "republished") if batch.counts[key]},
            at=at,
            originator_id=intake.originator_id,
            audience_id=intake.audience_id,
        )


@transaction.atomic
def restart_counting(*, actor: Actor, intake: Intake) -> None:
    """Before reading from the beginning again: forget the notices and counts of an interrupted run, but not what it
    created and updated. Part of the intake's own record, so no act of its own.
    """
    require(actor=actor, action=TAKE_IN, obj=intake)
    if intake.state == IntakeState.QUEUED:
        return
    IntakeNotice.objects.unscoped(reason="the notices of one intake").filter(intake=intake).delete()
    lasting = {key: intake.counts[key] for key in ("created", "updated", "relevant") if key in intake.counts}
    intake.counts, intake.files_done = lasting, 0
    intake.save(update_fields=("counts", "files_done"))


@transaction.atomic
def finish_intake(*, actor: Actor, intake: Intake, state: IntakeState, at: datetime, refusal: str = "") -> None:
    require(actor=actor, action=TAKE_IN, obj=intake)
    intake.state, intake.finished_at, intake.refusal = state, at, refusal
    intake.save(update_fields=("state", "finished_at", "refusal"))
    record(
        actor=actor,
        act="assistance.finish_intake",
        items=[_item(intake)],
        summary={"state": state.value, **intake.counts},
        at=at,
        originator_id=intake.originator_id,
    )


def _spoken_for(intake: Intake, batch: Batch, with_: Tools) -> Iterator[Remark]:
    """What is reported in the name of others who are known here, once for each. Officers and machines of a clearing
    house take in the reports of others as their work, and are not told.
    """
    told: dict[str, Remark] = {}
    for item in batch.incoming:
        reporting = item.activity.reporting_org
        name = in_language(reporting.names, language="en")[:300]
        who = name or reporting.ref[:200]
        known = reporter_of(ref=reporting.ref[:200], name=name, originator_id=intake.originator_id, by=with_.matcher)
        if known is None or known == intake.originator_id:
            continue
        if who in told:
            told[who].times += 1
            continue
        words = f"reported by {who}: it stands under your organisation, and its page says that you brought it"
        source = item.activity.source
        told[who] = Remark(
            Severity.WARNING,
            "reporting-other",
            words,
            file=source.file if source else "",
            line=item.activity.line,
            activity=item.activity.identifier,
            kept="the activity",
        )
    yield from told.values()


def _item(intake: Intake) -> Item:
    return Item("intake", str(intake.uuid), intake.label)


@dataclass(frozen=True, slots=True)
class _Known:
    by_key: dict[tuple[str, str, int], int]
    contents: frozenset[tuple[str, str, str]]


def _known(intake: Intake, incoming: Sequence[Incoming]) -> _Known:
    """What the originator already has of the batch: activities by key, and their contents by digest. Two queries."""
    rows = Project.objects.unscoped(reason=EVERYTHING).filter(originator_id=intake.originator_id)
    named = {item.key[1] for item in incoming if item.key[1]}
    unnamed = {item.digest for item in incoming if not item.key[1]}
    values = ("pk", "reporting_ref", "iati_identifier", "occurrence", "digest")
    found = list(rows.filter(iati_identifier__in=named).values_list(*values)) if named else []
    if unnamed:
        found += rows.filter(iati_identifier="", digest__in=unnamed).values_list(*values)
    return _Known(
        by_key={(ref, identifier, number): pk for pk, ref, identifier, number, _digest in found if identifier},
        contents=frozenset((ref, identifier, digest) for _pk, ref, identifier, _number, digest in found),
    )


def note(*, intake: Intake, batch: Batch, files_done: int) -> None:
    """Add a batch's notices and counts to the intake's own record."""
    listed = intake.counts.get("listed", 0)
    rows = [
        IntakeNotice(
            intake_id=intake.pk,
            originator_id=intake.originator_id,
            audience_id=intake.audience_id,
            severity=remark.severity,
            rule=remark.rule[:60],
            file=remark.file[-200:],
            line=remark.line or None,
            activity=remark.activity[:300],
            message=remark.message,
            kept=remark.kept[:200],
            times=remark.times,
        )
        for remark in batch.remarks[: max(0, NOTICES_LISTED - listed)]
    ]
    IntakeNotice.objects.bulk_create(rows)
    for remark in batch.remarks:
        batch.counts[remark.severity.value] += 1
    batch.counts["listed"] += len(rows)
    intake.counts = dict(Counter(intake.counts) + batch.counts)
    intake.files_done = files_done
    intake.state = IntakeState.RUNNING
    intake.save(update_fields=("counts", "files_done", "state"))
