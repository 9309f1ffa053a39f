"""A negotiation for other programs: what happened as a feed (RFC 4287), deadlines as a calendar (RFC 5545). The same
acts and deadlines give the same bytes.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from concord.plans.terms.closing import Deadline
from concord.plans.terms.feeds import Act
from concord.ui.language import localised

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)


class _Feed(Atom1Feed):
    """One in which nothing has happened was last changed before everything, not at the moment of asking."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else _NEVER


def feed(
    *,
    acts: Iterable[Act],
    title: str,
    language: str,
    uuid: UUID,
    home: str,
    address: str,
    told: Callable[[Act], str],
    link: Callable[[Act], str],
) -> str:
    """``acts`` with the newest first. ``uuid`` names the feed, ``home`` is the page of it, ``address`` its own."""
    # Without an author of its own, an entry is by the author of the feed.
    entries = _Feed(
        title=title,
        link=home,
        description="",
        language=language,
        feed_url=address,
        feed_guid=uuid.urn,
        author_name="Concord",
    )
    for act in acts:
        happening = act.happening
        entries.add_item(
            title=told(act),
            link=link(act),
            description=_description(act),
            unique_id=act.id.urn,
            pubdate=happening.at,
            updateddate=happening.at,
            author_name=localised(happening.party.name) if happening.party else None,
            categories=(happening.what.value,),
        )
    written: str = entries.writeString("utf-8")
    return written


def calendar(*, deadlines: Iterable[Deadline], name: str, language: str, link: Callable[[Deadline], str]) -> bytes:
    """An event at each deadline that has an instant, with an alarm a day before. The procedure and our host identify
    the event in every language, so that one whose deadline was extended moves.
    """
    book = Calendar()
    book.add("prodid", f"-//Concord//Deadlines//{language.upper()}")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("name", name)
    book.add("x-wr-calname", name)
    book.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for deadline in deadlines:
        if deadline.at is not None:
            book.add_component(_event(deadline, at=deadline.at, link=link(deadline)))
    body: bytes = book.to_ical()
    return body


def _description(act: Act) -> str:
    """The text that it is about, then what was written beside the act, as HTML: feeds take descriptions for that."""
    written = escape(act.happening.note).replace("\n", "<br>")
    parts = (f"<p>{each}</p>" for each in (escape(localised(act.draft.title)), written) if each)
    return "".join(parts)


def _event(deadline: Deadline, *, at: datetime, link: str) -> Event:
    title = localised(deadline.title)
    event = Event()
    event.add("uid", f"{deadline.key}.deadlines@{_host(link)}")
    event.add("dtstamp", deadline.since.astimezone(UTC))
    event.add("dtstart", at.astimezone(UTC))
    event.add("summary", _("Silence ends: %(title)s") % {"title": title})
    event.add(
        "description",
        _("The text is adopted unless a delegation objects strictly before this instant, on the clock of the server."),
    )
    event.add("url", link)
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(_("Tomorrow silence ends: %(title)s") % {"title": title}))
    return event


def _alarm(words: str) -> Alarm:
    alarm = Alarm()
    fields: dict[str, Any] = {"action": "DISPLAY", "trigger": -_AHEAD, "description": words}
    for name, value in fields.items():
        alarm.add(name, value)
    return alarm


def _host(link: str) -> str:
    return link.split("/")[2].partition(":")[0]
