"""What happened and what is due, for feed readers and calendar programs. They come with the session of the browser, or
without one under the secret address of a seat (``key``); either way RED stays on the screen.
"""

from collections.abc import Callable
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.plans.exports import feeds
from concord.plans.queries.acts import all_acts, draft_acts
from concord.plans.queries.silence import dated
from concord.plans.terms.closing import Deadline
from concord.plans.terms.feeds import Act
from concord.plans.views.frame import door
from concord.plans.views.history import instant, told
from concord.policy import Actor
from concord.sharing.queries import keyed
from concord.ui.language import localised

ATOM = "application/atom+xml; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
MOST = 100


@require_safe
def all_changes(request: HttpRequest) -> HttpResponse:
    acts = all_acts(actor=_reader(request), most=MOST)
    home = request.build_absolute_uri(reverse("plans:index"))

    def said(act: Act) -> str:
        return _("%(title)s: %(act)s") % {"title": localised(act.draft.title), "act": told(act.happening, {})}

    return _feed(
        request, acts, title=_("Texts under negotiation"), uuid=uuid5(NAMESPACE_URL, home), home=home, said=said
    )


@require_safe
def changes(request: HttpRequest, uuid: UUID) -> HttpResponse:
    acts = draft_acts(actor=_reader(request), draft=uuid, most=MOST)
    return _feed(
        request,
        acts,
        title=localised(acts[0].draft.title),
        uuid=uuid5(uuid, "feed"),
        home=request.build_absolute_uri(door("draft", uuid)),
        said=lambda act: told(act.happening, {}),
    )


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    body = feeds.calendar(
        deadlines=dated(actor=_reader(request)),
        name=_("Deadlines"),
        language=get_language() or "en",
        link=lambda each: _page_of(request, each),
    )
    headers = {"Content-Disposition": 'inline; filename="deadlines.ics"'}
    return _kept_private(request, HttpResponse(body, content_type=CALENDAR, headers=headers))


def _feed(
    request: HttpRequest, acts: tuple[Act, ...], *, title: str, uuid: UUID, home: str, said: Callable[[Act], str]
) -> HttpResponse:
    """Its own address is told without the secret, so that a passed-on copy does not carry it."""
    body = feeds.feed(
        acts=acts,
        title=title,
        language=get_language() or "en",
        uuid=uuid,
        home=home,
        address=request.build_absolute_uri(request.path),
        told=said,
        link=lambda act: request.build_absolute_uri(door("history", act.draft.uuid, at=instant(act.happening.at))),
    )
    return _kept_private(request, HttpResponse(body, content_type=ATOM))


def _reader(request: HttpRequest) -> Actor:
    """A secret that opens nothing is answered like an absent page, whoever's browser brings it."""
    if "key" not in request.GET:
        return request.actor
    actor = keyed(key=request.GET["key"], on=timezone.localdate())
    if actor is None:
        raise Http404
    return actor


def _kept_private(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if "key" in request.GET:
        patch_cache_control(response, private=True, no_store=True)
    return response


def _page_of(request: HttpRequest, deadline: Deadline) -> str:
    return request.build_absolute_uri(door("silence", deadline.draft))
