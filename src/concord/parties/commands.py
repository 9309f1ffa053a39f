"""`concord users …`"""

import getpass

import click
from django.utils import timezone

from concord.parties.actions import add_user, forget_codes, give_seat
from concord.parties.models import Organisation, Seat, User
from concord.parties.terms import Role
from concord.policy import Actor

OPERATOR = "operator at the command line"


@click.group()
def group() -> None:
    """People, their seats and passwords."""


@group.command()
@click.argument("email")
@click.argument("name")
@click.option("--organisation", "code", required=True, help="Code of the organisation, such as kz or unrcca.")
@click.option("--role", type=click.Choice(Role.values), default=Role.READER, show_default=True)
@click.option("--title", default="", help="Function, such as Second Secretary.")
def add(email: str, name: str, code: str, role: str, title: str) -> None:
    """Add a person with a seat from today; asks for the password. A known person gets one more seat."""
    actor, at = Actor.system(OPERATOR), timezone.now()
    organisation = _organisation(code)
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        password = getpass.getpass("Password (empty: set by e-mail): ") or None
        user = add_user(actor=actor, email=email, name=name, password=password, at=at)
    seat = give_seat(
        actor=actor,
        user=user,
        organisation=organisation,
        role=Role(role),
        title=title,
        since=timezone.localdate(at),
        until=None,
        at=at,
    )
    click.echo(f"{seat} since {seat.since:%-d %B %Y}.")


@group.command(name="forget-codes")
@click.argument("email")
def forget_codes_of(email: str) -> None:
    """Forget the one-time codes of a person who lost the telephone. Make sure first that it is this person who asks."""
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        raise click.BadParameter(f"nobody has the address {email}")
    forget_codes(actor=Actor.system(OPERATOR), user=user, at=timezone.now())
    click.echo(f"{user} signs in with the password alone, and sets codes up anew.")


@group.command(name="list")
def list_seats() -> None:
    """List people with the seats they hold or held."""
    for seat in Seat.objects.select_related("user", "organisation"):
        until = f" until {seat.until:%-d %B %Y}" if seat.until else ""
        click.echo(f"{seat.user.email}\t{seat} since {seat.since:%-d %B %Y}{until}")


def _organisation(code: str) -> Organisation:
    try:
        return Organisation.objects.get(code=code)
    except Organisation.DoesNotExist:
        raise click.BadParameter(
            f"there is no organisation {code!r}; `concord load reference` loads the known ones"
        ) from None
