from dataclasses import dataclass, fields
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.test import RequestFactory
from django.utils import translation

from concord.ui import chrome
from concord.ui.chrome import Door
from concord.ui.pages import Page, found, render


@dataclass(frozen=True, kw_only=True)
class SamplePage(Page):
    template: ClassVar[str] = "ui/page.html"
    fragment: ClassVar[str] = "rows"


def request(path: str = "/", **attributes: Any) -> Any:
    made = RequestFactory().get(path)
    for name, value in attributes.items():
        setattr(made, name, value)
    return made


def test_page_is_whole_without_htmx():
    response = render(request(), SamplePage(title="A & B"), status=201)
    body = response.content.decode()
    assert response.status_code == 201
    assert "<title>A &amp; B – " in body
    assert "<h1>A &amp; B</h1>" in body
    assert response["Vary"] == "HX-Request, HX-Boosted, HX-History-Restore-Request"


@pytest.mark.parametrize(("boosted", "restored"), [(True, False), (False, True)])
def test_boosted_links_and_restored_history_get_the_whole(boosted: bool, restored: bool):  # noqa: FBT001 - a table
    htmx = SimpleNamespace(boosted=boosted, history_restore_request=restored)
    assert "<html" in render(request(htmx=htmx), SamplePage(title="A")).content.decode()


def test_htmx_gets_the_fragment(settings: Any, tmp_path: Any):
    (tmp_path / "list.html").write_text(
        "{% load partials %}<html>{% partialdef rows inline %}<p>{{ page.title }}</p>{% endpartialdef %}</html>"
    )
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]

    @dataclass(frozen=True, kw_only=True)
    class ListPage(SamplePage):
        template: ClassVar[str] = "list.html"

    htmx = SimpleNamespace(boosted=False, history_restore_request=False)
    assert render(request(htmx=htmx), ListPage(title="Rows")).content == b"<p>Rows</p>"


@pytest.mark.django_db
def test_found_is_the_object_or_a_bare_404():
    ours = ContentType.objects.create(app_label="ui", model="sample")
    assert found(ContentType.objects.all(), model="sample") == ours
    with pytest.raises(Http404) as absent:
        found(ContentType.objects.none(), model="sample")
    assert absent.value.args == ()


def test_doors_of_absent_rooms_are_left_out(settings: Any):
    settings.UI_NAV = (Door("x", "Absent", "absent:index"),)
    assert chrome.chrome_of(request()).nav == ()


def test_chrome_of_the_public_has_no_menu(settings: Any):
    settings.UI_MENU = (Door("x", "Desk", "javascript-catalog"),)
    seen = chrome.chrome_of(request(actor=SimpleNamespace(kind="anonymous", name="")))
    assert (seen.person, seen.menu) == ("", ())


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ('"><script>', "auto"), ("", "auto")])
def test_theme_is_one_of_three(cookie: str, theme: str):
    asked = request()
    asked.COOKIES["theme"] = cookie
    assert chrome.chrome_of(asked).theme == theme


@pytest.mark.parametrize(("language", "home"), [("en", "/"), ("ru", "/ru/")])
def test_home_is_in_the_readers_language(language: str, home: str):
    with translation.override(language):
        assert chrome.chrome_of(request()).home == home


def test_the_page_is_all_that_a_template_sees():
    assert {field.name for field in fields(Page)} == {
        "title",
        "lede",
        "kind",
        "crumbs",
        "marking",
        "thread",
        "shortcuts",
        "refresh",
    }
