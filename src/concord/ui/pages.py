"""A page is a frozen dataclass; its template sees one name, `page`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from concord.ui.language import Words

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Crumb:
    label: "Words"
    url: str


@dataclass(frozen=True, kw_only=True)
class MarkingLine:
    """Who sees this page's object, and why its reader does."""

    level: str  # a TLP 2.0 word: CLEAR, GREEN, AMBER, AMBER+STRICT, RED
    audience: "Words"  # "Everybody", "Kazakhstan, UNRCCA and two others"
    originator: "Words" = ""
    why: "Words" = ""
    url: str = ""  # the page that explains the marking


@dataclass(frozen=True, kw_only=True)
class ThreadStep:
    """One link of the thread: what the page's object came from (before `here`) and what came of it (after)."""

    kind: "Words"  # "Measure", "Recommendation"
    label: "Words" = ""  # empty: nothing there yet, said in words
    url: str = ""
    more: int = 0  # how many others of the kind stand behind the one named
    here: bool = False


@dataclass(frozen=True)
class Shortcut:
    """A single key of one page, for the help on keys."""

    key: str
    label: "Words"


@dataclass(frozen=True, kw_only=True)
class Page:
    """Base of every page. `fragment` names the partial of the template that htmx is given instead of the whole."""

    template: ClassVar[str]
    fragment: ClassVar[str] = ""
    section: ClassVar[str] = ""  # the navigation door that is current: the room's name

    title: "Words"  # the one h1
    lede: "Words" = ""  # one sentence under it
    kind: "Words" = ""  # what the object is, above the h1: "Meeting", "Project"
    crumbs: tuple[Crumb, ...] = ()
    marking: MarkingLine | None = None
    thread: tuple[ThreadStep, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    refresh: int = 0  # seconds after which a browser without JavaScript asks again (progress pages)


def render(request: HttpRequest, page: Page, *, status: int = 200) -> HttpResponse:
    """The whole page; or its fragment when htmx asks, except for boosted links and restored history."""
    htmx: Any = getattr(request, "htmx", None)
    name = page.template
    if page.fragment and htmx and not htmx.boosted and not htmx.history_restore_request:
        name = f"{name}#{page.fragment}"
    response = HttpResponse(render_to_string(name, {"page": page}, request), status=status)
    if page.fragment:
        patch_vary_headers(response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    return response


def found(queryset: QuerySet[M], **lookup: Any) -> M:
    """The one object, or a bare Http404: what is hidden and what is absent look the same."""
    try:
        return queryset.get(**lookup)
    except ObjectDoesNotExist:
        raise Http404 from None
