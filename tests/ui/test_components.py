from datetime import date
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from concord.ui.components import Bar, Claim, Event, Progress, Source, Tab
from concord.ui.figures import Figure
from concord.ui.heatmap import HeatCell, HeatColumn, HeatGroup, Heatmap, HeatRow
from concord.ui.pages import MarkingLine, ThreadStep
from concord.ui.text import Text


def shown(source: str, **values: Any) -> str:
    with translation.override("en"):
        words = Template("{% load ui %}" + source).render(Context(values))
    return " ".join(words.replace("\N{NO-BREAK SPACE}", " ").split())


def test_localised_marks_a_stand_in_and_escapes():
    text = Text.of(ru="<План>")
    assert shown("{{ text|localised }}|{{ text|plain }}", text=text) == (
        '<bdi lang="ru" dir="ltr">&lt;План&gt;</bdi>|&lt;План&gt;'
    )
    assert shown("{{ text|localised }}", text=Text.of(en="Plan", ru="План")) == "Plan"
    assert shown("{{ text|localised }}", text=Text.of(ar="خطة")) == '<bdi lang="ar" dir="rtl">خطة</bdi>'
    assert shown("{{ text|localised }}{{ nothing|localised }}", text="<b>") == "&lt;b&gt;"


def test_badge_says_its_word_and_shape():
    assert shown('{% badge "Agreed" tone="done" %}') == (
        '<span class="badge" data-tone="done"><span class="badge-shape"></span>Agreed</span>'
    )


@pytest.mark.parametrize(("level", "family"), [("AMBER+STRICT", "AMBER"), ("CLEAR", "CLEAR")])
def test_marking_label(level: str, family: str):
    assert shown("{% tlp level %}", level=level) == f'<span class="tlp" data-tlp="{family}">TLP:{level}</span>'


def test_marking_line_says_who_and_why():
    line = MarkingLine(level="GREEN", audience="the five States", originator="Kazakhstan", why="you act for UNRCCA")
    words = shown("{% who line %}", line=line)
    assert "Who sees this: the five States." in words
    assert "From: Kazakhstan." in words
    assert "You see it because you act for UNRCCA." in words


def test_abbreviation_is_reachable_without_a_mouse():
    assert shown('{% abbr "UN" "United Nations" %}') == (
        '<abbr class="abbr" tabindex="0" title="United Nations" data-full="United Nations">UN</abbr>'
    )


def test_pair_without_value_is_left_out():
    assert shown(
        '{% pairs %}{% pair "Host" %}Tajikistan{% endpair %}{% pair "Place" %} {% endpair %}{% endpairs %}'
    ) == ('<dl class="pairs"><div class="pair"><dt>Host</dt><dd>Tajikistan</dd></div></dl>')


def test_thread_names_what_is_missing_and_how_many_more():
    steps = (
        ThreadStep(kind="Measure", label="II.13", url="/m/"),
        ThreadStep(kind="Project", label="Border", here=True, more=2),
        ThreadStep(kind="Result"),
    )
    words = shown("{% thread steps %}", steps=steps)
    assert '<a class="thread-label" href="/m/">II.13</a>' in words
    assert (
        '<span class="thread-label" aria-current="step">Border</span> <span class="thread-more">and 2 others</span>'
        in words
    )
    result = '<li data-open><span class="thread-kind">Result</span> '
    assert f'{result}<span class="thread-label">none recorded</span>' in words


def test_claims_stand_side_by_side_with_their_sources():
    claims = (
        Claim(
            value="30 November 2011",
            source=Source(label="Declaration", url="https://example.org/", confidence="stated"),
        ),
        Claim(value="1 December 2011", source=Source(label="Press", confirmed_on=date(2026, 11, 2))),
    )
    words = shown('{% claims "Adopted on" claims %}', claims=claims)
    assert "2 sources that differ" in words
    assert words.index("30 November 2011") < words.index("stated by the source") < words.index("1 December 2011")
    assert 'confirmed on <time datetime="2026-11-02">2 November 2026</time>' in words


@pytest.mark.parametrize(
    ("state", "asks", "words"),
    [
        ("running", True, "3,412 of 10,250 activities. You can leave this page and come back."),
        ("finished", False, "3,412 of 10,250 activities. Finished."),
        ("failed", False, "3,412 of 10,250 activities. Stopped."),
        ("waiting", True, "Waiting to start"),
    ],
)
def test_progress_counts_and_asks_again_while_it_runs(state: Any, asks: bool, words: str):  # noqa: FBT001 - a table
    work = Progress(key="w", label="Reading", done=3412, total=10250, unit="activities", state=state, url="/w/")
    said = shown("{% progress work %}", work=work)
    assert f'<p class="progress-words">{words}</p>' in said
    assert ('hx-get="/w/"' in said) == asks


