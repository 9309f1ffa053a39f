"""Every component on a few pages, for eyes and for a browser's tests: `python -m tests.ui.gallery [port]`."""

import os
import sys
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.ui.gallery.settings"

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.contrib.staticfiles.views import serve
from django.core.wsgi import get_wsgi_application


class Files(StaticFilesHandler):
    def serve(self, request: Any) -> Any:
        return serve(request, self.file_path(request.path), insecure=True)


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Says nothing: only what is looked at matters."""


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    server = make_server("127.0.0.1", port, Files(get_wsgi_application()), server_class=Server, handler_class=Quiet)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
