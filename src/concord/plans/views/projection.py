"""What hangs on the wall: the provision in hand for a room of sixty, and who speaks."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.plans.queries import drafts
from concord.plans.queries import floor as queries
from concord.plans.terms.rolling import DraftLine
from concord.plans.views.frame import Live, door, kind_of, language_of, live_of
from concord.plans.views.hall import Hall, Hand, Speakers, hall_of, hand_of, speakers_of
from concord.plans.views.rolling import writer_of
from concord.ui.components import Tab
from concord.ui.language import direction_of, name_of
from concord.ui.pages import Page, render

_COLOURS = ("light", "dark")


@dataclass(frozen=True, kw_only=True)
class ProjectionPage(Page):
    template: ClassVar[str] = "plans/projection.html"
    section: ClassVar[str] = "plan"
    draft: DraftLine
    live: Live
    language: str
    direction: str
    colours: str
    is_open: bool
    hall: Hall
    hand: Hand | None
    speakers: Speakers
    choices: tuple[Tab, ...]
    floor: str


@require_safe
def projection(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """``colours`` is light or dark, else as the device has it."""
    draft = drafts.found(actor=request.actor, uuid=uuid)
    live = live_of(actor=request.actor, draft=uuid)
    language = language_of(draft, request.GET.get("language", ""))
    colours = request.GET.get("colours", "")
    reading = queries.wall(actor=request.actor, draft=draft, language=language)
    text = reading.text
    page = ProjectionPage(
        title=_("The floor on the wall"),
        kind=kind_of(text.draft),
        draft=text.draft,
        live=live,
        language=text.language,
        direction=direction_of(text.language),
        colours=colours if colours in _COLOURS else "",
        is_open=reading.is_open,
        hall=hall_of(reading),
        hand=hand_of(reading, writer_of(text=text, at=timezone.now())),
        speakers=speakers_of(reading),
        choices=_choices(text.draft, text.language, colours),
        floor=door("floor", uuid),
    )
    return render(request, page)


def _choices(draft: DraftLine, language: str, colours: str) -> tuple[Tab, ...]:
    """Other languages of the text, other colours."""
    named = {"light": _("Light"), "dark": _("Dark")}
    return (
        *(
            Tab(name_of(code), door("projection", draft.uuid, language=code, colours=colours), code == language)
            for code in draft.languages
        ),
        *(
            Tab(label, door("projection", draft.uuid, language=language, colours=code), code == colours)
            for code, label in named.items()
        ),
    )
