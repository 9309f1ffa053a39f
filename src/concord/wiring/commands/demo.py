"""`concord demo`"""

import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

from concord.assistance.actions import NothingToRead, source_files
from concord.assistance.models import Intake
from concord.outreach.queries import front
from concord.parties.actions import add_user, give_seat
from concord.parties.models import Organisation, Seat, User
from concord.parties.terms import Role
from concord.plans.actions.illustration import remove_illustrations
from concord.plans.queries.illustration import illustrative_drafts
from concord.policy import Actor
from concord.sharing.queries import admitted
from concord.wiring.commands.prepare import ready
from concord.wiring.commands.serve import run_until_stopped
from concord.wiring.loading import CENTRAL_ASIA, clearing_house, load_reference, take_in_assistance
from concord.wiring.negotiation import accredit, read_illustration, stage


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
    Person("kg@demo.example", "Demo Delegate KG", "kg", Role.HEAD, "delegate of Kyrgyzstan"),
    Person("tj@demo.example", "Demo Delegate TJ", "tj", Role.HEAD, "delegate of Tajikistan"),
    Person("tm@demo.example", "Demo Delegate TM", "tm", Role.HEAD, "delegate of Turkmenistan"),
    Person("uz@demo.example", "Demo Delegate UZ", "uz", Role.HEAD, "delegate of Uzbekistan"),
    Person("secretariat@demo.example", "Demo Secretariat", "unoct", Role.SECRETARIAT, "secretariat of the negotiation"),
    Person("provider@demo.example", "Demo Provider", "unodc", Role.RELEASER, "provider of assistance"),
    Person("donor@demo.example", "Demo Donor", "eu", Role.RELEASER, "donor"),
    Person("regional@demo.example", "Demo Regional", "osce", Role.RELEASER, "regional organisation"),
)


@click.group(invoke_without_command=True)
@click.option("--data", type=click.Path(path_type=Path), help="A folder or file of your own IATI data to import too.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--serve/--no-serve", "serving", default=True, help="Serve the site after loading.")
@click.pass_context
def demo(ctx: click.Context, data: Path | None, port: int, *, serving: bool) -> None:
    """Load the reference case with its assistance and serve it. A second run takes seconds and loses nothing."""
    if ctx.invoked_subcommand is not None:
        return
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
        asked = os.environ.get("CONCORD_SECOND_STEP", "no")
        if asked == "no":
            click.echo("For trying things out nobody is asked for a one-time code (CONCORD_SECOND_STEP=no).\n")
        environment = {**os.environ, "CONCORD_SECOND_STEP": asked}
        run_until_stopped(host="127.0.0.1", port=port, threads=4, environment=environment)


@demo.command()
@click.option(
    "--pause", default=0.0, show_default=True, help="Seconds to wait after each step, to watch it in a browser."
)
@click.option("--port", default=8000, show_default=True, help="Port of the site on which to watch it.")
@click.option("--text", "only", multiple=True, help="Play only the text with this code.")
@click.option("--remove", is_flag=True, help="Take every illustrative negotiation out instead.")
def negotiation(pause: float, port: int, only: tuple[str, ...], *, remove: bool) -> None:
    """Play the illustrative negotiation step by step, from the first text to its adoption, on a copy of its own."""
    ready()
    if remove:
        click.echo(f"Taken out: {remove_illustrations(at=timezone.now())}")
        return
    for line in load_reference(clock=timezone.now):
        click.echo(f"  {line}")
    seats = _add_people(_password())
    play = stage(
        actor=clearing_house(), folder=CENTRAL_ASIA, seats=seats, clock=timezone.now, wait=time.sleep, only=only
    )
    for draft in play.drafts.values():
        click.echo(f"{draft}: http://127.0.0.1:{port}/plans/{draft.uuid}/")
    for line in play.run():
        click.echo(line)
        time.sleep(pause)


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
    seats = _add_people(password)
    for draft in illustrative_drafts(actor=clearing_house()):
        accredit(actor=clearing_house(), draft=draft, seats=seats, at=timezone.now())
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


def _add_people(password: str) -> dict[str, Seat]:
    """Seats by the code of the organisation: of those who sign in, and of those who only speak when it is played."""
    actor, at = Actor.system("demo"), timezone.now()
    known = set(User.objects.values_list("email", flat=True))
    people = (*PEOPLE, *_observers())
    for person in people:
        if person.email in known:
            continue
        word = password if person in PEOPLE else None
        user = add_user(actor=actor, email=person.email, name=person.name, password=word, at=at)
        give_seat(
            actor=actor,
            user=user,
            organisation=Organisation.objects.get(code=person.organisation),
            role=person.role,
            title=person.job.capitalize(),
            since=timezone.localdate(at),
            until=None,
            at=at,
        )
    emails = [person.email for person in people]
    seats = Seat.objects.filter(user__email__in=emails).select_related("user", "organisation").order_by("-pk")
    return {seat.organisation.code: seat for seat in seats}


def _observers() -> tuple[Person, ...]:
    """One for each delegation that nobody signs in for."""
    spoken_for = {person.organisation for person in PEOPLE}
    delegations = read_illustration(folder=CENTRAL_ASIA).texts.delegations
    return tuple(
        Person(f"{each.party}@negotiation.example", f"Demo {each.party.upper()}", each.party, Role.HEAD, "observer")
        for each in delegations
        if each.party not in spoken_for
    )
