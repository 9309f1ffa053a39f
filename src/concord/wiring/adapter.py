"""Accounts are made by a secretariat, never by a visitor."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest

from concord.parties.models import User
from concord.parties.queries import person


class ClosedDoorAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  nobody may
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        """Wrong passwords are counted for an account at one address: nobody locks a delegate out from elsewhere."""
        return f"{get_ip(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"


class SeatedBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Reads a signed-in person and the person's seats in one query on every page."""

    def get_user(self, user_id: int) -> User | None:
        user = person(pk=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
