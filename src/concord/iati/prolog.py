"""What stands before the first activity: declaration, comments, the root's start tag."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from concord.iati.guards import Limits, Refused, parser
from concord.iati.values import Header

_LEAD = re.compile(rb"\s*+(?:(?:<\?.*?\?>|<!--.*?-->)\s*+)*", re.DOTALL)
_ROOT = re.compile(rb"""<([^\s<>/"'=!?]++)[^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*>""")
_XMLNS = re.compile(r"[A-Za-z_][\w.-]*")
VERSIONS = ("1.01", "1.02", "1.03", "1.04", "1.05", "2.01", "2.02", "2.03")


@dataclass(frozen=True, slots=True)
class Prolog:
    """`head` is a root start tag of our own that declares the file's namespaces; `rest` the bytes after the prolog and
    `line` where they begin; `rules` the codes of what was odd, with
    details; `closed` when the root is an empty element.
    """

    header: Header
    head: bytes
    rest: bytes
    line: int
    rules: tuple[tuple[str, str], ...]
    closed: bool


def prolog(chunks: Iterator[bytes], *, limits: Limits, encoding: str) -> Prolog:
    """Read as many chunks as the prolog needs. Raises `Refused`."""
    buffer = b""
    for chunk in chunks:
        buffer += chunk
        done = _attempt(buffer, limits=limits, encoding=encoding)
        if done:
            return done
        if len(buffer) > limits.prolog + limits.chunk:
            raise Refused("not-xml", "no root element at the beginning")
    if not buffer.strip(b" \t\r\n\0"):
        raise Refused("empty-file")
    last = _attempt(buffer + b" ", limits=limits, encoding=encoding, final=True)
    if last is None:
        raise Refused("not-xml" if buffer.lstrip()[:1] != b"<" else "truncated", _shown(buffer))
    return last


def _attempt(buffer: bytes, *, limits: Limits, encoding: str, final: bool = False) -> Prolog | None:
    """The prolog, or None when more bytes are needed to know."""
    start = _LEAD.match(buffer)
    at = start.end() if start else 0
    ahead = buffer[at : at + 9]
    if ahead.startswith((b"<?", b"<!--")) or (len(ahead) < len(b"<!DOCTYPE") and not final):
        return None
    if ahead.upper() == b"<!DOCTYPE":
        html = re.match(rb"<!DOCTYPE\s+html", buffer[at : at + 64], re.IGNORECASE)
        raise Refused("html-page" if html else "doctype-refused", "", buffer.count(b"\n", 0, at) + 1)
    if not ahead.startswith(b"<"):
        if ahead.strip():
            raise Refused("not-xml", _shown(buffer[at:]), buffer.count(b"\n", 0, at) + 1)
        return None
    root = _ROOT.match(buffer, at)
    if root is None or len(root.group()) > limits.tag:
        if len(buffer) - at > limits.tag:
            raise Refused("not-xml", f"the root's start tag is longer than {limits.tag} bytes")
        if final and not re.match(rb"<[A-Za-z_]", ahead):
            raise Refused("not-xml", _shown(buffer[at:]))
        return None
    return _opened(buffer, root, encoding=encoding)


def _shown(start: bytes) -> str:
    return repr(start[:60].decode("utf-8", "replace"))


def _opened(buffer: bytes, root: re.Match[bytes], *, encoding: str) -> Prolog:
    name = root.group(1).decode("utf-8", "replace")
    line = buffer.count(b"\n", 0, root.start()) + 1
    local = name.rpartition(":")[2].lower()
    if local == "html":
        raise Refused("html-page", "", line)
    if local in {"iati-organisations", "iati-organisation"}:
        raise Refused("organisation-file", "", line)
    rules: list[tuple[str, str]] = []
    rest_at = root.end()
    if name != "iati-activities":
        rules.append(("wrong-root", name))
    if name == "iati-activity":
        rest_at = root.start()
    header, default_namespace = _header(root.group(), name=name, encoding=encoding)
    if default_namespace:
        rules.append(("default-namespace", default_namespace))
    if not header.version:
        rules.append(("version-missing", ""))
    elif header.version.startswith("1"):
        rules.append(("version-upgraded", header.version))
    elif header.version not in VERSIONS:
        rules.append(("version-unknown", header.version))
    line += buffer.count(b"\n", root.start(), rest_at)
    closed = root.group().endswith(b"/>") and name != "iati-activity"
    return Prolog(header, head_of(header.namespaces), buffer[rest_at:], line, tuple(rules), closed)


def _header(tag: bytes, *, name: str, encoding: str) -> tuple[Header, str]:
    whole = tag if tag.endswith(b"/>") else tag + b"</" + name.encode() + b">"
    try:
        root = etree.fromstring(whole, parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise Refused("not-xml", _shown(tag))
    declared = {prefix: _usable(uri) for prefix, uri in root.nsmap.items() if prefix and _XMLNS.fullmatch(prefix)}
    header = Header(
        version=(root.get("version") or "").strip()[:40],
        generated_at=_moment(root.get("generated-datetime")),
        encoding=encoding,
        namespaces=tuple(sorted(declared.items())),
    )
    return header, root.nsmap.get(None) or ""


def _usable(uri: str) -> str:
    """The name of a namespace, or where it is damaged one that can be declared in its place."""
    try:
        etree.Element("probe", nsmap={"probe": uri})
    except ValueError:
        return "urn:damaged"
    return uri


def head_of(namespaces: tuple[tuple[str, str], ...]) -> bytes:
    """A root start tag that declares `namespaces` and nothing else."""
    root = etree.Element("iati-activities", nsmap=dict(namespaces) or None)
    root.text = ""
    return etree.tostring(root, encoding="utf-8").removesuffix(b"</iati-activities>")


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
