"""Meetings that decided on a draft, and the record of one."""

from typing import Any

from django.http import Http404

from concord.meetings.models import Meeting
from concord.meetings.terms import Name, Precision, When
from concord.plans.access import READ_DRAFT
from concord.plans.models import Adoption, Decision, Draft
from concord.plans.queries.adoption import adoption
from concord.plans.queries.drafts import draft_line
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms.reports import MeetingLine, MeetingRecord
from concord.policy import Actor, visible

_ABOUT = ("code", "title", "starts_on", "ends_on", "day_precision")


def meetings_of(*, actor: Actor, draft: Draft) -> tuple[MeetingLine, ...]:
    """Those at which the gavel fell on the draft, and that of its adoption, the earliest first. Three queries."""
    strikes = visible(actor=actor, action=READ_DRAFT, queryset=Decision.objects.filter(draft=draft))
    opened = visible(actor=actor, action=READ_DRAFT, queryset=Adoption.objects.filter(draft=draft))
    moments: dict[int, list[Any]] = {}
    for meeting, at in strikes.exclude(meeting=None).values_list("meeting_id", "at"):
        moments.setdefault(meeting, []).append(at)
    counts = {meeting: len(several) for meeting, several in moments.items()}
    for meeting, at in opened.exclude(meeting=None).values_list("meeting_id", "at"):
        moments.setdefault(meeting, []).append(at)
    rows = Meeting.objects.filter(pk__in=moments).values_list("pk", *_ABOUT)
    found = [
        MeetingLine(
            name=Name(code=code, title=title),
            when=When(starts_on=starts_on, ends_on=ends_on, precision=Precision(precision)),
            strikes=counts.get(pk, 0),
            began_at=min(moments[pk]),
            rose_at=max(moments[pk]),
        )
        for pk, code, title, starts_on, ends_on, precision in rows
    ]
    return tuple(sorted(found, key=lambda each: each.began_at))


def meeting_record(*, actor: Actor, draft: Draft, meeting: str, language: str) -> MeetingRecord:
    """As those read it to whom the draft was released and nothing else, so that the report is the same for all of them.
    Raises ``Http404`` for a meeting that decided nothing which the actor may know of.
    """
    line = next((each for each in meetings_of(actor=actor, draft=draft) if each.name.code == meeting), None)
    if line is None:
        raise Http404
    everybody = Actor.anonymous(audiences=frozenset({draft.audience_id}))
    strikes = Decision.objects.filter(draft=draft, meeting__code=meeting).order_by("revision__number")
    numbers = visible(actor=everybody, action=READ_DRAFT, queryset=strikes).values_list("revision__number", flat=True)
    texts = tuple(
        rolling_text(actor=everybody, draft=draft, language=language, revision=number, at=line.rose_at)
        for number in numbers.distinct()
    )
    last = texts[-1] if texts else rolling_text(actor=everybody, draft=draft, language=language, at=line.rose_at)
    declared = adoption(actor=everybody, draft=draft.uuid)
    return MeetingRecord(
        meeting=line,
        draft=draft_line(draft=draft, revision=last.revision, symbol=last.symbol),
        language=language,
        texts=texts or (last,),
        adoption=declared if declared.meeting == meeting else None,
    )
