"""`concord serve` and `concord worker`"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from types import FrameType

import click
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from concord.desk.actions import plan_digests
from concord.wiring.commands.prepare import ready
from concord.wiring.porch import LINES


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--threads", default=4, show_default=True, help="Requests answered at the same time.")
def serve(host: str, port: int, threads: int) -> None:
    """Serve the site, with one worker for long work beside it. Ends on Ctrl-C."""
    ready()
    if not settings.SECOND_STEP:
        click.echo("Who may release or seat does so without a one-time code here (CONCORD_SECOND_STEP=no).", err=True)
    run_until_stopped(host=host, port=port, threads=threads)


@click.command()
def worker() -> None:
    """Do the long work that pages hand over, such as imports, and what is due every hour, such as news by e-mail."""
    plan_digests(at=timezone.now())
    call_command("db_worker", verbosity=1)


def run_until_stopped(*, host: str, port: int, threads: int, environment: Mapping[str, str] = os.environ) -> None:
    """Start the page server, the streams beside it on the next port, and the worker; when the page server ends or a
    signal comes, end all. Exits with its code.
    """
    live = port + 1
    told = {
        "CONCORD_ADDRESS": f"http://{settings.ALLOWED_HOSTS[0]}:{port}",
        "CONCORD_THREADS": str(threads),
        "CONCORD_LIVE": f":{live}",
        "CONCORD_LIVE_ORIGINS": ",".join(f"http://{name}:{port}" for name in settings.ALLOWED_HOSTS),
    }
    processes = [
        subprocess.Popen([sys.executable, "-m", *command], env={**told, **environment})  # noqa: S603  our own programs
        for command in (
            _page_server(host, port),
            _stream_server(host, live),
            ("concord.wiring", "worker"),
        )
    ]

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for process in processes:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    code = processes[0].wait()
    stop(signal.SIGTERM, None)
    for process in processes[1:]:
        process.wait()
    sys.exit(max(code, 0))


def _page_server(host: str, port: int) -> tuple[str, ...]:
    server = ("granian", "--interface", "wsgi", "--host", host, "--port", str(port))
    manner = ("--blocking-threads", str(LINES), "--no-ws", "--log-level", "warning")
    ending = ("--workers-kill-timeout", "10")  # seconds: who sends slowly does not keep it from ending
    return (*server, *manner, *ending, "concord.wiring.wsgi:application")


def _stream_server(host: str, port: int) -> tuple[str, ...]:
    server = ("uvicorn", "--host", host, "--port", str(port), "--lifespan", "off", "--ws", "none")
    manner = ("--log-level", "warning", "--no-access-log", "--timeout-graceful-shutdown", "1")
    return (*server, *manner, "concord.wiring.asgi:application")
