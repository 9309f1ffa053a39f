"""Any two revisions, every word that differs."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.plans.exports import comparison_file, distribution_of
from concord.plans.models import Draft
from concord.plans.queries import drafts
from concord.plans.queries.comparison import compared_texts
from concord.plans.terms import ProvisionKind
from concord.plans.terms.files import PAGES, Format
from concord.plans.terms.timeline import ComparedProvision, ComparedTexts, Fate, RevisionLine
from concord.plans.views.frame import Link, crumbs, door, kind_of, language_of, tabs, taken_out
from concord.plans.views.words import Writer
from concord.ui.components import Badge, Tab, Tone
from concord.ui.dates import day_words
from concord.ui.language import direction_of, name_of
from concord.ui.pages import Page, render

_TONES: dict[Fate, Tone] = {
    Fate.SAME: "plain",
    Fate.CHANGED: "underway",
    Fate.ADDED: "done",
    Fate.REMOVED: "stopped",
    Fate.MOVED: "planned",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    uuid: UUID
    number: str
    was: str
    is_part: bool
    fate: Badge | None
    words: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    number: int
    label: str
    is_before: bool
    is_after: bool


@dataclass(frozen=True, kw_only=True)
class ComparePage(Page):
    template: ClassVar[str] = "plans/compare.html"
    section: ClassVar[str] = "plan"
    tabs: tuple[Tab, ...]
    choices: tuple[Choice, ...]
    languages: tuple[Tab, ...]
    language: str
    direction: str
    only: bool
    tallies: tuple[tuple[Badge, int], ...]
    rows: tuple[Compared, ...]
    files: tuple[Link, ...]
    alone: bool


@require_safe
def compare(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """With `format` the comparison as a file."""
    draft = drafts.found(actor=request.actor, uuid=uuid)
    asked = request.GET
    texts = compared_texts(
        actor=request.actor,
        draft=draft,
        before=_number(asked.get("before", "")),
        after=_number(asked.get("after", "")),
        language=language_of(draft, asked.get("language", ""), request.LANGUAGE_CODE),
    )
    if "format" in asked:
        return _file(draft, texts, asked["format"])
    only = asked.get("only") == "changed"
    counts = Counter(each.fate for each in texts.touched)
    writer = Writer(parties=(), numbers={str(each.uuid): each.number for each in texts.provisions}, at=timezone.now())
    page = ComparePage(
        title=texts.draft.title,
        kind=kind_of(texts.draft),
        lede=_lede(texts),
        crumbs=crumbs(),
        tabs=tabs(texts.draft, "compare"),
        choices=tuple(_choice(each, texts) for each in texts.revisions),
        languages=tuple(
            Tab(name_of(code), _address(texts, code, only=only), code == texts.language)
            for code in texts.draft.languages
        ),
        language=texts.language,
        direction=direction_of(texts.language),
        only=only,
        tallies=tuple((_badge(fate), counts[fate]) for fate in Fate if counts[fate]),
        rows=tuple(_row(each, writer) for each in (texts.touched if only else texts.provisions)),
        files=tuple(_link(texts, each) for each in PAGES),
        alone=len(texts.revisions) == 1,
    )
    return render(request, page)


def _file(draft: Draft, texts: ComparedTexts, asked: str) -> HttpResponse:
    format_ = next((each for each in PAGES if each.value == asked), None)
    if format_ is None:
        raise Http404
    distribution = distribution_of(draft=draft, language=texts.language, on=texts.after.made_at.date())
    return taken_out(comparison_file(texts=texts, format_=format_, distribution=distribution))


def _link(texts: ComparedTexts, format_: Format) -> Link:
    pair = {"before": str(texts.before.number), "after": str(texts.after.number)}
    url = door("compare", texts.draft.uuid, **pair, language=texts.language, format=format_.value)
    return Link(label=str(format_.label), url=url)


def _number(asked: str) -> int | None:
    return int(asked) if asked.isdecimal() and len(asked) < 5 else None  # noqa: PLR2004  no draft has so many


def _address(texts: ComparedTexts, language: str, *, only: bool) -> str:
    more = "&only=changed" if only else ""
    return f"?before={texts.before.number}&after={texts.after.number}&language={language}{more}"


def _choice(each: RevisionLine, texts: ComparedTexts) -> Choice:
    return Choice(
        number=each.number,
        label=", ".join(
            filter(None, (_("Revision %(number)s") % {"number": each.number}, each.symbol, day_words(each.made_at)))
        ),
        is_before=each.number == texts.before.number,
        is_after=each.number == texts.after.number,
    )


def _lede(texts: ComparedTexts) -> str:
    if not texts.touched:
        return _("The words of both revisions are the same.")
    return _("%(count)s of %(all)s provisions differ between revisions %(before)s and %(after)s.") % {
        "count": len(texts.touched),
        "all": len(texts.provisions),
        "before": texts.before.number,
        "after": texts.after.number,
    }


def _badge(fate: Fate) -> Badge:
    return Badge(fate.label, _TONES[fate])


def _row(each: ComparedProvision, writer: Writer) -> Compared:
    return Compared(
        uuid=each.uuid,
        number=capfirst(each.number or each.kind.label),
        was=each.was if each.was != each.number else "",
        is_part=each.kind in (ProvisionKind.PART, ProvisionKind.ANNEX),
        fate=None if each.fate is Fate.SAME else _badge(each.fate),
        words=writer.change(each.before, each.ops) if each.ops else writer.plain(each.before),
    )
