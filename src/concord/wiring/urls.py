"""Every address of the site: each room's pages under its own name, in English and under /ru/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from concord.wiring.api import api
from concord.wiring.second_step import Activation

urlpatterns = [
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("accounts/2fa/totp/activate/", Activation.as_view(), name="mfa_activate_totp"),
        path("accounts/", include("allauth.urls")),
        path("strategy/", include("concord.strategy.urls")),
        path("meetings/", include("concord.meetings.urls")),
        path("plans/", include("concord.plans.urls")),
        path("assistance/", include("concord.assistance.urls")),
        path("coverage/", include("concord.coverage.urls")),
        path("parties/", include("concord.parties.urls")),
        path("sharing/", include("concord.sharing.urls")),
        path("desk/", include("concord.desk.urls")),
        path("", include("concord.outreach.urls")),
        prefix_default_language=False,
    ),
]

handler429 = "concord.wiring.limits.too_many"
handler500 = "concord.wiring.outages.failed"
