"""Rates are loaded once; money follows when they change."""

from decimal import Decimal

import pytest
from tests.factories.assistance import AT, editor, organisation, project

from concord.assistance.actions import Rate, load_rates, rate_rows
from concord.assistance.models import ExchangeRate, Project, ProjectMoney
from concord.journal.models import Entry
from concord.policy import Actor, Refused

pytestmark = pytest.mark.django_db
LOADER = Actor.system("loader")


def test_rates_are_read_from_a_table():
    lines = ["# comment\n", "year,currency,per_usd,source,confidence\n", "2020,EUR,0.8755,https://x.example,stated\n"]
    assert rate_rows(lines) == (Rate("EUR", 2020, Decimal("0.8755"), "https://x.example"),)


def test_money_is_converted_again_when_a_rate_changes():
    row = project(budget="100")
    ProjectMoney.objects.unscoped(reason="a test").update(currency="EUR", usd=None)
    Project.objects.unscoped(reason="a test").update(headline_flow="budget", headline_usd=None)
    eur = Rate("EUR", 2020, Decimal("0.5"), "here")
    assert load_rates(actor=LOADER, rows=[eur], at=AT) == 1
    row.refresh_from_db()
    assert row.headline_usd == ProjectMoney.objects.unscoped(reason="a test").get().usd == Decimal("200.00")
    assert load_rates(actor=LOADER, rows=[eur], at=AT) == 0
    assert Entry.objects.count() == 1
    assert load_rates(actor=LOADER, rows=[Rate("EUR", 2020, Decimal(2), "there")], at=AT) == 1
    assert ProjectMoney.objects.unscoped(reason="a test").get().usd == Decimal("50.00")
    assert [(str(rate), rate.source) for rate in ExchangeRate.objects.all()] == [("EUR 2020: 2.00000000", "there")]


def test_rates_are_loaded_by_the_house_only():
    with pytest.raises(Refused):
        load_rates(actor=editor(organisation()), rows=[Rate("EUR", 2020, Decimal(1), "here")], at=AT)
