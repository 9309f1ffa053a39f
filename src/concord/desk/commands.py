"""`concord desk …`"""

import click
from django.conf import settings
from django.utils import timezone

from concord.desk.actions import send_digests


@click.group()
def group() -> None:
    """What is prepared for each person."""


@group.command("send-digests")
def send() -> None:
    """Send the news by e-mail that is due. Safe to run again: the worker does it every hour."""
    done = send_digests(at=timezone.now(), site=settings.ADDRESS)
    click.echo(f"{done.sent} sent, {done.empty} with nothing to tell, {done.failed} to be tried again.")
