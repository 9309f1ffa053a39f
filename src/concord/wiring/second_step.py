"""The second step of signing in: a one-time code, asked of those who may release, seat or bind others."""

from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from concord.ui.chrome import Link
from concord.ui.pages import Page


@dataclass(frozen=True, kw_only=True)
class CodeWantedPage(Page):
    template: ClassVar[str] = "parties/code_wanted.html"
    step: Link
    back: str


def is_proven(request: HttpRequest) -> bool:
    """Whether this session gave a code of the account's own device. One that began with the password alone, before the
    codes were set up elsewhere, did not; nor does one whose owner has stopped using codes.
    """
    if not settings.SECOND_STEP:
        return True
    given = any(each.get("method") == "mfa" for each in get_authentication_records(request, request.user))
    return given and bool(is_mfa_enabled(request.user))


def way_to_code(request: HttpRequest, *, back: str) -> Link:
    """Where a code is given, or codes are set up first; afterwards the reader is led ``back``."""
    if is_mfa_enabled(request.user):
        return Link(_("Give your one-time code"), f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}")
    return Link(_("Set up one-time codes"), reverse("mfa_activate_totp"))


class Activation(ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """Who sets up codes gives one: the session in which it was done is proven by it."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type="totp")
        return response
