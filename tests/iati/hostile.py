"""Hostile IATI files, made as they are read. As a script: read one by name and print what became of it as JSON.

The script is run in a process of its own with hard limits, so that a failure is a dead process and not a dead machine.
"""

import gzip
import io
import json
import resource
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from concord.iati import Activity, read

ROOT = b'<iati-activities version="2.03">'
GOOD = b"<iati-activity><iati-identifier>GOOD</iati-identifier></iati-activity>"
END = b"</iati-activities>"
PAID = (
    b'<transaction><transaction-type code="3"/><transaction-date iso-date="2020-01-01"/><value>1</value></transaction>'
)
MIB = 1024 * 1024


class Stream(io.RawIOBase):
    """A binary file whose content is drawn from an iterator."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self.parts = parts
        self.left = b""

    def read(self, size: int = -1) -> bytes:
        while len(self.left) < size:
            part = next(self.parts, b"")
            if not part:
                break
            self.left += part
        out, self.left = self.left[:size], self.left[size:]
        return out


def wrapped(inside: Iterator[bytes]) -> Iterator[bytes]:
    """An activity file in which a good activity stands before and after what is hostile."""
    yield ROOT + GOOD
    yield from inside
    yield GOOD + END


def inside_one(content: Iterator[bytes]) -> Iterator[bytes]:
    yield b"<iati-activity><iati-identifier>BAD</iati-identifier>"
    yield from content
    yield b"</iati-activity>"


def times(part: bytes, size: int) -> Iterator[bytes]:
    """`part` over and over, about `size` bytes in all, in pieces of about a megabyte."""
    piece = part * max(1, MIB // len(part))
    for _ in range(max(1, size // len(piece))):
        yield piece


def laughs() -> Iterator[bytes]:
    names = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield f'<!DOCTYPE x [<!ENTITY l0 "lol">{names}]>'.encode() + ROOT + b"<iati-activity>&l9;</iati-activity>" + END


def quadratic() -> Iterator[bytes]:
    yield b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 100_000 + b'">]>' + ROOT + b"&a;" * 100_000 + END


def external_entity() -> Iterator[bytes]:
    yield b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + ROOT + b"<iati-activity>&e;</iati-activity>" + END


def external_dtd() -> Iterator[bytes]:
    yield b'<!DOCTYPE x SYSTEM "http://127.0.0.1:{port}/x.dtd">' + ROOT + GOOD + END


def late_doctype() -> Iterator[bytes]:
    yield from wrapped(iter([b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>']))


def entity_inside() -> Iterator[bytes]:
    yield from wrapped(inside_one(iter([b"<title>&xxe;</title>", b'<!DOCTYPE x [<!ENTITY xxe "y">]>'])))


def packed_bomb(rounds: int) -> Callable[[], Iterator[bytes]]:
    def parts() -> Iterator[bytes]:
        content = wrapped(times(b" ", 500 * MIB))
        for _ in range(rounds):
            content = packed(content)
        return content

    return parts


def packed(content: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=31)
    for piece in content:
        yield packer.compress(piece) or packer.flush(zlib.Z_SYNC_FLUSH)
    yield packer.flush()


def utf16() -> Iterator[bytes]:
    yield '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><iati-activities>&e;</iati-activities>'.encode(
        "utf-16"
    )


def utf7() -> Iterator[bytes]:
    yield b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-'


GIGABYTES = 2048 * MIB
HOSTILE: dict[str, Callable[[], Iterator[bytes]]] = {
    "billion-laughs": laughs,
    "quadratic-blow-up": quadratic,
    "external-entity": external_entity,
    "external-dtd": external_dtd,
    "late-doctype": late_doctype,
    "doctype-in-an-activity": entity_inside,
    "deep-nesting": lambda: wrapped(inside_one(times(b"<a>", 3 * MIB))),
    "deep-nesting-closed": lambda: wrapped(inside_one(iter([b"<a>" * 1_000_000, b"</a>" * 1_000_000]))),
    "attributes": lambda: wrapped(
        inside_one(iter([b"<a " + b"".join(b'a%d=""' % n + b" " for n in range(300_000)), b"/>"]))
    ),
    "attributes-at-the-root": lambda: iter(
        [b"<iati-activities ", b"".join(b'a%d="" ' % n for n in range(300_000)), b">"]
    ),
    "many-small-attributes": lambda: wrapped(inside_one(times(b'<a b="" c="" d="" e="" f=""/>', 15 * MIB))),
    "text-node": lambda: wrapped(inside_one(times(b"text ", 150 * MIB))),
    "two-gigabytes-of-text": lambda: wrapped(inside_one(times(b"text ", GIGABYTES))),
    "two-gigabytes-of-nothing": lambda: wrapped(times(b"          ", GIGABYTES)),
    "two-gigabytes-between": lambda: wrapped(times(b"<", GIGABYTES)),
    "two-gigabytes-of-starts": lambda: wrapped(times(b"<iati-activity>", GIGABYTES)),
    "two-gigabytes-of-comments": lambda: wrapped(times(b"<!---->", GIGABYTES)),
    "an-endless-comment": lambda: wrapped(iter([b"<!--", *times(b"-", 64 * MIB)])),
    "an-endless-comment-at-the-start": lambda: times(b"<!-- ", 64 * MIB),
    "an-endless-root": lambda: times(b'<iati-activities a="', 64 * MIB),
    "open-cdata": lambda: wrapped(inside_one(times(b"<![CDATA[", 15 * MIB))),
    "open-contacts": lambda: wrapped(inside_one(iter([b"<![CDATA[", *times(b"<contact-info>", 15 * MIB), b"]]>"]))),
    "quotes": lambda: wrapped(times(b"<iati-activity \"'", 64 * MIB)),
    "ampersands": lambda: wrapped(inside_one(times(b"&", 7 * MIB))),
    "wide-broken-text": lambda: wrapped(inside_one(iter(["\U0001f600".encode() * (7 * MIB // 4), b"&"]))),
    "as-many-elements-as-allowed": lambda: wrapped(inside_one(iter([b"<a/>" * 590_000]))),
    "as-many-payments-as-allowed": lambda: wrapped(inside_one(iter([PAID * 80_000]))),
    "gzip-bomb": packed_bomb(1),
    "gzip-bomb-in-a-bomb": packed_bomb(2),
    "gzip-members": lambda: times(gzip.compress(b""), 64 * MIB),
    "utf-7": utf7,
    "utf-16": utf16,
    "wrong-root": lambda: iter([b"<feed>", *times(b"<entry/>", 64 * MIB), b"</feed>"]),
    "nul-bytes": lambda: times(b"\0", 64 * MIB),
}


def peak_memory() -> int:
    """The most memory this program held, in KiB. The resource usage of a process would count its parent's before it
    became this program.
    """
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def main(name: str, port: str) -> None:
    """Read the file `name`; its address of an external DTD is on `port`."""
    parts = (part.replace(b"{port}", port.encode()) if name == "external-dtd" else part for part in HOSTILE[name]())
    reading = read(cast("BinaryIO", Stream(parts)), name=name)
    before = peak_memory()
    good = sum(isinstance(item, Activity) and item.identifier == "GOOD" for item in reading)
    used = resource.getrusage(resource.RUSAGE_SELF)
    report = {
        "good": good,
        "read": reading.activity_count,
        "rules": sorted(reading.tally),
        "refused": reading.refused,
        "rss": peak_memory(),
        "before": before,
        "cpu": used.ru_utime + used.ru_stime,
    }
    print(json.dumps(report))  # noqa: T201  # the parent reads it


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
