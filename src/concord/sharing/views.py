"""The page "who can see this, and why" explains markings in general; each object's own line explains itself."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.sharing.logic import CEILING
from concord.sharing.terms import TLP
from concord.ui.pages import Page, render


@dataclass(frozen=True, kw_only=True)
class Ceiling:
    level: str
    anyone: bool
    members: bool
    groups: bool
    organisations: bool
    seats: bool
    files: bool


@dataclass(frozen=True, kw_only=True)
class MarkingsPage(Page):
    template: ClassVar[str] = "sharing/markings.html"
    ceilings: tuple[Ceiling, ...]


@require_safe
def markings(request: HttpRequest) -> HttpResponse:
    page = MarkingsPage(
        title=_("Who can see what, and why"),
        lede=_("Each originator decides who reads its information. What you may not see does not exist for you."),
        ceilings=tuple(
            Ceiling(
                level=tlp.label.removeprefix("TLP:"),
                anyone="public" in CEILING[tlp],
                members="members" in CEILING[tlp],
                groups="group" in CEILING[tlp],
                organisations="organisation" in CEILING[tlp],
                seats="seat" in CEILING[tlp],
                files=tlp != TLP.RED,
            )
            for tlp in TLP
        ),
    )
    return render(request, page)
