"""Requests wait until they are whole before anybody answers them; who sends slowly is in nobody's way."""

import threading
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest
from django.http import FileResponse

from concord.wiring.porch import MOST_OF_ONE, MOST_SLOW, Environ, Porch

pytestmark = pytest.mark.threat("T27")


class Slow:
    """A body that never comes to its end until the test lets it."""

    def __init__(self) -> None:
        self.asked, self.end = threading.Event(), threading.Event()

    def read(self, _size: int) -> bytes:
        self.asked.set()
        self.end.wait(30)
        return b"late"


def echo(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("X-Thread", threading.current_thread().name)])
    return [environ["REQUEST_METHOD"].encode(), b" ", environ["wsgi.input"].read()]


def porch(site: Any = echo, **given: Any) -> Porch:
    return Porch(site, **({"answering": 1, "form": 100, "proxies": 0} | given))


def ask(at: Porch, body: Any = b"", length: int | None = None, **more: str) -> tuple[str, dict[str, str], bytes]:
    told: list[Any] = []
    stream = BytesIO(body) if isinstance(body, bytes) else body
    length = len(body) if length is None else length
    environ = {
        "REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(length), "wsgi.input": stream, "REMOTE_ADDR": "192.0.2.1",
    }  # fmt: skip
    content = b"".join(at(environ | more, lambda *said: told.extend(said)))
    return told[0], dict(told[1]), content


def held(at: Porch, count: int, **more: str) -> list[Slow]:
    """So many lines that have begun to send and do not end."""
    bodies = [Slow() for _ in range(count)]
    for body in bodies:
        threading.Thread(target=ask, args=(at, body, 4), kwargs=more, daemon=True).start()
    assert all(body.asked.wait(10) for body in bodies)
    return bodies


def test_the_site_gets_the_whole_body_in_a_thread_that_answers():
    status, headers, content = ask(porch(), b"a=1")
    assert (status, content, headers["X-Thread"].startswith("answers")) == ("200 OK", b"POST a=1", True)


def test_lines_that_send_slowly_hold_up_nobody():
    at = porch()
    slow = held(at, MOST_OF_ONE)
    assert ask(at, b"x", REMOTE_ADDR="192.0.2.2")[0] == "200 OK"
    assert ask(at, b"")[0] == "200 OK", "who sends nothing is not counted"
    status, headers, _ = ask(at, b"x")
    assert (status[:3], headers["Retry-After"]) == ("503", "5")
    for body in slow:
        body.end.set()


def test_there_are_always_lines_for_who_only_reads():
    at = porch()
    slow = [body for n in range(3) for body in held(at, MOST_OF_ONE, REMOTE_ADDR=f"192.0.2.{n}")]
    assert len(slow) == MOST_SLOW
    assert (ask(at, b"x", REMOTE_ADDR="192.0.2.9")[0][:3], ask(at, b"")[0]) == ("503", "200 OK")
    for body in slow:
        body.end.set()


def test_behind_a_proxy_the_address_is_the_one_it_saw():
    at = porch(proxies=1)
    slow = held(at, MOST_OF_ONE, HTTP_X_FORWARDED_FOR="192.0.2.66, 203.0.113.1")
    assert ask(at, b"x", HTTP_X_FORWARDED_FOR="203.0.113.1, 203.0.113.2")[0] == "200 OK"
    assert ask(at, b"x", HTTP_X_FORWARDED_FOR="192.0.2.7, 203.0.113.1")[0][:3] == "503"
    for body in slow:
        body.end.set()


def test_what_is_larger_than_a_form_is_left_to_the_site():
    assert ask(porch(form=2), b"abc")[2] == b"POST abc"


def test_a_stream_is_read_to_its_end_and_closed_where_it_was_made():
    class Stream:
        closed_in = ""

        def __iter__(self) -> Any:
            return iter([threading.current_thread().name.encode()])

        def close(self) -> None:
            self.closed_in = threading.current_thread().name

    stream = Stream()

    def site(_environ: Environ, start_response: Any) -> Stream:
        start_response("200 OK", [])
        return stream

    content = ask(porch(site))[2].decode()
    assert (content.startswith("answers"), stream.closed_in) == (True, content)


def test_a_file_is_sent_as_it_is():
    file = FileResponse(BytesIO(b"whole"))

    def site(_environ: Environ, start_response: Any) -> FileResponse:
        start_response("200 OK", [])
        return file

    assert ask(porch(site))[2] == b"whole"


def test_a_fault_of_the_site_is_raised():
    def site(_environ: Environ, _start_response: Any) -> list[bytes]:
        raise LookupError

    with pytest.raises(LookupError):
        ask(porch(site))
