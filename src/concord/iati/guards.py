"""What a hostile or careless file may cost. Every limit holds before libxml2 sees the bytes it is about."""

import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

MIB = 1024 * 1024
_GZIP = b"\x1f\x8b"
_MOST_MEMBERS = 1_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes unless said otherwise. `file` counts the unpacked stream; `nodes` the `<` and `=` signs of one activity;
    `stray` what stands between activities; `broken` how many activities may be refused before the file is given up.
    """

    file: int = 4096 * MIB
    activity: int = 16 * MIB
    nodes: int = 600_000
    tag: int = 65_536
    prolog: int = 262_144
    stray: int = 64 * MIB
    broken: int = 1_000
    gzip_ratio: int = 200
    chunk: int = 262_144


class Refused(Exception):  # a verdict on the file, not a fault of the program
    """The file, or the rest of it, will not be read. `rule` is a key of `notices.RULES`."""

    def __init__(self, rule: str, detail: str = "", line: int = 0) -> None:
        super().__init__(rule, detail)
        self.rule = rule
        self.detail = detail
        self.line = line


def parser(*, recover: bool = False) -> etree.XMLParser:
    """The only parser of this library: no entity, no network, no DTD, libxml2's limits on depth and text stay on."""
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_blank_text=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        recover=recover,
    )


def unpacked(source: BinaryIO, *, limits: Limits) -> Iterator[bytes]:
    """The stream in chunks, gunzipped when it is gzip. Raises `Refused` on a bomb, on damage, above the size limit."""
    total = 0
    for chunk in _inflated(source, limits=limits):
        total += len(chunk)
        if total > limits.file:
            raise Refused("too-large", f"more than {limits.file} bytes")
        yield chunk


def _inflated(source: BinaryIO, *, limits: Limits) -> Iterator[bytes]:
    chunk = source.read(limits.chunk)
    if chunk.startswith(_GZIP):
        try:
            yield from _gunzipped(chunk, source, limits=limits)
        except zlib.error as damage:
            raise Refused("bad-gzip", str(damage)) from damage
        return
    while chunk:
        yield chunk
        chunk = source.read(limits.chunk)


def _gunzipped(chunk: bytes, source: BinaryIO, *, limits: Limits) -> Iterator[bytes]:
    packed = size = members = 0
    inflater = zlib.decompressobj(wbits=31)
    while chunk:
        packed += len(chunk)
        while chunk:
            out = inflater.decompress(chunk, limits.chunk)
            size += len(out)
            if size > 8 * MIB and size > limits.gzip_ratio * packed:
                raise Refused("gzip-bomb", f"{packed} bytes unpack to more than {size}")
            if out:
                yield out
            chunk = inflater.unconsumed_tail
            if inflater.eof:
                members += 1
                if members > _MOST_MEMBERS:
                    raise Refused("gzip-bomb", f"more than {_MOST_MEMBERS} members")
                chunk = inflater.unused_data or source.read(limits.chunk)
                if not chunk.startswith(_GZIP):  # padding, or the end
                    return
                inflater = zlib.decompressobj(wbits=31)
        chunk = source.read(limits.chunk)
    raise Refused("bad-gzip", "it ends in the middle")


_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_ACCEPTED = re.compile(
    r"(utf-8|ascii|iso8859-\d+|cp125\d|cp866|koi8-[rtu]|mac-cyrillic|gb18030|gbk|gb2312|big5|shift_jis|euc_(jp|kr))"
)
_SAME_AS_UTF8 = {"utf-8", "ascii"}
_WIDE = re.compile(r"(utf-16|utf-32)(-[lb]e)?")


def encoding_of(start: bytes) -> tuple[str, int]:
    """The encoding of a file that begins with `start`, and the length of its byte order mark. What the bytes show goes
    before what the declaration says. Raises `Refused` for UTF-7, EBCDIC and whatever is not in the short list.
    """
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name, len(mark)
    for sign, name in _UNMARKED:
        if start.startswith(sign):
            return name, 0
    declared = _DECLARED.match(start)
    if declared is None:
        return "utf-8", 0
    stated = declared.group(1).decode("ascii")
    try:
        name = codecs.lookup(stated).name
    except LookupError:
        raise Refused("encoding-refused", stated) from None
    if name in _SAME_AS_UTF8 or _WIDE.fullmatch(name):  # one-byte bytes that claim to be UTF-16: read what they are
        return "utf-8", 0
    if not _ACCEPTED.fullmatch(name):
        raise Refused("encoding-refused", stated)
    return name, 0


def in_utf8(chunks: Iterator[bytes], *, encoding: str) -> Iterator[bytes]:
    """The same text in UTF-8. Bytes without meaning in `encoding` become U+FFFD; UTF-8 itself passes untouched."""
    if encoding == "utf-8":
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def complaint(fragment: bytes, *, limits: Limits) -> str:
    """The rule that forbids to parse `fragment`, or nothing. Free for fragments shorter than the tag limit."""
    if len(fragment) <= limits.tag:
        return ""
    if fragment.count(b"<") + fragment.count(b"=") > limits.nodes:
        return "activity-too-complex"
    for piece in fragment.split(b"<"):
        if len(piece) > limits.tag and not piece.startswith(b"!"):
            tag = _TAG_PART.match(piece)
            if tag and tag.end() > limits.tag:
                return "tag-too-long"
    return ""


_TAG_PART = re.compile(rb"""[^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*""")  # always matches, the empty string at worst
