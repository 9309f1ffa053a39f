"""Writing a proposal: the clean words, what they come to, whom they meet; and only then tabling."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concord.meetings.models import Recommendation
from concord.plans.access import TABLE_PROPOSAL
from concord.plans.actions.drafts import TextClosed
from concord.plans.actions.proposals import BaseMoved, UnableToTable, propose_recommendation, table_proposal
from concord.plans.forms.proposing import ProposalForm
from concord.plans.logic.ops import op_tuple
from concord.plans.models import Draft, Group
from concord.plans.queries import credentials, drafts, proposals
from concord.plans.queries.recommendations import recommendation
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import ProposalKind, ProvisionKind, Standing
from concord.plans.terms.rolling import RollingProvision, RollingText, TabledProposal
from concord.plans.terms.tabling import Preview, Rival, Tabling
from concord.plans.views.closing import uuid_of
from concord.plans.views.frame import door, inside, language_of
from concord.plans.views.panel import in_place
from concord.plans.views.rolling import writer_of
from concord.plans.views.words import Places, Writer, hue, names
from concord.policy import require
from concord.redline import Op, apply, diff, text_of, tokenise
from concord.ui.language import Words, direction_of, localised
from concord.ui.pages import Page, render

_ALTERNATE = "alternate:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """An open proposal that the words meet."""

    key: str
    who: str
    hue: int
    change: SafeString
    over: str
    soft: bool
    sponsor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the typed words come to, or why they come to nothing."""

    obstacle: str = ""
    kind: str = ""
    hue: int = 1
    change: SafeString | str = ""
    meets: tuple[Meeting, ...] = ()
    twin: str = ""
    twin_key: str = ""
    survivors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The text went on while the delegate wrote: both texts, and what the delegate's words would change now."""

    revision: int
    now: str
    yours: str
    change: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The recommendation that the words come from."""

    number: str
    meeting: Words
    text: Words
    url: str


@dataclass(frozen=True, kw_only=True)
class ProposePage(Page):
    template: ClassVar[str] = "plans/propose.html"
    section: ClassVar[str] = "plan"
    draft_key: str
    form: ProposalForm
    seen: Seen | None
    moved: Moved | None
    others: SafeString
    hears: int
    language: str
    direction: str
    asked: str
    cancel: str
    source: Source | None


@dataclass(frozen=True, kw_only=True)
class PreviewPage(Page):
    """What the words come to, alone: asked for while the delegate types."""

    template: ClassVar[str] = "plans/propose_preview.html"
    seen: Seen | None
    asked: str


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    draft = drafts.found(actor=request.actor, uuid=uuid)
    require(actor=request.actor, action=TABLE_PROPOSAL, obj=credentials.mine(actor=request.actor, draft=draft))
    asked = request.POST if request.method == "POST" else request.GET
    language = language_of(draft, asked.get("language", ""), request.GET.get("language", ""), request.LANGUAGE_CODE)
    text = rolling_text(actor=request.actor, draft=draft, language=language)
    own = _found(text, request.GET.get("supersedes", ""))
    if own is not None and own.language != language:
        text = rolling_text(actor=request.actor, draft=draft, language=own.language)
        own = _found(text, own.key)
    provision = _provision(request, text, own)
    source = _source(request)
    group = None
    if provision is not None and provision.standing is Standing.REFERRED:
        group = proposals.group_on(actor=request.actor, draft=draft, provision=provision.uuid)
    form = ProposalForm(
        request.POST or None, text=text, provision=provision, group=localised(group.title) if group else ""
    )
    form.initial = _initial(request, form, text, provision, own) | _recommended(source, text, provision)
    writer = writer_of(text=text, at=timezone.now())
    seen, moved, status = None, None, 200
    if request.method == "POST":
        step = request.POST.get("step", "")
        alternate = step.removeprefix(_ALTERNATE) if step.startswith(_ALTERNATE) else request.GET.get("alternate", "")
        if not form.is_valid():
            status = 422
            seen = Seen(obstacle=" ".join(str(error) for errors in form.errors.values() for error in errors))
        else:
            tabling = form.tabling(alternate=alternate, supersedes=own.key if own else "")
            try:
                within = group if form.is_within_group else None
                if step in ("", "preview"):
                    seen = _seen(request, draft, text, tabling, writer, within)
                else:
                    return _table(request, draft, tabling, within, source)
            except UnableToTable as unable:
                if step:
                    form.add_error(None, capfirst(str(unable.why.label)))
                seen, status = Seen(obstacle=str(unable.why.label)), 422
            except TextClosed as closed:
                form.add_error(None, _closed(closed))
                status = 409
            except BaseMoved as conflict:
                moved, status = _moved(form, conflict, writer), 409
    return _page(request, draft, text, provision, form, seen, moved, writer, source, status)


def _page(  # noqa: PLR0913, PLR0917  everything that was found out
    request: HttpRequest,
    draft: Draft,
    text: RollingText,
    provision: RollingProvision | None,
    form: ProposalForm,
    seen: Seen | None,
    moved: Moved | None,
    writer: Writer,
    source: Recommendation | None,
    status: int,
) -> HttpResponse:
    query = request.GET.urlencode()
    htmx = getattr(request, "htmx", None)
    if htmx and htmx.target == "preview":
        response = render(request, PreviewPage(title=_("Propose"), seen=seen, asked=query))
    else:
        title = _("Propose a new provision")
        if provision is not None:
            title = _("Propose a change to %(number)s") % {"number": writer.number(provision.uuid)}
        here = str(provision.uuid) if provision else ""
        page = ProposePage(
            title=title,
            crumbs=inside(text.draft),
            draft_key=f"plans.propose.{draft.uuid}.{here or (source.uuid if source else 'new')}",
            form=form,
            seen=seen,
            moved=moved,
            others=_others(provision, writer, door("draft", draft.uuid, provision=here)),
            hears=len(provision.open) if provision else 0,
            language=text.language,
            direction=direction_of(text.language),
            asked=query,
            cancel=door("recommendations" if source else "draft", draft.uuid, provision=here),
            source=_shown_source(source) if source else None,
        )
        response = render(request, page, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _table(
    request: HttpRequest, draft: Draft, tabling: Tabling, group: Group | None, source: Recommendation | None
) -> HttpResponse:
    own = {"actor": request.actor, "draft": draft, "tabling": tabling, "at": timezone.now()}
    if source is not None:
        result = propose_recommendation(**own, recommendation=source)
    else:
        result = table_proposal(**own, group=group)
    key = {"key": result.proposal.key}
    if result.is_joined:
        messages.success(
            request, _("Exactly this was proposed already: your delegation now co-sponsors %(key)s.") % key
        )
    else:
        messages.success(request, _("Tabled as %(key)s.") % key)
    where = door("draft", draft.uuid, provision=str(result.proposal.provision.uuid), language=tabling.language)
    return redirect(f"{where}#{result.proposal.key}")


def _source(request: HttpRequest) -> Recommendation | None:
    asked = request.GET.get("recommendation", "")
    return recommendation(actor=request.actor, uuid=uuid_of(asked)) if asked else None


def _recommended(
    source: Recommendation | None, text: RollingText, provision: RollingProvision | None
) -> dict[str, object]:
    """Its words to begin a new provision with."""
    return {"words": source.text.get(text.language)} if source is not None and provision is None else {}


def _shown_source(source: Recommendation) -> Source:
    url = f"{reverse('meetings:meeting', args=(source.meeting.code,))}#recommendations"
    return Source(number=source.number, meeting=source.meeting.title, text=source.text, url=url)


def _found(text: RollingText, key: str) -> TabledProposal | None:
    return next((each for one in text.provisions for each in one.proposals if key and each.key == key), None)


def _provision(request: HttpRequest, text: RollingText, own: TabledProposal | None) -> RollingProvision | None:
    if own is not None:
        return text.provision(own.provision)
    asked = request.GET.get("provision", "")
    found = next((each for each in text.provisions if str(each.uuid) == asked), None)
    if asked and found is None:
        raise Http404
    return found


def _initial(
    request: HttpRequest,
    form: ProposalForm,
    text: RollingText,
    provision: RollingProvision | None,
    own: TabledProposal | None,
) -> dict[str, object]:
    tokens = provision.tokens if provision else ()
    words = tokens
    model = own or _found(text, request.GET.get("alternate", "")) if own or (provision and provision.is_new) else None
    if provision is not None and provision.is_new and model is None:
        model = next(iter(provision.open), None)
    if model is not None and provision is not None and in_place(model, provision, text.language):
        words = apply(base=tokens, ops=op_tuple(changes=model.ops))
    kind = request.GET.get("kind", "") or (own.kind.value if own and own.kind != ProposalKind.ADD else "")
    offered = [value for value, _label in form.fields["kind"].choices]
    return {
        "base": provision.digest if provision else "",
        "language": text.language,
        "kind": kind if kind in offered else offered[0],
        "words": form.shown(words),
        "pieces": form.shown(tokens),
        "makes": provision.kind.value if provision else _usual(text),
        "after": str(provision.uuid) if provision else _last(text),
        "within": "group",
        "explanation": own.explanation if own else "",
    }


def _usual(text: RollingText) -> str:
    """What most provisions of the text are: a new one is likely such."""
    kinds = Counter(each.kind for each in text.provisions if each.kind not in (ProvisionKind.PART, ProvisionKind.ANNEX))
    return kinds.most_common(1)[0][0].value if kinds else ProvisionKind.PARAGRAPH.value


def _last(text: RollingText) -> str:
    tops = [each for each in text.provisions if each.parent is None and not each.is_new]
    return str(tops[-1].uuid) if tops else ""


def _seen(
    request: HttpRequest, draft: Draft, text: RollingText, tabling: Tabling, writer: Writer, group: Group | None
) -> Seen:
    preview = proposals.preview(actor=request.actor, draft=draft, tabling=tabling, within=group)
    return Seen(
        kind=capfirst(str(preview.kind.label)),
        hue=hue(text.mine) if text.mine else 1,
        change=writer.change(preview.before, preview.ops) if preview.ops else "",
        meets=tuple(_meeting(draft, preview, rival, writer) for rival in preview.rivals),
        twin=names(preview.twin.sponsors) if preview.twin else "",
        twin_key=preview.twin.key if preview.twin else "",
        survivors=tuple(f"{each.key} ({names(each.sponsors)})" for each in preview.survivors),
    )


def _meeting(draft: Draft, preview: Preview, rival: Rival, writer: Writer) -> Meeting:
    each, found = rival.proposal, rival.clash
    return Meeting(
        key=each.key,
        who=names(each.sponsors),
        hue=hue(each.lead),
        change=writer.excerpt(preview.before, op_tuple(changes=each.ops)),
        over=text_of(tokens=preview.before[found.start : found.end]).strip(),
        soft=found.soft,
        sponsor=door("sponsor", draft.uuid, each.key),
    )


def _others(provision: RollingProvision | None, writer: Writer, link: str) -> SafeString:
    """The provision with what everybody proposes on it."""
    if provision is None:
        return SafeString("")
    return writer.rolling(provision.runs, places=Places.of(provision), link=link.replace("&", "&amp;"))


def _closed(closed: TextClosed) -> str:
    told = {"stage": closed.stage.label}
    return _("Nothing can be tabled now: the text is %(stage)s. Your words are kept on this page.") % told


def _moved(form: ProposalForm, conflict: BaseMoved, writer: Writer) -> Moved:
    """From here on the delegate's words are held against the text as it is now."""
    now = tokenise(text=conflict.now)
    yours = tokenise(text=form.typed(form.cleaned_data["words"]).strip())
    form.data = form.data.copy()
    form.data["base"] = conflict.digest
    changed: tuple[Op, ...] = diff(before=now, after=yours)
    return Moved(
        revision=conflict.revision,
        now=form.shown(now),
        yours=form.cleaned_data["words"],
        change=writer.change(now, changed),
    )
