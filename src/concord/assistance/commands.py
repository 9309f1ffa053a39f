"""`concord assistance …` and `concord iati …`"""

import sys
from collections import Counter
from io import BufferedWriter
from pathlib import Path

import click
from django.utils import timezone

from concord.assistance import actions, queries
from concord.assistance.models import Intake
from concord.iati import Activity, Notice, Severity, check, in_language, read, write
from concord.parties.models import Organisation
from concord.policy import Actor, Refused
from concord.sharing.queries import admitted
from concord.sharing.terms import MEMBERS, PUBLIC, TLP, Release

OPERATOR = "operator at the command line"
FOUND_FAULTS = 1
PATH = click.Path(path_type=Path, exists=True)
MARKINGS = {"public": (TLP.CLEAR, PUBLIC), "members": (TLP.GREEN, MEMBERS), "own": (TLP.AMBER_STRICT, "")}


@click.group()
def group() -> None:
    """Projects of assistance and their classification."""


@click.group()
def iati() -> None:
    """Read, check, import and export IATI files."""


@group.command()
@click.option("--as-organisation", "code", required=True, help="Code of the organisation whose projects they are.")
@click.option("--all", "everything", is_flag=True, help="Also those that today's vocabulary has classified.")
def reclassify(code: str, *, everything: bool) -> None:
    """Suggest measures anew for projects that an older vocabulary has classified. Decisions of people stay."""
    actor = _actor(code)
    total = actions.reclassify(
        actor=actor,
        at=timezone.now(),
        everything=everything,
        tell=lambda done: click.echo(f"\r{done} projects", nl=False, err=True),
    )
    click.echo(f"\n{total} projects classified anew.", err=True)


@iati.command(name="read")
@click.argument("path", type=PATH)
def read_(path: Path) -> None:
    """Print identifier, status, title and number of transactions of every activity, tab-separated; notices go to
    the error stream. Exit code 1 if something published could not be read.
    """
    lost = 0
    for file in _files(path):
        with file.open() as source:
            for item in read(source, name=file.name):
                if isinstance(item, Activity):
                    title = in_language(item.titles, language="en").replace("\t", " ").replace("\n", " ")
                    click.echo(f"{item.identifier}\t{item.status}\t{title}\t{len(item.transactions)}")
                else:
                    lost += item.severity is not Severity.WARNING
                    click.echo(_said(item), err=True)
    sys.exit(FOUND_FAULTS if lost else 0)


@iati.command(name="check")
@click.argument("path", type=PATH)
@click.option("--warnings/--no-warnings", default=True, show_default=True, help="Also print warnings.")
def check_(path: Path, *, warnings: bool) -> None:
    """Print everything that is wrong with the files, with file, line and activity. Exit code 1 on an error."""
    tally: Counter[Severity] = Counter()
    files = _files(path)
    today = timezone.localdate()
    with click.progressbar(files, label="Checking", file=sys.stderr, item_show_func=_name) as bar:
        for file in bar:
            with file.open() as source:
                for notice in check(source, name=file.name, at=today):
                    tally[notice.severity] += notice.count
                    if warnings or notice.severity is not Severity.WARNING:
                        click.echo(_said(notice))
    counts = ", ".join(f"{tally[severity]} {severity.value}" for severity in Severity)
    click.echo(f"{len(files)} files: {counts}.", err=True)
    sys.exit(FOUND_FAULTS if tally[Severity.CRITICAL] or tally[Severity.ERROR] else 0)


