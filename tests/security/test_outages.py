"""When the database does not answer: 503, when to come again, and not a word of what went wrong inside."""

import pytest
from django.db import DataError, InterfaceError, OperationalError, connection
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.threat("T29"), pytest.mark.threat("T13")]
INSIDE = "server closed the connection at 10.1.2.3"


def asked(path: str, fault: type[Exception]):
    def fail(*_: object) -> None:
        raise fault(INSIDE)

    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(fail):
        return client.get(path)


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
@pytest.mark.parametrize("path", ["/assistance/", "/api/v1/assistance/projects", "/ru/parties/"])
def test_come_again(path: str, fault: type[Exception]):
    answer = asked(path, fault)
    assert (answer.status_code, answer["Retry-After"], INSIDE in answer.content.decode()) == (503, "10", False)


def test_programs_get_a_problem_document_and_people_their_language():
    assert asked("/api/v1/assistance/projects", OperationalError).json()["status"] == 503
    assert 'lang="ru"' in asked("/ru/assistance/", OperationalError).content.decode()


def test_what_is_our_fault_stays_our_fault():
    answer = asked("/assistance/", DataError)
    assert (answer.status_code, INSIDE in answer.content.decode()) == (500, False)
