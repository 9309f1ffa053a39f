"""Accepting and rejecting tracked changes, in the tree of one part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from concord.redline.word.inspection import Refused
from concord.redline.word.marks import join_paragraphs
from concord.redline.word.names import (
    AUTHOR,
    CHANGED_PROPERTIES,
    DELETIONS,
    INSERTIONS,
    KNOWN_CHANGES,
    MC,
    NOT_CHANGES_WITH_AUTHOR,
    VAL,
    m,
    w,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

    Choice = Callable[[Element], bool]

_RUNS: Final = INSERTIONS | DELETIONS
_MARK_HOLDERS: Final = frozenset({w("rPr"), w("trPr"), m("ctrlPr"), w("numPr")})
_KEPT_ON_REVERT: Final = {
    w("pPr"): frozenset({w("rPr"), w("sectPr")}),
    w("rPr"): _RUNS,
    w("trPr"): _RUNS,
    w("tcPr"): frozenset({w("cellIns"), w("cellDel"), w("cellMerge")}),
    w("sectPr"): frozenset({w("headerReference"), w("footerReference")}),
}
_MATH_ARGUMENTS: Final = frozenset(m(n) for n in ("e", "num", "den", "sub", "sup", "deg", "fName", "lim"))
_RANGES: Final = {
    "customXmlInsRange": True,
    "customXmlMoveToRange": True,
    "customXmlDelRange": False,
    "customXmlMoveFromRange": False,
}


def resolve(*, root: Element, accept: Choice, place: str = "") -> None:
    """Settles every tracked change under `root`, in place: `accept` says of each whether it is accepted or rejected.

    Refuses, by name and place, what it would otherwise settle wrongly.
    """
    refuse_unsupported(root=root, place=place)
    _content_controls(root, accept)
    _cells(root, accept)
    _properties(root, accept)
    rows = _rows(root, accept)
    gone = _paragraph_marks(root, accept)
    _math(root, accept)
    _runs(root, accept)
    for element in list(root.iter(*(w(f"{k}Range{e}") for k in ("moveFrom", "moveTo") for e in ("Start", "End")))):
        _drop(element)
    join_paragraphs(gone=gone)
    for row in rows:  # after joining: words do not join across a table, though the table goes too
        _drop_from_table(row)


def refuse_unsupported(*, root: Element, place: str = "") -> None:
    for element in root.iter("*"):
        if element.get(AUTHOR) is not None and element.tag not in KNOWN_CHANGES | NOT_CHANGES_WITH_AUTHOR:
            raise Refused(f"unknown tracked change {str(element.tag).rpartition('}')[2]}", place)
    for kind in ("moveFrom", "moveTo"):
        if any(row.find(f"{w('trPr')}/*[@{AUTHOR}]") is None for row in _moved_rows(root, kind)):
            raise Refused("moved table cells", place)


def _moved_rows(root: Element, kind: str) -> set[Element]:
    """Rows that begin inside a moved range, or that only one end of it lies in."""
    starts = {e.get(w("id")): e for e in root.iter(w(f"{kind}RangeStart"))}
    ends = {e.get(w("id")): e for e in root.iter(w(f"{kind}RangeEnd"))}
    pairs = [(start, ends[number]) for number, start in starts.items() if number in ends]
    found = {
        row for pair in pairs if _cell(pair[0]) is not _cell(pair[1]) for row in map(_row, pair) if row is not None
    }
    opened: set[str | None] = set()
    for element in root.iter(w("tr"), w(f"{kind}RangeStart"), w(f"{kind}RangeEnd")) if pairs else ():
        if element.tag == w("tr"):
            found.update({element} if opened else ())
        elif element.tag == w(f"{kind}RangeEnd"):
            opened.discard(element.get(w("id")))
        elif element.get(w("id")) in ends:
            opened.add(element.get(w("id")))
    return found


def _cell(element: Element) -> Element | None:
    return next(element.iterancestors(w("tc")), None)


def _row(element: Element) -> Element | None:
    return next(element.iterancestors(w("tr")), None)


def _rows_between(start: Element, end: Element) -> set[Element | None]:
    """Rows of tables that lie whole inside a moved range."""
    tables: set[Element | None] = set()
    for element in start.itersiblings():
        if element is end or end in element.iterdescendants(end.tag):
            break
        tables.update(element.iter(w("tr")))
    return tables


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    """Replaces the element by its children. WordprocessingML has no mixed content: tails are layout."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    children = list(element)
    parent.remove(element)
    for offset, child in enumerate(children):
        parent.insert(at + offset, child)


def _stays(element: Element, accept: Choice) -> bool:
    return accept(element) == (element.tag in INSERTIONS)


def _content_controls(root: Element, accept: Choice) -> None:
    """A content control or custom element whose opening tag lies in a marked range was itself put in or taken out."""
    order = {element: number for number, element in enumerate(root.iter("*"))}
    boxes = [(order[e], e) for e in order if e.tag in {w("sdt"), w("customXml"), w("smartTag")}]
    unwrapped: set[Element] = set()
    for name, puts_in in _RANGES.items():
        ends = {e.get(w("id")): e for e in root.iter(w(f"{name}End"))}
        for start in list(root.iter(w(f"{name}Start"))):
            end = ends.get(start.get(w("id")))
            if end is not None and accept(start) != puts_in:
                unwrapped.update(box for at, box in boxes if order[start] < at < order[end])
    for box in unwrapped:
        _unbox(box)
    for name in _RANGES:
        for element in list(root.iter(w(f"{name}Start"), w(f"{name}End"))):
            _drop(element)


def _unbox(box: Element) -> None:
    if box.tag == w("sdt"):
        for child in list(box):
            if child.tag == w("sdtContent"):
                _unwrap(child)
            else:
                box.remove(child)
    _unwrap(box)


