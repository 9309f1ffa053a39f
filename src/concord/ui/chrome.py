"""The frame around every page: name, navigation, languages, theme, the reader's own menu."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse, translate_url
from django.utils.translation import get_language

from concord.ui.language import direction_of, name_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from concord.ui.language import Words

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True)
class Door:
    """One entry of a menu, as settings declare it: `Door("strategy", _("Strategy"), "strategy:index", "s")`.
    `section` is compared with the page's; `key` follows "g" on the keyboard.
    """

    section: str
    label: "Words"
    url_name: str
    key: str = ""


@dataclass(frozen=True)
class Link:
    label: "Words"
    url: str
    section: str = ""
    key: str = ""


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Chrome:
    initiative: "Words"
    home: str
    language: str
    direction: str
    theme: str
    nav: tuple[Link, ...]
    languages: tuple[LanguageLink, ...]
    search: str  # addresses; empty when there is no such page
    sign_in: str
    sign_out: str
    person: str  # the reader's name; empty for the public
    organisation: "Words"  # the one acted for
    led_to: Link | None  # the step after which the reader's seat may do more
    menu: tuple[Link, ...]  # the reader's own pages
    foot: tuple[Link, ...]
    source: str  # where the software's source is


def links(doors: "tuple[Door, ...]") -> tuple[Link, ...]:
    """Doors whose room is not installed are left out."""
    found = ((door, address(door.url_name)) for door in doors)
    return tuple(Link(door.label, url, door.section, door.key) for door, url in found if url)


def address(url_name: str) -> str:
    """The address of a named page without arguments, or nothing if there is none."""
    if not url_name:
        return ""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def chrome_of(request: "HttpRequest") -> Chrome:
    """Settings read, all optional: UI_INITIATIVE, UI_NAV, UI_MENU, UI_FOOT (tuples of Door), UI_SEARCH, UI_SIGN_IN,
    UI_SIGN_OUT (URL names), UI_SOURCE (an address).
    """
    actor: Any = getattr(request, "actor", None)
    signed_in = actor is not None and actor.kind == "person"
    language = get_language() or settings.LANGUAGE_CODE
    theme = request.COOKIES.get("theme", "auto")

    def setting(name: str, default: Any) -> Any:
        return getattr(settings, name, default)

    return Chrome(
        initiative=setting("UI_INITIATIVE", "Concord"),
        home=_home(),
        language=language,
        direction=direction_of(language),
        theme=theme if theme in THEMES else "auto",
        nav=links(setting("UI_NAV", ())),
        languages=tuple(
            LanguageLink(code, name_of(code), translate_url(request.get_full_path(), code), code == language)
            for code, _label in settings.LANGUAGES
        ),
        search=address(setting("UI_SEARCH", "")),
        sign_in=address(setting("UI_SIGN_IN", "account_login")),
        sign_out=address(setting("UI_SIGN_OUT", "account_logout")),
        person=actor.name if signed_in else "",
        organisation=getattr(request, "acting_for", "") if signed_in else "",
        led_to=getattr(request, "led_to", None),
        menu=links(setting("UI_MENU", ())) if signed_in else (),
        foot=links(setting("UI_FOOT", ())),
        source=setting("UI_SOURCE", ""),
    )


def _home() -> str:
    """The front page in the active language: languages but the default have a prefix."""
    default = settings.LANGUAGE_CODE
    language = get_language() or default
    return get_script_prefix() + ("" if language == default else f"{language}/")