@iati.command(name="import")
@click.argument("path", type=PATH)
@click.option("--as-organisation", "code", required=True, help="Code of the organisation that imports, such as unrcca.")
@click.option("--public", "marking", flag_value="public", help="Everybody may read the projects (TLP:CLEAR).")
@click.option(
    "--marking",
    type=click.Choice(sorted(MARKINGS)),
    default="own",
    show_default=True,
    help="Who may read the projects: everybody, all members, the organisation only.",
)
@click.option("--classify/--no-classify", default=True, show_default=True, help="Suggest measures of the strategy.")
def import_(path: Path, code: str, marking: str, *, classify: bool) -> None:
    """Import a file or a folder. A second run changes nothing; an interrupted one is completed by running it again.

    Exit code 1 if something published could not be read; what could be read is kept.
    """
    actor = _actor(code)
    tlp, principal = MARKINGS[marking]
    principals = frozenset({principal}) if principal else actions.own_release(actor.organisation_id or 0)
    total = len(_files(path))
    with click.progressbar(length=total, label="Importing", file=sys.stderr, show_pos=True) as bar:

        def tell(intake: Intake) -> None:
            bar.label = f"Importing: {intake.counts.get('activities', 0)} activities"
            bar.update(intake.files_done - bar.pos)

        try:
            intake = actions.import_path(
                actor=actor,
                path=path,
                release=Release(tlp=tlp, principals=principals),
                clock=timezone.now,
                classify=classify,
                tell=tell,
            )
        except Refused as refusal:
            raise click.ClickException(str(refusal)) from refusal
    _summary(actor, intake)
    sys.exit(FOUND_FAULTS if intake.counts.get("critical") or intake.counts.get("error") else 0)


@iati.command(name="export")
@click.argument("target", type=click.File("wb"), default="-")
@click.option("--as-organisation", "code", help="See what this organisation sees. Without it: what is public.")
@click.option("--country", default="", help="Only projects in this country (ISO code).")
@click.option("--measure", default="", help="Only projects that serve this measure, such as GCTS:II.13.")
@click.option("--everything", is_flag=True, help="Also projects that do not concern the plan.")
def export_(target: BufferedWriter, code: str | None, country: str, measure: str, *, everything: bool) -> None:
    """Write the projects that one may see as one IATI 2.03 file."""
    actor = admitted(actor=_actor(code) if code else Actor.anonymous(), taking_out=True)
    filters = queries.ProjectFilters(country=country, measure=measure, relevance="all" if everything else "")
    rows = queries.projects(actor=actor, filters=filters)
    count = write(queries.activities(actor=actor, rows=rows), target, generated_at=timezone.now())
    click.echo(f"{count} activities.", err=True)


def _summary(actor: Actor, intake: Intake) -> None:
    counts = intake.counts
    click.echo(f"{intake.label}: {counts.get('activities', 0)} activities read in {intake.files_done} files")
    for key, words in (
        ("created", "new"),
        ("updated", "changed by their publisher"),
        ("republished", "published anew, same content"),
        ("unchanged", "unchanged"),
        ("repeated", "repeated in the files"),
        ("relevant", "of these serve the strategy in the region"),
        ("critical", "critical notices"),
        ("error", "errors"),
        ("warning", "warnings"),
    ):
        if counts.get(key):
            click.echo(f"  {counts[key]:>8} {words}")
    if intake.refusal:
        click.echo(f"Refused: {intake.refusal}", err=True)
    relevant = queries.projects(actor=actor, filters=queries.ProjectFilters()).count()
    click.echo(f"Projects that serve the strategy, in all: {relevant}")


def _said(notice: Notice) -> str:
    where = f"{notice.file}:{notice.line}" if notice.line else notice.file
    times = f" ({notice.count} times)" if notice.count > 1 else ""
    return f"{where}: {notice.severity}: {notice.activity or '-'}: {notice.message}{times} [{notice.rule}]"


def _name(file: actions.SourceFile | None) -> str:
    return file.name if file else ""


def _files(path: Path) -> tuple[actions.SourceFile, ...]:
    try:
        return actions.source_files(path)
    except actions.NothingToRead as refusal:
        raise click.BadParameter(str(refusal), param_hint="PATH") from refusal


def _actor(code: str) -> Actor:
    try:
        organisation = Organisation.objects.get(code=code)
    except Organisation.DoesNotExist:
        raise click.BadParameter(
            f"no organisation has the code {code!r}; load the reference data first", param_hint="--as-organisation"
        ) from None
    return admitted(actor=Actor.system(OPERATOR, organisation_id=organisation.pk))
