"""Two languages side by side, and whether the translation is of today's words."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from concord.plans.access import TRANSLATE
from concord.plans.actions.drafts import TextClosed
from concord.plans.actions.translations import ProposalsOnTranslation, UnableToTranslate, confirm_translation
from concord.plans.models import Draft
from concord.plans.queries import credentials, drafts, floor
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import ProvisionKind
from concord.plans.terms.rolling import RollingProvision, RollingText
from concord.plans.views.frame import crumbs, door, kind_of, tabs
from concord.plans.views.rolling import writer_of
from concord.plans.views.words import Writer
from concord.policy import require
from concord.redline import Freshness, text_of
from concord.ui.components import Badge, Tab, Tone
from concord.ui.language import direction_of, name_of
from concord.ui.pages import Page, render

_STATES: dict[Freshness, tuple[object, Tone]] = {
    Freshness.FRESH: (pgettext_lazy("translation", "fresh"), "done"),
    Freshness.STALE: (pgettext_lazy("translation", "stale: of earlier words"), "attention"),
    Freshness.MISSING: (pgettext_lazy("translation", "missing"), "planned"),
}
_ONLY = gettext_lazy("Only what needs a translator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    uuid: UUID
    number: str
    is_part: bool
    source: SafeString
    words: SafeString
    state: Badge
    edit: str
    editing: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class LanguagesPage(Page):
    template: ClassVar[str] = "plans/languages.html"
    section: ClassVar[str] = "plan"
    tabs: tuple[Tab, ...]
    others: tuple[Tab, ...]
    filters: tuple[Tab, ...]
    source: str
    other: str
    source_name: str
    other_name: str
    direction: str
    source_direction: str
    tallies: tuple[tuple[Badge, int], ...]
    rows: tuple[Pair, ...]
    draft_key: str


@require_http_methods(["GET", "HEAD", "POST"])
def languages(request: HttpRequest, uuid: UUID) -> HttpResponse:
    draft = drafts.found(actor=request.actor, uuid=uuid)
    offered = [code for code in draft.languages if code != draft.language]
    if not offered:
        raise Http404
    asked = request.GET.get("with", "")
    other = asked if asked in offered else offered[0]
    if request.method == "POST":
        return _translate(request, draft, other)
    source = rolling_text(actor=request.actor, draft=draft, language=draft.language)
    translated = rolling_text(actor=request.actor, draft=draft, language=other)
    return render(request, _page(request, source, translated))


def _page(request: HttpRequest, source: RollingText, translated: RollingText) -> LanguagesPage:
    draft, other = source.draft, translated.language
    only = request.GET.get("only") == "waiting"
    chosen = request.GET.get("provision", "") if source.may_preside else ""
    words = {each.uuid: each for each in translated.provisions}
    writer = writer_of(text=source, at=timezone.now())
    rows = [(each, words[each.uuid]) for each in source.provisions if not each.is_new and each.uuid in words]
    counts = Counter(each.freshness for _source, each in rows)

    def address(**more: str) -> str:
        return door("languages", draft.uuid, **{"with": other, "only": "waiting" if only else "", **more})

    return LanguagesPage(
        title=draft.title,
        kind=kind_of(draft),
        lede=_("The text and its translation, provision by provision."),
        crumbs=crumbs(),
        tabs=tabs(draft, "languages"),
        others=tuple(
            Tab(name_of(code), address(**{"with": code}), code == other)
            for code in draft.languages
            if code != draft.language
        ),
        filters=(Tab(_("Everything"), address(only=""), not only), Tab(_ONLY, address(only="waiting"), only)),
        source=draft.language,
        other=other,
        source_name=name_of(draft.language),
        other_name=name_of(other),
        direction=direction_of(other),
        source_direction=direction_of(draft.language),
        tallies=tuple((_badge(state), counts[state]) for state in Freshness if counts[state]),
        rows=tuple(
            _pair(theirs, ours, writer, address(provision=str(ours.uuid)) if source.may_preside else "", chosen)
            for theirs, ours in rows
            if not only or ours.freshness is not Freshness.FRESH
        ),
        draft_key=f"plans.translate.{draft.uuid}.{other}.{chosen}",
    )


def _badge(state: Freshness) -> Badge:
    label, tone = _STATES[state]
    return Badge(str(label), tone)


def _pair(source: RollingProvision, other: RollingProvision, writer: Writer, edit: str, chosen: str) -> Pair:
    return Pair(
        uuid=source.uuid,
        number=writer.number(source.uuid),
        is_part=source.kind in (ProvisionKind.PART, ProvisionKind.ANNEX),
        source=writer.plain(source.tokens),
        words=writer.plain(other.tokens),
        state=_badge(other.freshness),
        edit=f"{edit}#text-{source.uuid}" if edit else "",
        editing=chosen == str(source.uuid),
        text=text_of(tokens=other.tokens),
    )


def _translate(request: HttpRequest, draft: Draft, other: str) -> HttpResponse:
    require(actor=request.actor, action=TRANSLATE, obj=credentials.mine(actor=request.actor, draft=draft))
    text = rolling_text(actor=request.actor, draft=draft, language=draft.language)
    provision = next((each for each in text.provisions if str(each.uuid) == request.POST.get("provision")), None)
    if provision is None:
        raise Http404
    row = floor.provision(actor=request.actor, draft=draft, uuid=provision.uuid)
    try:
        confirm_translation(
            actor=request.actor,
            draft=draft,
            provision=row,
            language=other,
            text=request.POST.get("words", ""),
            at=timezone.now(),
        )
    except UnableToTranslate:
        messages.error(request, _("Write the words of the translation; nothing was changed."))
    except ProposalsOnTranslation as open_:
        told = {"keys": ", ".join(open_.keys)}
        messages.error(request, _("Proposals stand on this translation and are settled first: %(keys)s.") % told)
    except TextClosed as closed:
        told = {"stage": closed.stage.label}
        messages.error(request, _("Nothing can be changed now: the text is %(stage)s.") % told)
    else:
        messages.success(request, _("The translation is confirmed for the words as they stand."))
        return redirect(f"{door('languages', draft.uuid, **{'with': other})}#text-{provision.uuid}")
    return redirect(f"{request.get_full_path()}#text-{provision.uuid}")
