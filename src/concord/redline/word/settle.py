"""A .docx with its tracked changes accepted or rejected, all of them or one author's."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from lxml import etree

from concord.redline.word.inspection import parse, parts_of
from concord.redline.word.names import AUTHOR
from concord.redline.word.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element as Element

STORIES: Final = re.compile(
    r"^word/(document|header\d*|footer\d*|footnotes\d*|endnotes\d*|comments\d*|styles\d*|numbering\d*|glossary/document)\.xml$"
)
"""Parts with tracked changes. Those of styles and numbering are formatting only."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def accept_all(*, data: bytes) -> bytes:
    return settle(data=data, accept=lambda _: True)


def reject_all(*, data: bytes) -> bytes:
    return settle(data=data, accept=lambda _: False)


def own_text(*, data: bytes, delegation: str) -> bytes:
    """Accepts what the delegation asks for, alone or with others (authors are joined by "; "), and rejects the rest."""
    return settle(data=data, accept=lambda change: delegation in str(change.get(AUTHOR, "")).split("; "))


def settle(*, data: bytes, accept: Callable[[Element], bool]) -> bytes:
    """Refused files raise `inspection.Refused`."""
    parts = parts_of(data=data)
    for name, content in parts.items():
        if STORIES.match(name):
            root = parse(content=content, place=name)
            resolve(root=root, accept=accept, place=name)
            parts[name] = serialised(root=root)
    return packed(parts=parts)


def serialised(*, root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def packed(*, parts: Mapping[str, bytes]) -> bytes:
    """The same parts give the same bytes: no clock, content types first as readers expect."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", n != "_rels/.rels", n)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, parts[name])
    return out.getvalue()
