"""What Word does when a paragraph mark goes: the words join the paragraph after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from concord.redline.word.names import m, w

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

_MARKUP: Final = frozenset(
    w(n)
    for n in (
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "permStart",
        "permEnd",
        "proofErr",
    )
)
_CONTENT: Final = (
    w("t"),
    w("delText"),
    w("tab"),
    w("br"),
    w("sym"),
    w("drawing"),
    w("pict"),
    w("noBreakHyphen"),
    w("footnoteReference"),
    w("endnoteReference"),
    w("fldChar"),
    w("instrText"),
    m("oMath"),
)


def join_paragraphs(*, gone: Iterable[Element]) -> None:
    """`gone`, in reading order, lose their marks. The surviving mark lends its properties, so those of the
    next paragraph stay.

    Before a table, or at the end of a cell or of the text, there is nothing to join: an empty paragraph goes unless
    it is the last one its cell may not lack; a paragraph with words keeps its mark.
    """
    for paragraph in gone:
        if paragraph.getparent() is None:
            continue
        between, following = _next_block(paragraph)
        if following is not None and following.tag == w("p"):
            _prepend(following, [*(c for c in paragraph if c.tag != w("pPr")), *between])
            _remove(paragraph)
        elif not _has_content(paragraph) and _can_go(paragraph, following):
            parent = paragraph.getparent()
            if parent is None:
                continue
            at = parent.index(paragraph)
            for offset, child in enumerate([c for c in paragraph if c.tag in _MARKUP]):
                parent.insert(at + offset, child)
            _remove(paragraph)


def _next_block(paragraph: Element) -> tuple[list[Element], Element | None]:
    between: list[Element] = []
    current = paragraph
    while True:
        following = current.getnext()
        if following is None:
            parent = current.getparent()
            if parent is None or parent.tag not in {w("sdtContent"), w("sdt"), w("customXml")}:
                return between, None
            current = parent
            continue
        if following.tag in _MARKUP:
            between.append(following)
        elif following.tag in {w("sdt"), w("customXml")}:
            first = next((e for e in following.iter(w("p"), w("tbl"))), None)
            if first is not None:
                return between, first
        elif isinstance(following.tag, str):
            return between, following
        current = following


def _prepend(paragraph: Element, content: list[Element]) -> None:
    at = 1 if len(paragraph) and paragraph[0].tag == w("pPr") else 0
    for offset, child in enumerate(content):
        paragraph.insert(at + offset, child)


def _has_content(paragraph: Element) -> bool:
    return any(True for _ in paragraph.iter(*_CONTENT))


def _can_go(paragraph: Element, following: Element | None) -> bool:
    parent = paragraph.getparent()
    if parent is None or paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None:
        return False
    others = [e for e in parent if e is not paragraph and e.tag in {w("p"), w("tbl"), w("sdt")}]
    if following is not None and following.tag == w("tbl"):
        return True
    previous = paragraph.getprevious()
    while previous is not None and previous.tag in _MARKUP:
        previous = previous.getprevious()
    return bool(others) and previous is not None and previous.tag != w("tbl")


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if parent.tag == w("sdtContent") and not len(parent):
            box = parent.getparent()
            if box is not None:
                _remove(box)
