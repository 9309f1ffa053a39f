"""What happened to a text, and the text as it was at any of these moments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from concord.plans.logic.numbers import full_numbers
from concord.plans.queries import drafts
from concord.plans.queries.history import timeline
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import DecisionKind, IssueKind, Outcome, ProposalKind, Stand, Will
from concord.plans.terms.timeline import Happened, Happening, Timeline
from concord.plans.views.frame import crumbs, door, kind_of, language_of, tabs
from concord.plans.views.rolling import Row, rows_of
from concord.plans.views.words import names
from concord.ui.components import Tab
from concord.ui.language import direction_of
from concord.ui.pages import Page, Shortcut, render

_DETAILS: dict[Happened, type[TextChoices]] = {
    Happened.TABLED: ProposalKind,
    Happened.WITHDRAWN: ProposalKind,
    Happened.STRUCK: DecisionKind,
    Happened.POSITION: Stand,
    Happened.SILENCE_ENDED: Outcome,
    Happened.DECLARED: Will,
    Happened.RECORDED: Will,
    Happened.UPHELD: Will,
    Happened.ISSUED: IssueKind,
}
_SAID = {
    Happened.OPENED: gettext_lazy("Brought to the table"),
    Happened.CONSOLIDATED: gettext_lazy("Consolidated to revision %(revision)s"),
    Happened.TABLED: gettext_lazy("%(who)s tabled %(keys)s on %(number)s: %(detail)s"),
    Happened.SPONSORED: gettext_lazy("%(who)s co-sponsored %(keys)s on %(number)s"),
    Happened.LEFT: gettext_lazy("%(who)s left %(keys)s on %(number)s"),
    Happened.WITHDRAWN: gettext_lazy("%(who)s withdrew %(keys)s on %(number)s"),
    Happened.STRUCK: gettext_lazy("%(number)s: %(detail)s"),
    Happened.CONFIRMED: gettext_lazy("The capital of %(who)s confirmed %(number)s"),
    Happened.POSITION: gettext_lazy("%(who)s on %(number)s: %(detail)s"),
    Happened.SILENCE: gettext_lazy("Silence procedure opened"),
    Happened.SILENCE_ENDED: gettext_lazy("Silence procedure ended: %(detail)s"),
    Happened.ADOPTED: gettext_lazy("Adopted"),
    Happened.DECLARED: gettext_lazy("%(who)s %(detail)s"),
    Happened.RECORDED: gettext_lazy("%(who)s %(detail)s, as the chair recorded it"),
    Happened.UPHELD: gettext_lazy("%(who)s confirmed what the chair recorded: %(detail)s"),
    Happened.ISSUED: gettext_lazy("Issued as %(symbol)s (%(detail)s)"),
}
_MAJOR = (Happened.OPENED, Happened.CONSOLIDATED, Happened.STRUCK, Happened.SILENCE, Happened.ADOPTED, Happened.ISSUED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One step of the scrubber; ``position`` counts from the first, ``note`` is the chair's on a decision."""

    position: int
    words: str
    note: str
    url: str
    major: bool
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    on: date
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The text at one moment."""

    revision: int
    at: datetime
    language: str
    direction: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class HistoryPage(Page):
    template: ClassVar[str] = "plans/history.html"
    section: ClassVar[str] = "plan"
    tabs: tuple[Tab, ...]
    days: tuple[Day, ...]
    position: int
    last: int
    now: Moment
    earlier: str
    later: str
    seen: AsOf
    language: str
    feed: str


@dataclass(frozen=True, kw_only=True)
class AsOfPage(Page):
    """The text at one moment alone, while the reader scrubs."""

    template: ClassVar[str] = "plans/history_asof.html"
    seen: AsOf


@require_safe
def history(request: HttpRequest, uuid: UUID) -> HttpResponse:
    draft = drafts.found(actor=request.actor, uuid=uuid)
    language = language_of(draft, request.GET.get("language", ""), request.LANGUAGE_CODE)
    line = timeline(actor=request.actor, draft=draft)
    first = line.revisions[0].made_at
    happened = [each for each in line.happenings if each.at >= first or each.what is not Happened.ISSUED]
    at = _asked(request.GET.get("at", ""), request.GET.get("step", ""), happened, first)
    text = rolling_text(actor=request.actor, draft=draft, language=language, at=max(at, first))
    seen = AsOf(
        revision=text.revision,
        at=at,
        language=language,
        direction=direction_of(language),
        rows=rows_of(text=text, at=at, page=door("draft", uuid)),
    )
    htmx = getattr(request, "htmx", None)
    if htmx and htmx.target == "asof":
        response = render(request, AsOfPage(title=draft.title, seen=seen))
    else:
        numbers = full_numbers(provisions=text.provisions)
        response = render(request, _page(line, happened, seen, numbers, request.GET.get("language", "")))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _asked(at: str, step: str, happened: list[Happening], first: datetime) -> datetime:
    """The instant of the address, else that of the step that the slider sends, else the last."""
    if step.isdecimal() and len(step) < 7 and int(step) < len(happened):  # noqa: PLR2004  no draft has so many
        return happened[int(step)].at
    try:
        asked = parse_datetime(at)
    except ValueError:
        asked = None
    if asked is None:
        return happened[-1].at if happened else first
    return asked if asked.tzinfo else asked.replace(tzinfo=UTC)


def _page(
    line: Timeline, happened: list[Happening], seen: AsOf, numbers: Mapping[UUID, str], language: str
) -> HistoryPage:
    position = max(sum(each.at <= seen.at for each in happened) - 1, 0)
    moments = tuple(_moment(n, each, language, numbers, current=n == position) for n, each in enumerate(happened))
    days = groupby(zip(happened, moments, strict=True), key=lambda pair: timezone.localtime(pair[0].at).date())
    return HistoryPage(
        title=line.draft.title,
        kind=kind_of(line.draft),
        lede=_("Every act on this text. Choose a moment to read the text as it was then."),
        crumbs=crumbs(),
        shortcuts=(Shortcut("j k", _("Later and earlier act")), Shortcut("Enter", _("Read the text as it was then"))),
        tabs=tabs(line.draft, "history"),
        days=tuple(Day(on=on, moments=tuple(each for _happened, each in pairs)) for on, pairs in days),
        position=position,
        last=len(moments) - 1,
        now=moments[position],
        earlier=moments[position - 1].url if position else "",
        later=moments[position + 1].url if position + 1 < len(moments) else "",
        seen=seen,
        language=language,
        feed=door("changes", line.draft.uuid),
    )


def _moment(position: int, each: Happening, language: str, numbers: Mapping[UUID, str], *, current: bool) -> Moment:
    asked = {"at": instant(each.at), "language": language}
    return Moment(
        position=position,
        words=told(each, numbers),
        note=each.note if each.what is Happened.STRUCK else "",
        url="?" + urlencode({key: value for key, value in asked.items() if value}),
        major=each.what in _MAJOR,
        current=current,
    )


def instant(at: datetime) -> str:
    """As the address of this page takes it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def told(each: Happening, numbers: Mapping[UUID, str]) -> str:
    """One act as a sentence. ``numbers`` are those of the text that is shown."""
    choices = _DETAILS.get(each.what)
    detail = str(choices(each.detail).label) if choices and each.detail in choices.values else each.detail
    words = str(_SAID[each.what]) % {
        "who": names([each.party]) if each.party else "",
        "keys": ", ".join(each.proposals),
        "number": (numbers.get(each.provision) if each.provision else "") or capfirst(each.number) or _("a provision"),
        "detail": detail,
        "revision": each.revision,
        "symbol": each.symbol,
    }
    if each.what is Happened.STRUCK and each.proposals:
        return _("%(decision)s, with %(keys)s") % {"decision": words, "keys": ", ".join(each.proposals)}
    return words
