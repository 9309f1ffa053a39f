"""Where capitals and headquarters set their clocks."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    city: Promise
    zone: str


UTC_PLACE = Place(_("Coordinated Universal Time"), "UTC")
ASTANA = Place(_("Astana"), "Asia/Almaty")
BISHKEK = Place(_("Bishkek"), "Asia/Bishkek")
DUSHANBE = Place(_("Dushanbe"), "Asia/Dushanbe")
ASHGABAT = Place(_("Ashgabat"), "Asia/Ashgabat")
TASHKENT = Place(_("Tashkent"), "Asia/Tashkent")
NEW_YORK = Place(_("New York"), "America/New_York")
VIENNA = Place(_("Vienna"), "Europe/Vienna")
BRUSSELS = Place(_("Brussels"), "Europe/Brussels")
GENEVA = Place(_("Geneva"), "Europe/Zurich")
MOSCOW = Place(_("Moscow"), "Europe/Moscow")
BEIJING = Place(_("Beijing"), "Asia/Shanghai")

HOUSES = (UTC_PLACE, NEW_YORK, VIENNA, BRUSSELS)
"""Shown whoever sits at the table: the time that is judged by, and the headquarters of usual partners."""

CAPITALS = {
    "KZ": ASTANA,
    "KG": BISHKEK,
    "TJ": DUSHANBE,
    "TM": ASHGABAT,
    "UZ": TASHKENT,
    "AF": Place(_("Kabul"), "Asia/Kabul"),
    "AT": VIENNA,
    "AZ": Place(_("Baku"), "Asia/Baku"),
    "BE": BRUSSELS,
    "CH": Place(_("Bern"), "Europe/Zurich"),
    "CN": BEIJING,
    "DE": Place(_("Berlin"), "Europe/Berlin"),
    "FR": Place(_("Paris"), "Europe/Paris"),
    "GB": Place(_("London"), "Europe/London"),
    "IN": Place(_("New Delhi"), "Asia/Kolkata"),
    "IR": Place(_("Tehran"), "Asia/Tehran"),
    "JP": Place(_("Tokyo"), "Asia/Tokyo"),
    "KR": Place(_("Seoul"), "Asia/Seoul"),
    "MN": Place(_("Ulaanbaatar"), "Asia/Ulaanbaatar"),
    "NO": Place(_("Oslo"), "Europe/Oslo"),
    "PK": Place(_("Islamabad"), "Asia/Karachi"),
    "RU": MOSCOW,
    "TR": Place(_("Ankara"), "Europe/Istanbul"),
    "US": Place(_("Washington"), "America/New_York"),
}
"""By ISO 3166 alpha-2."""

SEATS = {
    "unrcca": ASHGABAT,
    "un": NEW_YORK,
    "unoct": NEW_YORK,
    "uncct": NEW_YORK,
    "undp": NEW_YORK,
    "unodc": VIENNA,
    "osce": VIENNA,
    "eu": BRUSSELS,
    "unhcr": GENEVA,
    "iom": GENEVA,
    "sco": BEIJING,
    "rats-sco": TASHKENT,
    "cis-atc": MOSCOW,
    "csto": MOSCOW,
    "cica": ASTANA,
}
"""Of organisations that are not States, by their code."""
