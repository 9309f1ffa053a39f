"""Files that people bring: checked, kept by digest outside the web root, read in the background."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from concord.assistance.actions.intake import finish_intake, start_intake, tools
from concord.assistance.actions.reading import SourceFile, read_aside, read_files
from concord.assistance.actions.tables import take_in_table
from concord.assistance.models import Intake
from concord.assistance.terms import IntakeKind, IntakeState
from concord.parties.models import Seat
from concord.parties.queries import actor_of, seats_of
from concord.policy import Actor
from concord.sharing.queries import admitted
from concord.sharing.terms import Release

LARGEST_UPLOAD = 300_000_000
LARGEST_TABLE = 20_000_000
KINDS = {".xml": IntakeKind.IATI, ".gz": IntakeKind.IATI, ".csv": IntakeKind.TABLE, ".xlsx": IntakeKind.TABLE}

_FAULT_OF_OURS = "a fault of this site ended it; the file is kept, and the operator's log says more"


class UnusableUpload(ValueError):
    """The file is of a kind or size that is not read; the message says what to do instead."""


def kind_of(*, name: str) -> IntakeKind:
    """Raises ``UnusableUpload``."""
    suffix = Path(name).suffix.lower()
    if suffix == ".zip":
        raise UnusableUpload(_("A zip archive is not opened here: unpack it and give the files one by one."))
    if suffix not in KINDS:
        raise UnusableUpload(_("Only .xml, .xml.gz, .csv and .xlsx files are read."))
    return KINDS[suffix]


def upload(*, actor: Actor, name: str, chunks: Iterable[bytes], release: Release, at: datetime) -> Intake:
    """Keep the file, start its intake and hand it to the worker once that is committed.

    Raises ``UnusableUpload``; then nothing is kept.
    """
    kind = kind_of(name=name)
    digest, size, path = _kept(chunks, limit=LARGEST_TABLE if kind == IntakeKind.TABLE else LARGEST_UPLOAD)
    with transaction.atomic():
        intake = start_intake(
            actor=actor,
            kind=kind,
            label=Path(name).name,
            release=release,
            files_total=1,
            at=at,
            digest=digest,
            stored_as=path.name,
            size=size,
        )
        transaction.on_commit(lambda: read_upload.enqueue(intake.pk, actor.seat_id))
    return intake


@task()
def read_upload(intake_id: int, seat_id: int | None) -> str:
    """Read a kept file for the person who brought it, in the seat that they acted in, while it is held. Safe to run
    again.
    """
    from django.utils import timezone  # noqa: PLC0415  the task is a door: it sets the time

    intake: Intake = Intake.objects.unscoped(reason="the worker was handed this intake").get(pk=intake_id)
    seat = Seat.objects.select_related("user", "organisation").get(pk=seat_id or 0)
    if not seats_of(user=seat.user, on=timezone.localdate()).filter(pk=seat.pk).exists():
        machine = Actor.system("imports", organisation_id=intake.originator_id)
        why = _("The seat of the person who brought the file has ended.")
        finish_intake(actor=machine, intake=intake, state=IntakeState.REFUSED, at=timezone.now(), refusal=why)
        return str(intake.state)
    actor = admitted(actor=actor_of(seat=seat))
    file = SourceFile(intake.label, uploads() / intake.stored_as)
    try:
        if intake.kind == IntakeKind.TABLE:
            take_in_table(actor=actor, intake=intake, file=file, clock=timezone.now)
        else:
            read_files(actor=actor, intake=intake, files=(file,), with_=tools(), clock=timezone.now, reader=read_aside)
    except Exception:
        intake.refresh_from_db()
        finish_intake(actor=actor, intake=intake, state=IntakeState.FAILED, at=timezone.now(), refusal=_FAULT_OF_OURS)
        raise
    return str(intake.state)


def uploads() -> Path:
    return Path(settings.MEDIA_ROOT) / "intakes"


def _kept(chunks: Iterable[bytes], *, limit: int) -> tuple[str, int, Path]:
    """Write to a temporary name, then to the digest: a file is there whole or not at all."""
    uploads().mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=uploads(), delete=False) as file:
        temporary = Path(file.name)
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise UnusableUpload(_("The file is larger than %(size)s MB.") % {"size": limit // 1_000_000})  # noqa: TRY301  one clean-up
                digest.update(chunk)
                file.write(chunk)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    if not size:
        temporary.unlink()
        raise UnusableUpload(_("The file is empty."))
    name = digest.hexdigest()
    return name, size, temporary.replace(uploads() / name)
