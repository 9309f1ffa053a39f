"""What a .docx written here says of itself, so that a proposal comes back as the one it was.

The words are never taken from it: they are read from the tracked changes, and a proposal whose words no longer match
the digest kept here is read like any other change. Other programs number changes and comments anew when they save, so
each is also known by its author, date and place, or by a digest.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from lxml import etree

from concord.redline.values import Kind, Op, Proposal
from concord.redline.word.names import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from concord.redline.paper import Paper

_NS = f"{{{MANIFEST}}}"


@dataclass(frozen=True, slots=True)
class Mark:
    """One change element: who, when, for which proposals; `whole` when it is of the paragraph, not of words."""

    author: str
    date: str
    keys: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A clause (its place among the clauses is its bookmark) without its words."""

    key: str
    label: str
    style: str
    added: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A comment of the proposal `key`; `bare` when it only says the proposal's kind and is no explanation."""

    key: str
    bare: bool
    sum: str


@dataclass(frozen=True, slots=True)
class Place:
    """An operation without its words: the tokens of the base it covers, the length of its text and a digest of it."""

    start: int
    end: int
    length: int
    sum: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`proposals` come without operations and explanations; `places` stand for the operations."""

    cards: tuple[Card, ...] = ()
    changes: Mapping[str, Mark] = field(default_factory=dict)
    comments: Mapping[str, Note] = field(default_factory=dict)
    proposals: Mapping[str, tuple[str, Proposal]] = field(default_factory=dict)
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, *, paper: Paper, changes: Mapping[str, Mark], comments: Mapping[str, Note]) -> Manifest:
        proposals = {
            p.key: (clause.key, replace(p, ops=(), explanation=""))
            for clause in paper.clauses
            for p in clause.proposals
        }
        places = {p.key: tuple(map(place_of, p.ops)) for clause in paper.clauses for p in clause.proposals}
        if len(places) < sum(len(c.proposals) for c in paper.clauses):
            raise ValueError("Two proposals carry the same key")
        cards = tuple(Card(c.key, c.label, c.style, bool(c.added)) for c in paper.clauses)
        return cls(cards, changes, comments, proposals, places)


def place_of(op: Op) -> Place:
    text = "".join(op.words)
    return Place(op.start, op.end, len(text), words_digest(text=text))


def words_digest(*, text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def note_digest(*, author: str, text: str) -> str:
    """Without white space: programs differ in how they keep white space in a comment."""
    return hashlib.sha256(f"{author}\0{''.join(text.split())}".encode("utf-8", "surrogatepass")).hexdigest()


def manifest_xml(*, manifest: Manifest) -> bytes:
    root = etree.Element(f"{_NS}paper", nsmap={"c": MANIFEST})
    for card in manifest.cards:
        etree.SubElement(
            root, f"{_NS}clause", key=card.key, label=card.label, style=card.style, added="1" if card.added else "0"
        )
    for number, mark in manifest.changes.items():
        change = etree.SubElement(
            root, f"{_NS}change", id=number, author=mark.author, date=mark.date, whole="1" if mark.whole else "0"
        )
        for key in mark.keys:
            etree.SubElement(change, f"{_NS}for", key=key)
    for number, note in manifest.comments.items():
        etree.SubElement(root, f"{_NS}comment", id=number, key=note.key, bare="1" if note.bare else "0", sum=note.sum)
    for key, (clause, p) in manifest.proposals.items():
        known = {"key": key, "clause": clause, "lead": p.lead, "order": str(p.order), "kind": p.kind.value}
        known |= {"base": p.base, "alternate": p.alternate, "supersedes": p.supersedes, "source": p.source}
        known |= {"tabled": p.tabled_at.isoformat() if p.tabled_at else ""}
        known |= {} if p.after is None else {"after": p.after}
        proposal = etree.SubElement(root, f"{_NS}proposal", known)
        for sponsor in p.sponsors:
            etree.SubElement(proposal, f"{_NS}sponsor", name=sponsor)
        for at in manifest.places[key]:
            etree.SubElement(
                proposal, f"{_NS}op", start=str(at.start), end=str(at.end), length=str(at.length), sum=at.sum
            )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def read_manifest(*, root: etree._Element) -> Manifest:
    """Raises `ValueError` or `KeyError` for a manifest that was tampered with."""
    proposals, places = {}, {}
    for e in root.iter(f"{_NS}proposal"):
        a = {str(k): str(v) for k, v in e.attrib.items()}
        proposals[a["key"]] = (
            a["clause"],
            Proposal(
                a["key"],
                a["lead"],
                (),
                order=int(a["order"]),
                sponsors=tuple(str(s.get("name", "")) for s in e.iter(f"{_NS}sponsor")),
                kind=Kind(a["kind"]),
                base=a["base"],
                alternate=a["alternate"],
                supersedes=a["supersedes"],
                source=a["source"],
                tabled_at=datetime.fromisoformat(a["tabled"]) if a["tabled"] else None,
                after=a.get("after"),
            ),
        )
        places[a["key"]] = tuple(
            Place(int(op.attrib["start"]), int(op.attrib["end"]), int(op.attrib["length"]), str(op.attrib["sum"]))
            for op in e.iter(f"{_NS}op")
        )
    return Manifest(
        tuple(
            Card(str(e.get("key", "")), str(e.get("label", "")), str(e.get("style", "")), e.get("added") == "1")
            for e in root.iter(f"{_NS}clause")
        ),
        {
            str(e.get("id")): Mark(
                str(e.get("author", "")),
                str(e.get("date", "")),
                tuple(str(f.get("key")) for f in e.iter(f"{_NS}for")),
                whole=e.get("whole") == "1",
            )
            for e in root.iter(f"{_NS}change")
        },
        {
            str(e.get("id")): Note(str(e.get("key")), e.get("bare") == "1", str(e.get("sum", "")))
            for e in root.iter(f"{_NS}comment")
        },
        proposals,
        places,
    )
