"""The rolling text: every proposal in place, the provision in hand beside it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.plans.logic.needs import needs_of
from concord.plans.logic.numbers import full_numbers
from concord.plans.logic.ops import to_redline
from concord.plans.queries import drafts
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import Need, ProvisionKind, Standing
from concord.plans.terms.rolling import Party, RollingProvision, RollingText
from concord.plans.views.frame import (
    Live,
    crumbs,
    door,
    kind_of,
    language_of,
    live_of,
    stage_badge,
    standing_badge,
    tabs,
)
from concord.plans.views.panel import Panel, asks, in_place, number_of, panel_of
from concord.plans.views.words import Places, Writer, hue, names
from concord.redline import bracketed, text_of
from concord.ui.components import Badge, Tab
from concord.ui.language import direction_of, localised, name_of
from concord.ui.numbers import whole
from concord.ui.pages import Page, Shortcut, render

_LABEL = 62  # characters of the words that stand for a provision in the tree
_HEADINGS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    hue: int
    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One provision in the text and in the tree."""

    uuid: UUID
    language: str
    number: str
    short: str
    heading: int
    depth: int
    is_part: bool
    is_new: bool
    label: str
    words: SafeString
    asks: tuple[Ask, ...]
    standing: Badge
    open: int
    clashes: int
    needs: tuple[str, ...]
    stale: str
    print_line: str
    url: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """An entry of the legend: its text alone at ``url``."""

    name: str
    hue: int
    open: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why provisions ask for the reader's delegation, and how many do."""

    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    badge: Badge
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for; its fields are the names in the query, but for ``page``, the address before it."""

    provision: str = ""
    of: str = ""
    view: str = ""
    needs: str = ""
    language: str = ""
    revision: str = ""
    page: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        return cls(**{name: query.get(name, "") for name in cls.__slots__ if name != "page"})

    def address(self, **changes: str) -> str:
        asked = {name: changes.get(name, getattr(self, name)) for name in self.__slots__ if name != "page"}
        return f"{self.page}?" + urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True, kw_only=True)
class RollingPage(Page):
    template: ClassVar[str] = "plans/rolling.html"
    section: ClassVar[str] = "plan"
    text: RollingText
    stage: Badge
    tabs: tuple[Tab, ...]
    views: tuple[Tab, ...]
    languages: tuple[Tab, ...]
    direction: str
    legend: tuple[Delegation, ...]
    of: str
    waiting: str
    reasons: tuple[Reason, ...]
    waiting_url: str
    waiting_only: bool
    rows: tuple[Row, ...]
    tallies: tuple[Tally, ...]
    panel: Panel | None
    clean: bool
    superseded: str
    everything: str
    propose: str
    recommendations: str
    live: Live | None


@dataclass(frozen=True, kw_only=True)
class PanelPage(Page):
    """The panel alone, for a click on a provision."""

    template: ClassVar[str] = "plans/rolling_panel.html"
    panel: Panel | None
    tallies: tuple[Tally, ...]


@require_safe
def rolling(request: HttpRequest, uuid: UUID) -> HttpResponse:
    asked = Asked.read(request.GET.dict())
    draft = drafts.found(actor=request.actor, uuid=uuid)
    live = live_of(actor=request.actor, draft=uuid)
    text = rolling_text(
        actor=request.actor,
        draft=draft,
        language=language_of(draft, asked.language, request.LANGUAGE_CODE),
        revision=whole(asked.revision),
    )
    writer = writer_of(text=text, at=timezone.now())
    chosen = next((each for each in text.provisions if str(each.uuid) == asked.provision), None)
    panel = panel_of(text=text, provision=chosen, writer=writer) if chosen else None
    tallies = _tallies(text)
    htmx = getattr(request, "htmx", None)
    if htmx and htmx.target == "panel":
        response = render(request, PanelPage(title=text.draft.title, panel=panel, tallies=tallies))
    else:
        response = render(request, _page(text, asked, writer, panel, tallies, live))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _page(
    text: RollingText, asked: Asked, writer: Writer, panel: Panel | None, tallies: tuple[Tally, ...], live: Live
) -> RollingPage:
    needs = needs_of(text=text, party=text.mine) if text.mine else {}
    only = asked.needs == "mine" and text.mine is not None
    of = next((party for party in text.parties if party.code == asked.of), None)
    clean = asked.view == "clean"
    shown = [each for each in text.provisions if (not only or each.uuid in needs) and (not clean or each.clean)]
    draft = text.draft
    return RollingPage(
        title=draft.title,
        kind=kind_of(draft),
        crumbs=crumbs(),
        text=text,
        stage=stage_badge(draft.stage),
        tabs=tabs(draft, "draft"),
        views=_views(asked, of, clean=clean),
        languages=tuple(
            Tab(name_of(code), asked.address(language=code), code == text.language) for code in draft.languages
        ),
        direction=direction_of(text.language),
        legend=_legend(text, asked),
        of=localised(of.name) if of else "",
        waiting=_waiting(text, needs),
        reasons=_reasons(needs),
        shortcuts=(
            Shortcut("j k", _("Next and previous provision")),
            Shortcut("Enter", _("Open the provision")),
            Shortcut("p", _("Propose a change to the provision in hand")),
        ),
        waiting_url=asked.address(needs="" if only else "mine", of="", view=""),
        waiting_only=only,
        rows=tuple(_row(text, each, asked, writer, of, needs.get(each.uuid, ()), clean=clean) for each in shown),
        tallies=tallies,
        panel=panel,
        clean=clean,
        superseded="" if text.is_current else asked.address(revision=""),
        everything=asked.address(of="", view="", needs=""),
        propose=door("propose", draft.uuid, kind="ADD") if text.may_speak and text.is_current else "",
        recommendations=door("recommendations", draft.uuid) if text.is_current else "",
        live=live if text.is_current else None,
    )


def rows_of(*, text: RollingText, at: datetime, page: str = "") -> tuple[Row, ...]:
    """As everybody sees them who sees the same, nothing chosen and nothing left out; `plans/parts/provision.html` shows
    one. ``page`` is the address of the rolling text, for pages that are not it.
    """
    writer = writer_of(text=text, at=at)
    asked = Asked(page=page, revision="" if text.is_current or not page else str(text.revision))
    return tuple(_row(text, each, asked, writer, None, (), clean=False) for each in text.provisions)


def writer_of(*, text: RollingText, at: datetime) -> Writer:
    numbers = {str(uuid): number for uuid, number in full_numbers(provisions=text.provisions).items()}
    return Writer(parties=text.parties, numbers=numbers, at=at, language=text.language)


def _row(
    text: RollingText,
    provision: RollingProvision,
    asked: Asked,
    writer: Writer,
    of: Party | None,
    needs: Iterable[Need],
    *,
    clean: bool,
) -> Row:
    link = asked.address(provision=str(provision.uuid))
    open_ = [each for each in provision.open if of is None or of in each.sponsors]
    told = "; ".join(f"{each.key} ({names(each.sponsors)}): {each.kind.label}" for each in open_)
    return Row(
        uuid=provision.uuid,
        language=get_language() or "en",
        number=writer.number(provision.uuid),
        short=number_of(provision),
        heading=2 if asked.needs else min(provision.depth + 2, _HEADINGS),
        depth=min(provision.depth, _HEADINGS),
        is_part=provision.kind in (ProvisionKind.PART, ProvisionKind.ANNEX),
        is_new=provision.is_new,
        label=_label(provision),
        words=_words(provision, writer, of, link, clean=clean),
        asks=()
        if clean
        else tuple(
            Ask(hue=hue(each.lead), key=each.key, words=words)
            for each, words in asks(text, provision, writer)
            if of is None or of in each.sponsors
        ),
        standing=standing_badge(provision.standing),
        open=len(open_),
        clashes=0 if of or clean else len({(c.first, c.second) for c in provision.clashes if not c.soft}),
        needs=tuple(str(need.label) for need in needs),
        stale=_stale(text, provision),
        print_line="" if clean else told,
        url=link,
        here=asked.provision == str(provision.uuid),
    )


def _words(provision: RollingProvision, writer: Writer, of: Party | None, link: str, *, clean: bool) -> SafeString:
    if clean:
        return writer.plain(provision.clean)
    where = link.replace("&", "&amp;")
    if of is None:
        return writer.rolling(provision.runs, places=Places.of(provision), link=where)
    own = [each for each in provision.open if of in each.sponsors and in_place(each, provision, writer.language)]
    return writer.rolling(
        bracketed(base=provision.tokens, proposals=[to_redline(proposal=each) for each in own]),
        places=Places((), frozenset()),
        link=where,
    )


def _label(provision: RollingProvision) -> str:
    proposed = next((run.segment.tokens for run in provision.runs if run.segment.tokens), ())
    tokens = provision.tokens or provision.clean or proposed
    return Truncator(text_of(tokens=tokens)).chars(_LABEL)


def _stale(text: RollingText, provision: RollingProvision) -> str:
    if text.language == text.draft.language or provision.is_new:
        return ""
    return {
        "stale": _("This translation is of earlier words."),
        "missing": _("Not translated yet."),
    }.get(provision.freshness.value, "")


def _views(asked: Asked, of: Party | None, *, clean: bool) -> tuple[Tab, ...]:
    found = [
        Tab(_("Everything"), asked.address(of="", view=""), not clean and of is None),
        Tab(_("Clean if adopted now"), asked.address(of="", view="clean"), clean),
    ]
    if of is not None:
        alone = _("%(who)s alone") % {"who": names([of])}
        found.append(Tab(alone, asked.address(view=""), not clean))
    return tuple(found)


def _legend(text: RollingText, asked: Asked) -> tuple[Delegation, ...]:
    counts = Counter(party.code for provision in text.provisions for each in provision.open for party in each.sponsors)
    return tuple(
        Delegation(
            name=names([party]),
            hue=hue(party),
            open=counts[party.code],
            url=asked.address(of="" if asked.of == party.code else party.code, view=""),
            current=asked.of == party.code,
        )
        for party in text.parties
        if counts[party.code]
    )


def _tallies(text: RollingText) -> tuple[Tally, ...]:
    counts = Counter(provision.standing for provision in text.provisions)
    return tuple(Tally(badge=standing_badge(each), count=counts[each]) for each in Standing if counts[each])


def _waiting(text: RollingText, needs: Mapping[UUID, tuple[Need, ...]]) -> str:
    """The first sentence for a delegate; nothing for others."""
    if text.mine is None:
        return ""
    who = names([text.mine])
    if not needs:
        return _("Nothing in this text waits for %(who)s now.") % {"who": who}
    told = ngettext(
        "%(count)s of %(all)s provisions asks for %(who)s.",
        "%(count)s of %(all)s provisions ask for %(who)s.",
        len(needs),
    )
    return told % {"count": len(needs), "all": len(text.provisions), "who": who}


def _reasons(needs: Mapping[UUID, tuple[Need, ...]]) -> tuple[Reason, ...]:
    counts = Counter(need for found in needs.values() for need in found)
    return tuple(Reason(label=str(need.label), count=counts[need]) for need in Need if counts[need])
