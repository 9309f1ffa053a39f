from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.utils import timezone as zones
from django.utils import translation

from concord.ui import dates

DAY = date(2011, 7, 22)


def plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("precision", "said"), [("day", "22 July 2011"), ("month", "July 2011"), ("year", "2011")])
def test_day_in_english(precision: str, said: str):
    with translation.override("en"):
        assert plain(dates.day_words(DAY, precision)) == said


def test_day_in_russian_is_in_the_genitive():
    with translation.override("ru"):
        assert plain(dates.day_words(DAY)).startswith("22 июля 2011")
        assert plain(dates.day_words(DAY, "month")).startswith("июль 2011")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2011, 6, 28), date(2011, 6, 30), "28–30 June 2011"),
        (date(2011, 6, 28), date(2011, 7, 2), "28 June – 2 July 2011"),
        (date(2010, 12, 31), date(2011, 1, 2), "31 December 2010 – 2 January 2011"),
        (DAY, DAY, "22 July 2011"),
        (DAY, None, "since 22 July 2011"),
        (None, DAY, "until 22 July 2011"),
        (None, None, ""),
    ],
)
def test_span(start: date | None, end: date | None, said: str):
    with translation.override("en"):
        assert plain(dates.days_words(start, end)) == said


def test_span_of_months():
    with translation.override("en"):
        assert plain(dates.days_words(date(2011, 5, 1), date(2011, 9, 1), "month")) == "May 2011 – September 2011"
        assert plain(dates.days_words(date(2011, 5, 1), date(2011, 5, 31), "month")) == "May 2011"


def test_markup_carries_the_machine_readable_day():
    with translation.override("en"):
        assert plain(dates.day(DAY)) == '<time datetime="2011-07-22">22 July 2011</time>'
        assert plain(dates.day(DAY, "month")) == '<time datetime="2011-07">July 2011</time>'


def test_moment_names_its_zone():
    with translation.override("en"), zones.override(timezone(timedelta(hours=5))):
        shown = plain(dates.moment(datetime(2011, 7, 22, 9, 30, tzinfo=UTC)))
    assert shown == '<time datetime="2011-07-22T14:30:00+05:00">22 July 2011, 14:30 (UTC+5)</time>'


@pytest.mark.parametrize(
    ("offset", "said"), [(0, "UTC"), (5, "UTC+5"), (5.5, "UTC+5:30"), (-3.5, "UTC−3:30"), (-4, "UTC−4")]
)
def test_zone(offset: float, said: str):
    assert dates.zone_words(datetime(2011, 1, 1, tzinfo=timezone(timedelta(hours=offset)))) == said
