import pytest
from django.test import Client
from tests.factories.strategy import situation, strategy, vocabulary

pytestmark = pytest.mark.django_db
PAGES = ("/strategy/", "/strategy/S/", "/strategy/S/I.1/", "/strategy/themes/", "/strategy/themes/peace/")


@pytest.mark.parametrize("prefix", ["", "/ru"])
@pytest.mark.parametrize("path", PAGES)
def test_everybody_reads_every_page_in_few_queries(
    client: Client, path: str, prefix: str, django_assert_max_num_queries
):
    strategy(), vocabulary(), situation()
    with django_assert_max_num_queries(10):
        assert client.get(prefix + path).status_code == 200


@pytest.mark.parametrize("path", ["/strategy/", "/strategy/themes/"])
def test_an_empty_page_teaches(client: Client, path: str):
    assert "data file" in client.get(path).content.decode()


@pytest.mark.parametrize("path", ["/strategy/X/", "/strategy/S/I.9/", "/strategy/S/A.1/", "/strategy/themes/x/"])
def test_what_is_absent_is_not_found(client: Client, path: str):
    strategy()
    assert client.get(path).status_code == 404


def test_a_measure_is_read_in_russian(client: Client):
    strategy()
    page = client.get("/ru/strategy/S/I.1/").content.decode()
    assert "<h1>Улаживать конфликты</h1>" in page
    assert '<bdi lang="en" dir="ltr">Early.</bdi>' in page


def test_pages_are_only_read(client: Client):
    assert client.post("/strategy/").status_code == 405
