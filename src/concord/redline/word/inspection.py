"""Judging a .docx by its bytes before any parser of documents sees it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from lxml import etree

from concord.redline.word.names import STRICT

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_BYTES: Final = 96 * 2**20
MOST_ENTRIES: Final = 2_000
MOST_NODES: Final = 4_000_000
MOST_RATIO: Final = 400
RATIO_FROM: Final = 2**20
_CHUNK: Final = 2**16
_MAIN: Final = "word/document.xml"
_OTHER_MAIN: Final = re.compile(rb"""Target=["']/?(word/document\d+\.xml)["']""")

_NAMES: Final = (
    (re.compile(r"vbaproject|vbadata|\.bas$", re.IGNORECASE), "macro"),
    (re.compile(r"activex", re.IGNORECASE), "ActiveX control"),
    (re.compile(r"embeddings/|\.ole$|oleobject", re.IGNORECASE), "embedded object"),
    (re.compile(r"\.(zip|docx|docm|dotm|xlsm?|xlsx|7z|rar|gz|jar)$", re.IGNORECASE), "archive inside the file"),
    (re.compile(r"\.(html?|mht|mhtml|svg|js|vbs|exe|dll|bat|ps1|rtf)$", re.IGNORECASE), "active or foreign content"),
)
_TYPES: Final = (
    (b"macroenabled", "macro"),
    (b"vbaproject", "macro"),
    (b"activex", "ActiveX control"),
    (b"oleobject", "embedded object"),
)
_HEADS: Final = (
    (b"PK\x03\x04", "archive inside the file"),
    (b"\xd0\xcf\x11\xe0", "embedded object"),
    (b"MZ", "active or foreign content"),
    (b"%PDF", "active or foreign content"),
)
_FIELDS: Final = re.compile(
    r"^\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON|DATABASE)\b", re.IGNORECASE
)
_REMOTE: Final = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]{2,}:|\\\\|//)", re.IGNORECASE)
_LOCAL_FILE: Final = re.compile(r"^\s*file:/{2,3}[a-z]:", re.IGNORECASE)


class Refused(ValueError):
    """The file is not read. `name` is what was found, `place` the part or paragraph where."""

    def __init__(self, name: str, place: str = "") -> None:
        self.name, self.place = name, place
        super().__init__(f"{name} ({place})" if place else name)


