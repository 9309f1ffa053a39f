"""A text under negotiation as a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from concord.plans.logic.papers import (
    agreed_paper,
    comparison_paper,
    delegation_paper,
    masthead_of,
    rolling_paper,
    text_paper,
)
from concord.plans.models import Draft
from concord.plans.terms.files import Edition, Format
from concord.plans.terms.rolling import RollingText
from concord.plans.terms.timeline import ComparedTexts
from concord.redline import akn, interchange, markdown, pdf, word
from concord.redline.paper import Masthead, Paper
from concord.sharing.terms import TLP
from concord.ui.dates import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """What stands on every page: who it is for, its marking, the day it was made."""

    words: str
    marking: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    name: str
    content_type: str
    data: bytes


TYPES: Mapping[Format, str] = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.AKN: "application/akn+xml",
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.JSON: "application/json",
}


def distribution_of(*, draft: Draft, language: str, on: date) -> Distribution:
    """By the marking of the draft, in the words of ``language``."""
    tlp = TLP(draft.audience.tlp)
    with override(language):
        return Distribution(words=_("General") if tlp == TLP.CLEAR else _("Limited"), marking=str(tlp.label), on=on)


def text_file(*, text: RollingText, edition: Edition, format_: Format, distribution: Distribution) -> File:
    """The same text and day give the same bytes."""
    with override(text.language):
        issued_on = day_words(text.made_at.date())
    masthead = masthead_of(
        text=text, issued_on=issued_on, distribution=distribution.words, marking=distribution.marking
    )
    paper = _PAPERS[edition](text, masthead)
    name = f"{text.draft.code}-{text.revision}-{edition.value}.{text.language}.{format_.value}"
    return file_of(paper=paper, name=name, format_=format_, number=text.draft.code, on=distribution.on)


def comparison_file(*, texts: ComparedTexts, format_: Format, distribution: Distribution) -> File:
    """Every difference is a change by the second revision, which accepting them all gives. Only the formats in
    ``terms.files.PAGES`` show a reader what differs.
    """
    draft, language = texts.draft, texts.language
    with override(language):
        before, author = (revision_words(each.number, each.symbol) for each in (texts.before, texts.after))
        masthead = Masthead(
            title=draft.title.get(language),
            symbol=texts.after.symbol,
            language=language,
            issued_on=day_words(texts.after.made_at.date()),
            distribution=distribution.words,
            marking=distribution.marking,
            body=_("%(before)s compared with %(after)s") % {"before": before, "after": author},
        )
    paper = comparison_paper(texts=texts, masthead=masthead, author=author)
    name = f"{draft.code}-{texts.before.number}-to-{texts.after.number}.{language}.{format_.value}"
    return file_of(paper=paper, name=name, format_=format_, number=draft.code, on=distribution.on)


def revision_words(number: int, symbol: str) -> str:
    """A revision as it is spoken of."""
    words = _("Revision %(number)s") % {"number": number}
    return f"{words} ({symbol})" if symbol else words


def file_of(*, paper: Paper, name: str, format_: Format, number: str, on: date) -> File:
    """``number`` identifies the instrument in Akoma Ntoso."""
    return File(name=name, content_type=TYPES[format_], data=_WRITERS[format_](paper, number, on))


def _own(text: RollingText, masthead: Masthead) -> Paper:
    code = text.mine.code if text.mine else ""
    return delegation_paper(text=text, masthead=masthead, code=code)


def _akn(paper: Paper, number: str, on: date) -> bytes:
    imprint = akn.Imprint(number=number, work_on=on, expression_on=on, manifestation_on=on)
    return akn.write_akn(paper=paper, imprint=imprint)


_PAPERS: Mapping[Edition, Callable[[RollingText, Masthead], Paper]] = {
    Edition.ROLLING: lambda text, masthead: rolling_paper(text=text, masthead=masthead),
    Edition.TEXT: lambda text, masthead: text_paper(text=text, masthead=masthead),
    Edition.CLEAN: lambda text, masthead: agreed_paper(text=text, masthead=masthead),
    Edition.OWN: _own,
}
_WRITERS: Mapping[Format, Callable[[Paper, str, date], bytes]] = {
    Format.DOCX: lambda paper, _number, _on: word.write(paper=paper),
    Format.PDF: lambda paper, _number, on: pdf.write(paper=paper, on=on),
    Format.AKN: _akn,
    Format.MARKDOWN: lambda paper, _number, _on: markdown.to_markdown(paper=paper).encode(),
    Format.JSON: lambda paper, _number, _on: interchange.to_json(paper=paper).encode(),
}