def _rows(root: Element, accept: Choice) -> list[Element]:
    """Settles the marks of rows and returns the rows that go."""
    going: list[Element] = []
    for row in root.iter(w("tr")):
        for mark in [e for e in row.findall(f"{w('trPr')}/*") if e.tag in _RUNS]:
            if not _stays(mark, accept) and row not in going[-1:]:
                going.append(row)
            _drop(mark)
    return going


def _drop_from_table(element: Element) -> None:
    """A row or table left empty goes too; a cell must not end without a paragraph, which joining marks sees to."""
    parent = element.getparent()
    _drop(element)
    emptied = parent is not None and next(parent.iter(w("tc"), w("p")), None) is None
    if parent is not None and emptied and parent.tag in {w("tr"), w("tbl"), w("sdtContent"), w("sdt")}:
        _drop_from_table(parent)


def _cells(root: Element, accept: Choice) -> None:
    for mark in list(root.iter(w("cellIns"), w("cellDel"))):
        cell = _cell(mark)
        if next(mark.iterancestors(w("tcPrChange")), None) is not None or cell is None:
            continue
        if accept(mark) == (mark.tag == w("cellIns")):
            _drop(mark)
        else:
            _drop_from_table(cell)
    for mark in list(root.iter(w("cellMerge"))):
        properties = mark.getparent()
        if properties is None or next(mark.iterancestors(w("tcPrChange")), None) is not None:
            continue
        value = mark.get(w("vMerge") if accept(mark) else w("vMergeOrig"))
        for old in properties.findall(w("vMerge")):
            properties.remove(old)
        if value in {"rest", "cont"}:
            merge = properties.makeelement(w("vMerge"), {VAL: "restart" if value == "rest" else "continue"})
            properties.replace(mark, merge)
        else:
            properties.remove(mark)


def _properties(root: Element, accept: Choice) -> None:
    for change in list(root.iter(*CHANGED_PROPERTIES)):
        holder = change.getparent()
        if holder is None:
            continue
        holder.remove(change)
        if change.tag == w("numberingChange") or accept(change):
            continue
        kept = _KEPT_ON_REVERT.get(str(holder.tag), frozenset[str]())
        for child in list(holder):
            if child.tag not in kept:
                holder.remove(child)
        before = next(iter(change), None)
        restored = [c for c in before if c.tag not in kept] if before is not None else []
        lead = sum(1 for c in holder if c.tag in {w("headerReference"), w("footerReference")} | _RUNS)
        for offset, child in enumerate(restored):
            holder.insert(lead + offset, child)
    for mark in list(root.iter(w("ins"))):
        numbering = mark.getparent()
        if numbering is not None and numbering.tag == w("numPr"):
            if accept(mark):
                numbering.remove(mark)
            else:
                _drop(numbering)


def _paragraph_marks(root: Element, accept: Choice) -> list[Element]:
    """Settles the marks and returns, in reading order, the paragraphs whose mark goes."""
    gone = []
    for paragraph in root.iter(w("p")):
        marks = [e for e in paragraph.findall(f"{w('pPr')}/{w('rPr')}/*") if e.tag in _RUNS]
        going = [mark for mark in marks if not _stays(mark, accept)]
        if any(mark.tag in {w("ins"), w("del")} for mark in going) or (going and not _moves_words_only(paragraph)):
            gone.append(paragraph)
        for mark in marks:
            _drop(mark)
    return gone


def _moves_words_only(paragraph: Element) -> bool:
    """A move that begins inside a paragraph takes its words along and leaves the paragraph, empty, where it was."""
    return next(paragraph.iter(w("moveFromRangeStart"), w("moveToRangeStart")), None) is not None


def _math(root: Element, accept: Choice) -> None:
    """A tracked control character is the structure itself (fraction, root …): without it its arguments stand alone."""
    for control in list(root.iter(m("ctrlPr"))):
        for mark in list(control.iter(*_RUNS)):
            stays = _stays(mark, accept)
            if mark.getparent() is not None:
                _unwrap(mark)
            properties = control.getparent()
            structure = properties.getparent() if properties is not None else None
            if stays or structure is None or structure.tag in _MATH_ARGUMENTS or structure.getparent() is None:
                continue
            arguments = [a for a in structure.iter(*_MATH_ARGUMENTS) if _owner(a) is structure]
            parent = structure.getparent()
            at = parent.index(structure) if parent is not None else 0
            content = [c for a in arguments for c in a if c.tag not in {m("argPr"), m("ctrlPr")}]
            if parent is not None:
                parent.remove(structure)
                for offset, child in enumerate(content):
                    parent.insert(at + offset, child)


def _owner(argument: Element) -> Element | None:
    """The structure an argument belongs to; matrix rows stand between."""
    parent = argument.getparent()
    while parent is not None and parent.tag == m("mr"):
        parent = parent.getparent()
    return parent


def _runs(root: Element, accept: Choice) -> None:
    for change in list(root.iter(*_RUNS)):
        if change.getparent() is None:
            continue
        if _stays(change, accept):
            if change.tag in DELETIONS:
                _undelete(change)
            _unwrap(change)
        else:
            _drop(change)


def _undelete(change: Element) -> None:
    for text in list(change.iter(w("delText"), w("delInstrText"))):
        if next(text.iterancestors(*DELETIONS), None) is change:
            text.tag = w("t") if text.tag == w("delText") else w("instrText")


def is_fallback(*, element: Element) -> bool:
    """True inside the second copy that AlternateContent keeps for older programs."""
    return next(element.iterancestors(f"{{{MC}}}Fallback"), None) is not None
