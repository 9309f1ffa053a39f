"""Where a request waits until it is whole: a line that sends slowly holds a cheap thread here, and none that answers.

The page server gives each request a thread of its own. It reads the form, hands it to one of the few that answer, and
sends what comes back. Lines that send slowly are few for one address and never all, so that everybody else is answered.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import IO, Any

from django.http import FileResponse

from concord.wiring.frames import with_room

Environ = dict[str, Any]
Header = tuple[str, str]
StartResponse = Callable[..., Any]
Site = Callable[[Environ, StartResponse], Iterable[bytes]]

LINES = 64  # threads of the page server
MOST_SLOW = 48
MOST_OF_ONE = 16
_CHUNK = 65_536
_IN_MEMORY = 1_000_000
_BUSY = ("503 Service Unavailable", [("Content-Length", "0"), ("Retry-After", "5")])


class Porch:
    """``site`` is a WSGI application; ``form`` the largest body, in bytes, that is waited for here: what is larger is
    read by the site itself, which knows who may send it. ``proxies`` stand in front and say for whom they ask.
    """

    def __init__(self, site: Site, *, answering: int, form: int, proxies: int) -> None:
        self.site, self.form, self.proxies = site, form, proxies
        self.answering = ThreadPoolExecutor(max_workers=answering, thread_name_prefix="answers")
        self.reading: Counter[str] = Counter()
        self.lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        length = _length(environ)
        if 0 < length <= self.form:
            who = self._address(environ)
            if not self._enter(who):
                start_response(*_BUSY)
                return (b"",)
            try:
                environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(length))
            finally:
                self._leave(who)
        status, headers, content = self.answering.submit(with_room, self._answer, environ).result()
        start_response(status, headers)
        return content

    def _answer(self, environ: Environ) -> tuple[str, list[Header], Iterable[bytes]]:
        """Everything that asks the database is done when this returns; a file is left to who sends it."""
        told: list[tuple[str, list[Header]]] = []
        response = self.site(environ, lambda status, headers, _fault=None: told.append((status, headers)))
        if isinstance(response, FileResponse):
            return *told[0], response
        kept: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed by who sends it
        try:
            for chunk in response:
                kept.write(chunk)
        finally:
            if close := getattr(response, "close", None):
                close()
        kept.seek(0)
        return *told[0], _sent(kept)

    def _enter(self, who: str) -> bool:
        with self.lock:
            if self.reading[who] >= MOST_OF_ONE or self.reading.total() >= MOST_SLOW:
                return False
            self.reading[who] += 1
            return True

    def _leave(self, who: str) -> None:
        with self.lock:
            self.reading[who] -= 1
            if not self.reading[who]:
                del self.reading[who]

    def _address(self, environ: Environ) -> str:
        said = [each.strip() for each in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
        if self.proxies and len(said) >= self.proxies:
            return str(said[-self.proxies])
        return str(environ.get("REMOTE_ADDR", ""))


def _length(environ: Environ) -> int:
    try:
        return int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _sent(kept: IO[bytes]) -> Iterator[bytes]:
    with kept:
        while chunk := kept.read(_CHUNK):
            yield chunk
