"""Reading files into an intake, in constant memory, in the same order at every run."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from concord.assistance.actions.intake import BATCH, finish_intake, restart_counting, start_intake, take_in, tools
from concord.assistance.actions.numbering import Numbering
from concord.assistance.actions.publications import Batch, Incoming, Remark
from concord.assistance.actions.rows import Tools
from concord.assistance.models import Intake
from concord.assistance.terms import IntakeKind, IntakeState, Severity
from concord.iati import Activity, Notice, read
from concord.policy import Actor
from concord.quarantine import Bounds, Stopped, pieces
from concord.sharing.terms import Release

SUFFIXES = (".xml", ".xml.gz", ".gz")
BOUNDS = Bounds(memory=1_000_000_000, computing=900, patience=120)


class NothingToRead(ValueError):
    """There is no IATI file at the path, or it is of a kind that is not read."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read, with the name by which notices call it."""

    name: str
    path: Path

    def open(self) -> BinaryIO:
        return self.path.open("rb")


Reader = Callable[[SourceFile], Iterator[Activity | Notice]]


def read_here(file: SourceFile) -> Iterator[Activity | Notice]:
    """For files of the operator's own."""
    with file.open() as source:
        yield from read(source, name=file.name)


def read_aside(file: SourceFile) -> Iterator[Activity | Notice]:
    """For files that strangers bring: in a process of its own. Raises ``Stopped`` after what came before."""
    return pieces(read, file=file.path, name=file.name, bounds=BOUNDS)


def source_files(path: Path) -> tuple[SourceFile, ...]:
    """The file, or every IATI file below the folder, sorted by path. Raises ``NothingToRead``."""
    if path.is_file():
        if path.suffix.lower() == ".zip":
            raise NothingToRead(f"{path.name} is a zip archive: unpack it and give the folder")
        return (SourceFile(path.name, path),)
    if not path.is_dir():
        raise NothingToRead(f"{path} is neither a file nor a folder")
    found = sorted(each for each in path.rglob("*") if each.is_file() and each.name.lower().endswith(SUFFIXES))
    if not found:
        raise NothingToRead(f"{path} holds no .xml or .xml.gz file")
    return tuple(SourceFile(each.relative_to(path).as_posix(), each) for each in found)


def import_path(
    *,
    actor: Actor,
    path: Path,
    release: Release,
    clock: Callable[[], datetime],
    classify: bool = True,
    tell: Callable[[Intake], None] = lambda _intake: None,
) -> Intake:
    """Read a file or folder from its first act to its last, while the caller waits. Raises ``NothingToRead``."""
    files = source_files(path)
    intake = start_intake(
        actor=actor, kind=IntakeKind.IATI, label=path.name, release=release, files_total=len(files), at=clock()
    )
    return read_files(actor=actor, intake=intake, files=files, with_=tools(classify=classify), clock=clock, tell=tell)


def read_files(
    *,
    actor: Actor,
    intake: Intake,
    files: Sequence[SourceFile],
    with_: Tools,
    clock: Callable[[], datetime],
    tell: Callable[[Intake], None] = lambda _intake: None,
    size: int = BATCH,
    reader: Reader = read_here,
) -> Intake:
    """Take in every activity of the files, ``size`` at a time; ``tell`` is called after each batch, when it is safely
    stored. What was taken in before an interruption stays, and running again completes it. A file whose ``reader`` is
    stopped is taken in up to there.
    """
    restart_counting(actor=actor, intake=intake)
    numbering = Numbering()
    batch, done, stopped = Batch(), 0, ""
    for file in files:
        try:
            for item in _items(reader(file), batch, numbering):
                batch.incoming.append(item)
                if len(batch.incoming) >= size:
                    take_in(actor=actor, intake=intake, batch=batch, files_done=done, with_=with_, at=clock())
                    tell(intake)
                    batch.clear()
        except Stopped as why:
            stopped = str(why)
            batch.remarks.append(_end_of(file, stopped))
        done += 1
    take_in(actor=actor, intake=intake, batch=batch, files_done=done, with_=with_, at=clock())
    state = IntakeState.FINISHED if intake.counts.get("activities") else IntakeState.REFUSED
    state = IntakeState.FAILED if stopped else state
    finish_intake(actor=actor, intake=intake, state=state, at=clock(), refusal=stopped or _refusal(intake, batch))
    tell(intake)
    return intake


def _end_of(file: SourceFile, why: str) -> Remark:
    return Remark(Severity.CRITICAL, "reading-stopped", why, file=file.name, kept="what came before")


def _items(read_out: Iterator[Activity | Notice], batch: Batch, numbering: Numbering) -> Iterator[Incoming]:
    for item in read_out:
        if isinstance(item, Activity):
            batch.counts["activities"] += 1
            digest = item.digest
            place = numbering.place(reporting_ref=item.reporting_org.ref, identifier=item.identifier, digest=digest)
            if place is None:
                batch.counts["repeated"] += 1
            else:
                yield Incoming(item, digest, place)
        else:
            batch.remarks.append(
                Remark(
                    Severity(item.severity.value),
                    item.rule,
                    item.message,
                    file=item.file,
                    line=item.line,
                    activity=item.activity,
                    kept=item.kept,
                    times=item.count,
                )
            )


def _refusal(intake: Intake, last: Batch) -> str:
    """Why nothing came of it, in the words of its gravest notices."""
    if intake.counts.get("activities"):
        return ""
    grave = [f"{r.file}: {r.message}" for r in last.remarks if r.severity == Severity.CRITICAL]
    return "; ".join(grave[:5]) or "no activity was found"