def parts_of(*, data: bytes) -> dict[str, bytes]:
    """The parts of a .docx by name, every one read to its end and judged; raises `Refused`.

    Sizes are counted while reading, since declared sizes lie. XML parts come back in the Transitional namespaces.
    """
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused("encrypted or old binary document")
    if data[:2] != b"PK":
        raise Refused("not a .docx file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _read(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, UnicodeDecodeError) as error:
        raise Refused("damaged archive") from error
    parts = _under_usual_name(parts)
    if "[Content_Types].xml" not in parts or _MAIN not in parts:
        raise Refused("not a .docx file")
    types = parts["[Content_Types].xml"].lower()
    for needle, name in _TYPES:
        if needle in types:
            raise Refused(name, "[Content_Types].xml")
    nodes = 0
    for name in parts:
        if name.endswith((".xml", ".rels")):
            parts[name] = _transitional(parts[name])
            nodes += _judge_xml(name, parts[name])
            if nodes > MOST_NODES:
                raise Refused("too many XML nodes", name)
    return parts


def parse(*, content: bytes, place: str) -> Element:
    """One XML part as a tree: no DTD, no entities, no network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Refused("malformed XML", place) from error


def judge_field(*, instruction: str, place: str) -> None:
    """Refuses field codes that fetch or run something."""
    if found := _FIELDS.match(instruction):
        raise Refused(f"field {found[1].upper()}", place)


def _read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Refused("too many entries", str(len(entries)))
    if entries and min(e.header_offset for e in entries) > 0:
        raise Refused("something else before the archive")
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    total = 0
    for entry in entries:
        name = entry.filename
        _judge_name(name)
        if name.lower() in seen:
            raise Refused("duplicate name", name)
        seen.add(name.lower())
        if entry.flag_bits & 0x1:
            raise Refused("encrypted or old binary document", name)
        if entry.is_dir():
            continue
        content = _content(archive, entry, MOST_BYTES - total)
        total += len(content)
        for head, refusal in _HEADS:
            if content.startswith(head):
                raise Refused(refusal, name)
        parts[name] = content
    return parts


def _under_usual_name(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Some programs call the text word/document2.xml, which the package may: it gets the name all others use."""
    found = {m[1].decode() for m in _OTHER_MAIN.finditer(parts.get("_rels/.rels", b""))} & parts.keys()
    if _MAIN in parts or len(found) != 1:
        return parts
    other = found.pop()
    links = "word/_rels/{}.rels"
    names = {other: _MAIN, links.format(other.removeprefix("word/")): links.format(_MAIN.removeprefix("word/"))}
    renamed = {names.get(name, name): content for name, content in parts.items()}
    for name in {"[Content_Types].xml", "_rels/.rels"} & renamed.keys():
        renamed[name] = renamed[name].replace(other.encode(), _MAIN.encode())
    return renamed


def _judge_name(name: str) -> None:
    if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name or "\0" in name:
        raise Refused("path outside the archive", name)
    for pattern, refusal in _NAMES:
        if pattern.search(name):
            raise Refused(refusal, name)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > room or (size > RATIO_FROM and size > MOST_RATIO * max(entry.compress_size, 1)):
                raise Refused("archive that swells", entry.filename)
            chunks.append(chunk)
    return b"".join(chunks)


def _transitional(content: bytes) -> bytes:
    for strict, transitional in STRICT.items():
        if strict.encode() in content:
            content = content.replace(strict.encode(), transitional.encode())
    return content


def _judge_xml(name: str, content: bytes) -> int:
    """Counts nodes; walks the events so that a hostile part is refused at its first sign."""
    nodes = 0
    code: dict[int, list[str]] = {}
    depth = 0
    try:
        context = etree.iterparse(
            io.BytesIO(content),
            events=("start", "end", "pi"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for event, element in context:
            if event == "start":
                if nodes == 0 and (info := element.getroottree().docinfo).internalDTD is not None:
                    raise Refused("DTD", f"{name}: {info.doctype}"[:200])
                nodes += 1 + len(element.attrib)
                depth += 1
                if nodes > MOST_NODES:
                    raise Refused("too many XML nodes", name)
            elif event == "end":
                _judge_element(name, element, code)
                depth -= 1
                if element.tag.rpartition("}")[2] not in {"instrText", "delInstrText", "r", "t"}:
                    element.clear()
    except etree.XMLSyntaxError as error:
        kind = "DTD" if b"<!DOCTYPE" in content or b"<!ENTITY" in content else "malformed XML"
        raise Refused(kind, name) from error
    return nodes


def _judge_element(name: str, element: Element, code: dict[int, list[str]]) -> None:
    tag = str(element.tag).rpartition("}")[2]
    if tag == "Relationship":
        _judge_relationship(name, element)
    elif tag in {"altChunk", "subDoc", "object", "control", "OLEObject"}:
        kinds = {"altChunk": "imported foreign text", "subDoc": "subdocument", "control": "ActiveX control"}
        raise Refused(kinds.get(tag, "embedded object"), name)
    elif tag == "fldSimple":
        instruction = next((v for k, v in element.attrib.items() if str(k).endswith("instr")), "")
        judge_field(instruction=str(instruction), place=name)
    elif tag == "fldChar":
        kind = next((v for k, v in element.attrib.items() if str(k).endswith("fldCharType")), "")
        if kind == "begin":
            code[0] = []
        elif 0 in code:
            judge_field(instruction="".join(code.pop(0)), place=name)
    elif tag in {"instrText", "delInstrText"}:
        code.setdefault(0, []).append(element.text or "")
        judge_field(instruction="".join(code[0]), place=name)


def _judge_relationship(name: str, element: Element) -> None:
    kind, target = str(element.get("Type", "")).rpartition("/")[2], str(element.get("Target", ""))
    if kind in {"vbaProject", "oleObject", "package", "control", "aFChunk", "subDocument", "frame"}:
        raise Refused("macro" if kind == "vbaProject" else f"relationship {kind}", name)
    if kind == "hyperlink" or element.get("TargetMode") != "External":
        return
    if kind == "attachedTemplate" and (_LOCAL_FILE.match(target) or not _REMOTE.match(target)):
        return
    raise Refused("remote template" if kind == "attachedTemplate" else f"remote {kind}", f"{name}: {target}"[:200])
