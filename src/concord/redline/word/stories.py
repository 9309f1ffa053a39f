"""The text of one part as lines of pieces, each piece knowing who put it in and who took it out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from concord.redline.tokens import normalise
from concord.redline.word.furniture import NUMBER
from concord.redline.word.names import (
    AUTHOR,
    CHANGED_PROPERTIES,
    DATE,
    DELETIONS,
    ID,
    INSERTIONS,
    MC,
    VAL,
    m,
    w,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

OBJECT: Final = "\ufffc"
_SIGNS: Final = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
    w("drawing"): OBJECT,
    w("pict"): OBJECT,
    w("footnoteReference"): OBJECT,
    w("endnoteReference"): OBJECT,
}
_SKIPPED: Final = frozenset(
    {w("rPr"), w("pPr"), w("tblPr"), w("tblGrid"), w("sdtPr"), w("sdtEndPr"), w("sectPr"), f"{{{MC}}}Fallback"}
    | {w("instrText"), w("delInstrText"), w("rt"), w("tblPrEx")}
)


@dataclass(frozen=True, slots=True)
class Change:
    """One tracked change element. `moved` when it is half of a move."""

    id: str
    author: str
    date: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """`number` for words that are the clause's label and not its text."""

    text: str
    put_in: Change | None = None
    taken_out: Change | None = None
    comments: frozenset[str] = frozenset()
    number: bool = False


@dataclass(slots=True)
class Line:
    """One paragraph. `holder` tells cells and text boxes apart: lines join only within one."""

    place: str
    holder: int
    pieces: list[Piece] = field(default_factory=list)
    put_in: Change | None = None
    taken_out: Change | None = None
    bookmarks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Formatting:
    """A tracked change of properties, which no text proposal can carry."""

    name: str
    change: Change
    place: str


@dataclass(slots=True)
class Story:
    lines: list[Line] = field(default_factory=list)
    formatting: list[Formatting] = field(default_factory=list)


def change_of(*, element: Element) -> Change:
    moved = element.tag in {w("moveFrom"), w("moveTo")}
    return Change(str(element.get(ID, "")), str(element.get(AUTHOR, "")), str(element.get(DATE, "")), moved)


def story_of(*, root: Element, part: str) -> Story:
    """Nested tables, content controls, fields, text boxes and mathematics are walked; of AlternateContent only the
    first choice, which is what today's programs show.
    """
    walker = _Walker(part)
    walker.block(root, 0, None, None)
    return walker.story


class _Walker:
    def __init__(self, part: str) -> None:
        self.story = Story()
        self._part = part
        self._open: set[str] = set()
        self._bookmarks: list[str] = []
        self._holders = 0

    def block(self, element: Element, holder: int, put_in: Change | None, taken_out: Change | None) -> None:
        """Walks whatever may hold paragraphs; the state of a row or cell is handed down to its words."""
        self._note_formatting(element)
        if element.tag == w("p"):
            self._paragraph(element, holder, put_in, taken_out)
            return
        if element.tag in {w("tc"), w("txbxContent"), w("footnote"), w("endnote"), w("comment")}:
            self._holders += 1
            holder = self._holders
        for mark in (*element.findall(f"{w('trPr')}/*"), *element.findall(f"{w('tcPr')}/*")):
            if mark.tag in INSERTIONS | {w("cellIns")}:
                put_in = change_of(element=mark)
            elif mark.tag in DELETIONS | {w("cellDel")}:
                taken_out = change_of(element=mark)
            elif mark.tag == w("cellMerge"):
                self.story.formatting.append(Formatting("cellMerge", change_of(element=mark), self._place()))
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _SKIPPED:
                self._note_formatting(child)
                continue
            if not self._range(child):
                self.block(child, holder, put_in, taken_out)

    def _paragraph(self, element: Element, holder: int, put_in: Change | None, taken_out: Change | None) -> None:
        line = Line(f"{self._part}, paragraph {len(self.story.lines) + 1}", holder, bookmarks=self._bookmarks)
        self._bookmarks = []
        self.story.lines.append(line)
        line.put_in, line.taken_out = put_in, taken_out
        for mark in element.findall(f"{w('pPr')}/{w('rPr')}/*"):
            if mark.tag in INSERTIONS:
                line.put_in = change_of(element=mark)
            elif mark.tag in DELETIONS:
                line.taken_out = change_of(element=mark)
        for child in element:
            self._inline(child, line, put_in, taken_out, number=False)
        _settle_number(line)

    def _inline(
        self, element: Element, line: Line, put_in: Change | None, taken_out: Change | None, *, number: bool
    ) -> None:
        tag = element.tag
        if not isinstance(tag, str) or self._range(element, line):
            return
        self._note_formatting(element, line)
        if tag in _SKIPPED:
            return
        if tag in INSERTIONS:
            put_in = change_of(element=element)
        elif tag in DELETIONS:
            taken_out = change_of(element=element)
        elif tag == w("r"):
            style = element.find(f"{w('rPr')}/{w('rStyle')}")
            number = style is not None and str(style.get(VAL)).lower() == NUMBER.lower()
        text = self._text(element)
        if text:
            line.pieces.append(Piece(text, put_in, taken_out, frozenset(self._open), number))
        for child in element:
            if child.tag == w("txbxContent"):
                self.block(child, line.holder, put_in, taken_out)
            else:
                self._inline(child, line, put_in, taken_out, number=number)

    @staticmethod
    def _text(element: Element) -> str:
        tag = str(element.tag)
        if tag in {w("t"), w("delText"), m("t")}:
            return normalise(text=element.text or "")
        if tag == w("sym"):
            try:
                return chr(int(str(element.get(w("char"), "FFFD")), 16))
            except (ValueError, OverflowError):
                return "\ufffd"
        if tag == w("tab"):
            parent = element.getparent()
            return "\t" if parent is not None and parent.tag == w("r") else ""
        return _SIGNS.get(tag, "")

    def _range(self, element: Element, line: Line | None = None) -> bool:
        """Keeps account of open comments and of bookmarks; true when that is all there is to the element."""
        if element.tag == w("commentRangeStart"):
            self._open.add(str(element.get(ID, "")))
        elif element.tag == w("commentRangeEnd"):
            self._open.discard(str(element.get(ID, "")))
        elif element.tag == w("bookmarkStart"):
            (self._bookmarks if line is None else line.bookmarks).append(str(element.get(w("name"), "")))
        else:
            return False
        return True

    def _note_formatting(self, element: Element, line: Line | None = None) -> None:
        if element.tag in _SKIPPED:
            found = [e for e in element.iter(*CHANGED_PROPERTIES, w("ins")) if e.tag != w("ins") or _numbers(e)]
        else:
            found = []
        place = line.place if line else self._place()
        for change in found:
            name = str(change.tag).rpartition("}")[2]
            name = "numbering" if name == "ins" else name
            self.story.formatting.append(Formatting(name, change_of(element=change), place))

    def _place(self) -> str:
        return f"{self._part}, paragraph {max(len(self.story.lines), 1)}"


def _settle_number(line: Line) -> None:
    """Words typed behind a number take on its style, and are words all the same: in a paragraph of the base whatever
    was put in; in a new one whatever stands behind the first tab.
    """
    new = all(p.put_in for p in line.pieces)
    at = next((n for n, p in enumerate(line.pieces) if p.number and "\t" in p.text), -1)
    for n, piece in enumerate(line.pieces):
        if piece.number and piece.put_in and not (new and n <= at):
            line.pieces[n] = replace(piece, number=False)


def _numbers(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == w("numPr")
