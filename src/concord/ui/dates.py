"""Dates nobody can misread: 22 July 2011, never 22/07/11."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

Precision = Literal["day", "month", "year"]

_CAPITAL_MONTHS = ("en", "de")  # languages that write months with a capital


def day_words(value: date | None, precision: str = "day") -> str:
    """Such as "22 July 2011"; "July 2011" or "2011" when that is all that is known."""
    if value is None:
        return ""
    patterns = {
        "day": pgettext("date", "j E Y"),
        "month": pgettext("date, month only", "F Y"),
        "year": pgettext("date, year only", "Y"),
    }
    words = date_format(value, patterns[precision]).replace(" ", "\N{NO-BREAK SPACE}")
    return words if (get_language() or "en").startswith(_CAPITAL_MONTHS) else words.lower()


def day(value: date | None, precision: str = "day") -> "SafeString | str":
    """The words of `day_words` in a <time>."""
    if value is None:
        return ""
    length = {"day": 10, "month": 7, "year": 4}[precision]
    on = value.date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', on.isoformat()[:length], day_words(value, precision))


def days_words(start: date | None, end: date | None, precision: str = "day") -> str:
    """A span with nothing said twice: "28–30 June 2011", "28 June – 2 July 2011"; "since …" when it has no end."""
    if start is None:
        return _("until %(day)s") % {"day": day_words(end, precision)} if end else ""
    if end is None:
        return _("since %(day)s") % {"day": day_words(start, precision)}
    if start == end or day_words(start, precision) == day_words(end, precision):
        return day_words(start, precision)
    dash = "\N{NO-BREAK SPACE}– "
    if precision != "day" or start.year != end.year:
        return f"{day_words(start, precision)}{dash}{day_words(end, precision)}"
    if start.month != end.month:
        first = date_format(start, pgettext("date without year", "j E")).replace(" ", "\N{NO-BREAK SPACE}")
        return f"{first}{dash}{day_words(end)}"
    return f"{start.day}–{day_words(end)}"


def days(start: date | None, end: date | None, precision: str = "day") -> "SafeString | str":
    """The span in words, its first day machine-readable."""
    if start is None or end is None or start == end:
        words = days_words(start, end, precision)
        on = start or end
        return format_html('<time datetime="{}">{}</time>', on.isoformat(), words) if on else ""
    return format_html('<time datetime="{}">{}</time>', start.isoformat(), days_words(start, end, precision))


def moment(value: datetime | None) -> "SafeString | str":
    """A time with its zone: "22 July 2011, 14:30 (UTC+5)", in the active zone."""
    if value is None:
        return ""
    local = _local(value)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), moment_words(value))


def moment_words(value: datetime) -> str:
    """The words of `moment`."""
    local = _local(value)
    return f"{day_words(local)}, {local:%H:%M}\N{NO-BREAK SPACE}({zone_words(local)})"


def _local(value: datetime) -> datetime:
    return timezone.localtime(value if value.tzinfo else value.replace(tzinfo=UTC))


def zone_words(value: datetime) -> str:
    """The offset, as in "UTC", "UTC+5", "UTC+5:30"."""
    offset = value.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")
