"""What a reader is shown: texts in the active language, marked where another language had to stand in."""

from typing import TYPE_CHECKING, TypeAlias

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info

from concord.ui.characters import isolated
from concord.ui.text import Text

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

Words: TypeAlias = str | Text | Promise
"""Anything a page may print: a plain string, a lazily translated one, or a text in several languages."""


def localised(words: Words | None) -> str:
    """Plain words in the active language, for attributes, titles, exports."""
    if words is None:
        return ""
    return words.get(get_language()) if isinstance(words, Text) else str(words)


def localised_html(words: Words | None) -> "str | SafeString":
    """Words in the active language; when another language stands in, wrapped in <bdi lang dir> so that a screen
    reader changes voice and right-to-left text keeps to itself.
    """
    if not isinstance(words, Text):
        return isolated(localised(words))
    active = get_language() or "en"
    given = words.language_of(active)
    said = words.get(active)
    if not given or given.partition("-")[0] == active.partition("-")[0]:
        return isolated(said)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', given, direction_of(given), said)


def direction_of(language: str) -> str:
    """The reading direction of a language tag: rtl or ltr."""
    return "rtl" if language.partition("-")[0] in {"ar", "fa", "he", "ur", "ps", "ug"} else "ltr"


def name_of(language: str) -> str:
    """A language's name in that language ("русский"), else its tag."""
    try:
        return str(get_language_info(language)["name_local"])
    except KeyError:
        return language
