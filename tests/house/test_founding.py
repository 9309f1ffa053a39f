"""Each fact of the founding document is on the page that the table names."""

import pytest
from django.utils import timezone
from tests.house.founding import address, facts

from concord.wiring.loading import load_reference

pytestmark = pytest.mark.django_db


def test_every_fact_has_a_page_that_answers(client):
    list(load_reference(clock=timezone.now))
    answers = {address(fact["page"]): client.get(address(fact["page"]), follow=True).status_code for fact in facts()}
    assert set(answers.values()) == {200}, answers


def test_the_table_knows_every_fact_once():
    codes = [fact["code"] for fact in facts()]
    assert codes == sorted(set(codes))