def test_timeline_is_in_order_of_days_and_years():
    events = (
        Event(title="Second", starts_on=date(2011, 3, 29), ends_on=date(2011, 3, 30)),
        Event(title="First", starts_on=date(2010, 12, 15), precision="month"),
    )
    words = shown("{% timeline events %}", events=events)
    assert words.index("First") < words.index("Second")
    assert ">December 2010</time>" in words
    assert ">29–30 March 2011</time>" in words


def test_bars_are_shares_of_the_longest():
    words = shown(
        '{% bars rows "By organisation" unit="projects" %}',
        rows=(Bar(label="A", value=8), Bar(label="B", value=2, hue=3)),
    )
    assert '<rect width="100.0%" height="14" rx="2"/>' in words
    assert '<rect data-hue="3" width="25.0%" height="14" rx="2"/>' in words


def test_heat_cell_says_its_column_and_opens_what_is_behind_it():
    matrix = Heatmap(
        key="m",
        caption="Projects",
        unit="projects",
        corner="Measure",
        columns=(HeatColumn(label="KZ", full="Kazakhstan"), HeatColumn(label="KG"), HeatColumn(label="TJ")),
        groups=(
            HeatGroup(label="I", rows=(HeatRow(label="Peace", cells=(HeatCell(1234, "/x/"), HeatCell(0), None)),)),
        ),
    )
    words = shown("{% heatmap matrix %}", matrix=matrix)
    assert (
        '<td class="heat" data-level="1"><a href="/x/"><span class="unseen">Kazakhstan: </span>1,234</a></td>' in words
    )
    assert '<td class="heat" data-level="0"><span><span class="unseen">KG: </span>–</span></td>' in words
    assert '<td class="heat" data-level="none"></td>' in words


@pytest.mark.threat("T26")
def test_a_figure_carries_its_rows_twice_and_cannot_be_broken_out_of():
    evil = "</script><script>alert(1)</script>"
    drawing = Figure(
        key="f",
        kind="bars",
        title="T",
        summary="S",
        columns=("Who", "USD"),
        rows=((evil, 1200), ("B", None)),
        links=("/a/",),
    )
    words = shown("{% figure drawing %}", drawing=drawing)
    assert "alert(1)</script>" not in words.replace("&lt;", "<").split("</script>")[0]
    assert words.count("<script") == 3
    assert r"\u003C/script\u003E" in words
    assert '<a href="/a/">&lt;/script&gt;' in words
    assert '<td class="num">1,200</td>' in words


def test_a_map_says_what_its_boundaries_do_not_mean():
    drawing = Figure(
        key="f", kind="map", title="T", summary="S", columns=("ISO", "Country", "N"), rows=(("398", "Kazakhstan", 3),)
    )
    words = shown("{% figure drawing %}", drawing=drawing)
    assert "do not imply official endorsement or acceptance by the United Nations" in words
    assert '<th scope="row">Kazakhstan</th>' in words


def test_empty_teaches():
    words = shown('{% empty "No needs yet" why="Nobody has stated one." step="State a need" url="/n/" %}')
    assert '<p class="empty-what">No needs yet</p><p class="empty-why">Nobody has stated one.</p>' in words
    assert '<a class="button" href="/n/">State a need</a>' in words


def test_tabs_name_the_current_one():
    words = shown("{% tabs tabs %}", tabs=(Tab("All", "/a/", current=True, count=1200), Tab("Mine", "/m/")))
    assert '<a href="/a/" aria-current="page">All <span class="count">1,200</span></a>' in words


def test_errors_and_fields_point_at_each_other():
    class NeedForm(forms.Form):
        email = forms.EmailField(label="E-mail", help_text="Of the office")

    form = NeedForm({"email": "x"})
    words = shown("{% errors form %}{% field form.email %}", form=form)
    assert '<a href="#id_email">E-mail: Enter a valid email address.</a>' in words
    assert 'aria-describedby="id_email_help id_email_error"' in words
    assert 'aria-invalid="true"' in words
    assert shown("{% errors form %}", form=NeedForm()) == ""


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_say_the_same_to_everybody(name: str):
    from django.template.loader import render_to_string  # noqa: PLC0415 - beside its use

    assert render_to_string(name) == render_to_string(name, {"exception": "secret", "request_path": "/secret/"})
