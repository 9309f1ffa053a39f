"""`concord serve` and `concord worker`"""

import signal
import subprocess
import sys
from types import FrameType

import click
from django.core.management import call_command

from concord.wiring.commands.prepare import ready


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--threads", default=4, show_default=True, help="Requests answered at the same time.")
def serve(host: str, port: int, threads: int) -> None:
    """Serve the site, with one worker for long work beside it. Ends on Ctrl-C."""
    ready()
    run_until_stopped(host=host, port=port, threads=threads)


@click.command()
def worker() -> None:
    """Do the long work that pages hand over: imports, classification."""
    call_command("db_worker", verbosity=1)


def run_until_stopped(*, host: str, port: int, threads: int) -> None:
    """Start the page server and the worker; when the server ends or a signal comes, end both. Exits with its code."""
    pages = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    pages += [
        "--blocking-threads",
        str(threads),
        "--no-ws",
        "--log-level",
        "warning",
        "concord.wiring.wsgi:application",
    ]
    processes = [
        subprocess.Popen(pages),  # noqa: S603  our own program with our own arguments
        subprocess.Popen([sys.executable, "-m", "concord.wiring", "worker"]),
    ]

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for process in processes:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    code = processes[0].wait()
    stop(signal.SIGTERM, None)
    processes[1].wait()
    sys.exit(max(code, 0))
