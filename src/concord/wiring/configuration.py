"""Every setting a person can make, in one table: variable, default, meaning. The reference page is made from it."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

SUBMISSION = 587  # the port for handing mail to a server, RFC 6409


@dataclass(frozen=True, slots=True)
class Setting:
    variable: str
    default: str
    meaning: str


SETTINGS = (
    Setting("CONCORD_HOME", "var", "Folder for the embedded database, uploads and the secret key."),
    Setting(
        "CONCORD_DATABASE_URL",
        "",
        "Address of the database, such as postgresql://user:password@host/name. Empty: SQLite in CONCORD_HOME.",
    ),
    Setting("CONCORD_SECRET_KEY", "", "Key for sessions and tokens. Empty: made once and kept in CONCORD_HOME."),
    Setting("CONCORD_HOSTS", "127.0.0.1,localhost", "Host names under which the site is served, separated by commas."),
    Setting("CONCORD_HTTPS", "no", "yes: cookies only over HTTPS, strict transport security, redirect from HTTP."),
    Setting(
        "CONCORD_PROXIES",
        "",
        "How many proxies of your own stand in front and add to X-Forwarded-For: the public is limited by the address "
        "that the outermost saw. Empty: one with CONCORD_HTTPS, else none.",
    ),
    Setting("CONCORD_DEBUG", "no", "yes: error pages with details. Never in production."),
    Setting(
        "CONCORD_EMAIL_URL",
        "",
        "smtp://user:password@host:port for outgoing mail, sent over TLS. Empty: mail is printed.",
    ),
    Setting("CONCORD_EMAIL_FROM", "concord@localhost", "Sender of outgoing mail."),
    Setting(
        "CONCORD_ADDRESS",
        "",
        "Where the site is read, such as https://concord.example, for links in e-mail. Empty: made of the first host. "
        "`concord serve` sets it.",
    ),
    Setting("CONCORD_TIME_ZONE", "Asia/Ashgabat", "Time zone of the secretariat, used where a reader has none."),
    Setting(
        "CONCORD_LIVE",
        "",
        "Where pages find the streams of changes: a path of the same host behind a proxy, such as /live, or another "
        "port of it, such as :8001. `concord serve` sets it. Empty: pages ask every few seconds.",
    ),
    Setting(
        "CONCORD_LIVE_ORIGINS",
        "",
        "Origins of the pages that may listen to the streams from another port, separated by commas.",
    ),
    Setting(
        "CONCORD_SECOND_STEP",
        "yes",
        "yes: who may release, seat or bind others does so after giving a one-time code. no: for trying things "
        "out; `concord demo` serves so, and says it.",
    ),
    Setting(
        "CONCORD_THREADS", "4", "How many requests are answered at the same time. `concord serve --threads` sets it."
    ),
    Setting("CONCORD_TASKS", "worker", "worker: long work runs in the worker process. now: it runs in the request."),
)


@dataclass(frozen=True, slots=True)
class MailServer:
    host: str
    port: int
    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings as read from an environment."""

    values: Mapping[str, str]

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> "Configuration":
        return cls({s.variable: environment.get(s.variable, s.default) for s in SETTINGS})

    def text(self, variable: str) -> str:
        return self.values[variable]

    def flag(self, variable: str) -> bool:
        """Raises ``ValueError`` on anything but yes or no: a mistyped flag must not switch protection off."""
        value = self.values[variable].lower()
        if value not in {"yes", "no"}:
            raise ValueError(f"{variable} is {value!r}: say yes or no")
        return value == "yes"

    def names(self, variable: str) -> list[str]:
        return [name.strip() for name in self.values[variable].split(",") if name.strip()]

    @property
    def home(self) -> Path:
        return Path(self.values["CONCORD_HOME"]).resolve()

    def mail_server(self) -> MailServer | None:
        """Raises ``ValueError`` if the address is not one of a mail server."""
        if not (address := self.values["CONCORD_EMAIL_URL"]):
            return None
        parts = urlsplit(address)
        if parts.scheme != "smtp" or not parts.hostname:
            raise ValueError("CONCORD_EMAIL_URL is not of the form smtp://user:password@host:port")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return MailServer(host=parts.hostname, port=parts.port or SUBMISSION, user=user, password=password)

    def secret_key(self) -> str:
        """The configured key, or one made on first use and kept, readable by the owner only."""
        if key := self.values["CONCORD_SECRET_KEY"]:
            return key
        path = self.home / "secret_key"
        if not path.exists():
            self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50))
        return path.read_text()
