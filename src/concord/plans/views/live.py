"""What keeps an open page as the room is: fragments for the stream, and an answer to "did anything change?"."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from concord.plans.queries import drafts
from concord.plans.queries.pulses import beat as beat_of
from concord.plans.queries.rolling import rolling_text
from concord.plans.views.rolling import rows_of
from concord.policy import Actor


def fragments(*, actor: Actor, draft: UUID, language: str) -> dict[str, str]:
    """HTML of each provision by its uuid, in reading order, the same for all who see the same. Raises ``Http404``."""
    found = drafts.found(actor=actor, uuid=draft)
    chosen = language if language in found.languages else found.language
    rows = rows_of(text=rolling_text(actor=actor, draft=found, language=chosen), at=timezone.now())
    return {str(row.uuid): render_to_string("plans/parts/provision.html", {"row": row}) for row in rows}


@never_cache
@require_safe
def beat(request: HttpRequest, uuid: UUID) -> HttpResponse:
    token = beat_of(actor=request.actor, draft=uuid)
    if not token:
        raise Http404
    return JsonResponse({"beat": token})
