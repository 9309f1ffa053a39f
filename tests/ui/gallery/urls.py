from django.conf.urls.i18n import i18n_patterns
from django.urls import path
from tests.ui.gallery import views

urlpatterns = i18n_patterns(
    path("", views.sample, name="sample"),
    path("figures/", views.figures, name="figures"),
    path("list/", views.listing, name="list"),
    path("form/", views.form, name="form"),
    path("progress/", views.progress, name="progress"),
    path("missing/", views.missing, name="missing"),
    path("broken/", views.broken, name="broken"),
    path("out/", views.missing, name="account_logout"),
    path("in/", views.missing, name="account_login"),
    prefix_default_language=False,
)
