"""`concord demo`"""

import secrets
from dataclasses import dataclass
from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

from concord.assistance.actions import NothingToRead, source_files
from concord.assistance.models import Intake
from concord.outreach.queries import front
from concord.parties.actions import add_user, give_seat
from concord.parties.models import Organisation, User
from concord.parties.terms import Role
from concord.policy import Actor
from concord.sharing.queries import admitted
from concord.wiring.commands.prepare import ready
from concord.wiring.commands.serve import run_until_stopped
from concord.wiring.loading import load_reference, take_in_assistance


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person in a real organisation, for trying things out."""

    email: str
    name: str
    organisation: str
    role: Role
    job: str


PEOPLE = (
    Person("officer@demo.example", "Demo Officer", "unrcca", Role.SECRETARIAT, "secretariat officer"),
    Person("delegate@demo.example", "Demo Delegate", "kz", Role.HEAD, "delegate of Kazakhstan"),
    Person("provider@demo.example", "Demo Provider", "unodc", Role.RELEASER, "provider of assistance"),
    Person("donor@demo.example", "Demo Donor", "eu", Role.RELEASER, "donor"),
    Person("regional@demo.example", "Demo Regional", "osce", Role.RELEASER, "regional organisation"),
)


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="A folder or file of your own IATI data to import too.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--serve/--no-serve", "serving", default=True, help="Serve the site after loading.")
def demo(data: Path | None, port: int, *, serving: bool) -> None:
    """Load the reference case with its assistance and serve it. A second run takes seconds and loses nothing."""
    click.echo("Preparing the database …")
    ready()
    click.echo("Loading the reference case …")
    for line in load_reference(clock=timezone.now):
        click.echo(f"  {line}")
    if data is not None:
        _import(data)
    _say_what_was_found()
    _say_how_to_sign_in(port)
    if serving:
        run_until_stopped(host="127.0.0.1", port=port, threads=4)


def _import(data: Path) -> None:
    try:
        total = len(source_files(data))
    except NothingToRead as nothing:
        raise click.ClickException(f"{nothing}. Everything else is loaded; name a folder with .xml files.") from None
    with click.progressbar(length=total, label=f"Importing {data.name}", show_pos=True) as bar:

        def tell(intake: Intake) -> None:
            bar.update(intake.files_done - bar.pos)

        intake = take_in_assistance(path=data, clock=timezone.now, tell=tell)
    counts = ", ".join(f"{count} {name}" for name, count in sorted(intake.counts.items()) if isinstance(count, int))
    click.echo(f"  {intake.get_state_display()}: {counts}")


def _say_what_was_found() -> None:
    seen = front(actor=admitted(actor=Actor.anonymous()))
    click.echo(
        f"Found, as the public sees it: {seen.projects} relevant projects, {seen.covered} of {seen.measures} measures "
        f"covered, {seen.gaps} gaps (a measure without a project in a State), {seen.overlaps} possible duplications."
    )


def _say_how_to_sign_in(port: int) -> None:
    password = _password()
    _add_people(password)
    click.echo(
        f"\nhttp://127.0.0.1:{port}/ is the public view, /ru/ the same in Russian. Sign in at /accounts/login/ as"
    )
    for person in PEOPLE:
        click.echo(f"  {person.email:24} {person.job}")
    click.echo(f"with the password {password}\n")


def _password() -> str:
    """Made once for this installation, kept readable by its owner only."""
    path = Path(settings.HOME) / "demo_password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(12))
    return path.read_text()


def _add_people(password: str) -> None:
    actor, at = Actor.system("demo"), timezone.now()
    known = set(User.objects.values_list("email", flat=True))
    for person in PEOPLE:
        if person.email in known:
            continue
        user = add_user(actor=actor, email=person.email, name=person.name, password=password, at=at)
        give_seat(
            actor=actor,
            user=user,
            organisation=Organisation.objects.get(code=person.organisation),
            role=person.role,
            title=person.job[:1].upper() + person.job[1:],
            since=timezone.localdate(at),
            until=None,
            at=at,
        )
