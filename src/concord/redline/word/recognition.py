"""Proposals that the file's own manifest knows, found again among its changes, whatever their numbers have become."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from concord.redline.spans import Span
from concord.redline.values import Kind
from concord.redline.word.hits import ops_at
from concord.redline.word.manifest import Manifest, note_digest, words_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from concord.redline.paper import Clause
    from concord.redline.values import Proposal
    from concord.redline.word.hits import Hit
    from concord.redline.word.manifest import Note, Place
    from concord.redline.word.reading import Remark
    from concord.redline.word.stories import Change

    Mark = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Known:
    """A proposal as it was written, and the comments in the file that are its own; `moved` when the file moves the
    paragraph for it.
    """

    proposal: Proposal
    comments: frozenset[str]
    moved: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """`claims` are parts of hits: characters of the base that go, or of the text that a hit puts in."""

    span: Span
    claims: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """The manifest, arranged for looking things up: proposals by clause, their marks, their comments in this file."""

    manifest: Manifest
    remarks: Mapping[str, Remark]
    homes: Mapping[str, tuple[Proposal, ...]]
    marks: Mapping[str, frozenset[Mark]]
    notes: Mapping[str, tuple[str, ...]]
    bare: frozenset[str]

    @classmethod
    def of(cls, *, manifest: Manifest, remarks: Mapping[str, Remark]) -> Memory:
        homes: dict[str, list[Proposal]] = defaultdict(list)
        for clause, proposal in manifest.proposals.values():
            homes[clause].append(proposal)
        marks: dict[str, set[Mark]] = defaultdict(set)
        for mark in manifest.changes.values():
            for key in mark.keys:
                marks[key].add((mark.author, mark.date, mark.whole))
        notes: dict[str, list[str]] = defaultdict(list)
        for number, note in _paired(manifest.comments, remarks):
            notes[note.key].append(number)
        return cls(
            manifest,
            remarks,
            {clause: tuple(sorted(found, key=lambda p: p.rank)) for clause, found in homes.items()},
            {key: frozenset(found) for key, found in marks.items()},
            {key: tuple(found) for key, found in notes.items()},
            frozenset(note.key for note in manifest.comments.values() if note.bare),
        )

    def known(
        self, *, hits: Sequence[Hit], marks: Sequence[Change], clause: Clause
    ) -> tuple[list[Known], frozenset[int]]:
        """Those of this clause whose words in the file are still theirs; and the hits that they explain in full."""
        edges = list(accumulate(map(len, clause.tokens), initial=0))
        made: list[Known] = []
        claims: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for proposal in self.homes.get(clause.key, ()):
            names = self.marks.get(proposal.key, frozenset())
            here = [(n, h) for n, h in enumerate(hits) if (h.change.author, h.change.date, False) in names]
            found = [_found(at, here, edges, claims) for at in self.manifest.places.get(proposal.key, ())]
            told = self.notes.get(proposal.key, ())
            whole = any((m.author, m.date, True) in names for m in marks)
            ops = ops_at(base=clause.tokens, spans=[one.span for one in found if one])
            if ops is None or not all(found) or not (ops or whole or told):
                continue
            if proposal.kind is Kind.MOVE and not whole and any(mark[2] for mark in names):
                continue  # the tracked move is gone, though its comment may have stayed
            moved = proposal.kind is Kind.MOVE and whole
            full = replace(proposal, ops=ops, explanation=self._explanation(proposal))
            made.append(Known(full, frozenset(told), moved))
            for one in found:
                for n, start, end in one.claims if one else ():
                    claims[n].append((start, end))
            if moved:
                for n, hit in enumerate(hits):
                    if hit.change.moved and (hit.change.author, hit.change.date, True) in names:
                        claims[n].append((hit.start, hit.end))
        return made, frozenset(n for n, taken in claims.items() if _covered(hits[n], taken))

    def _explanation(self, proposal: Proposal) -> str:
        told = self.notes.get(proposal.key, ())
        if proposal.key in self.bare and all(self.remarks[n].text == proposal.kind for n in told):
            return ""
        return explained(numbers=told, comments=self.remarks)


def explained(*, numbers: Iterable[str], comments: Mapping[str, Remark]) -> str:
    found = sorted((n for n in numbers if n in comments), key=lambda n: (len(n), n))
    return "\n".join(comments[number].text for number in found)


def _paired(notes: Mapping[str, Note], remarks: Mapping[str, Remark]) -> Iterator[tuple[str, Note]]:
    """By number and words, else by words alone, else (somebody edited the words) by number and author."""
    sums = {number: note_digest(author=r.author, text=r.text) for number, r in remarks.items()}
    left = dict(notes)
    free = dict.fromkeys(remarks)
    by_sum: dict[str, list[str]] = defaultdict(list)
    for number, digest in sums.items():
        by_sum[digest].append(number)
    for number, note in notes.items():
        if sums.get(number) == note.sum:
            del left[number], free[number]
            yield number, note
    for number, note in tuple(left.items()):
        same = next((n for n in by_sum[note.sum] if n in free), None)
        if same is not None:
            del left[number], free[same]
            yield same, note
    for number, note in left.items():
        if number in free:
            yield number, note


def _found(
    at: Place, here: Sequence[tuple[int, Hit]], edges: Sequence[int], taken: Mapping[int, Sequence[tuple[int, int]]]
) -> _Found | None:
    """The operation among the changes that carry its names and date. A program may have cut them up, or joined them
    with others that lie beside them. Words that no other proposal has `taken` come first.
    """
    if not 0 <= at.start <= at.end < len(edges):
        return None
    start, end = edges[at.start], edges[at.end]
    claims: list[tuple[int, int, int]] = []
    reached = start
    for n, hit in here:
        if hit.start < hit.end and hit.start < end and start < hit.end and hit.start <= reached:
            claims.append((n, max(start, hit.start), min(end, hit.end)))
            reached = max(reached, claims[-1][2])
    if reached < end:
        return None
    new = [(n, hit.text) for n, hit in here if hit.start == hit.end == end]
    joined = "".join(text for _, text in new)
    free = list(_free(new, taken))
    places = [n for n in range(len(joined) - at.length + 1) if words_digest(text=joined[n : n + at.length]) == at.sum]
    if not places:
        return None
    first = next((n for n in places if all(free[n : n + at.length])), places[0])
    last = first + at.length
    return _Found(Span(start, end, joined[first:last]), (*claims, *_claimed(new, first, last)))


def _free(new: Iterable[tuple[int, str]], taken: Mapping[int, Sequence[tuple[int, int]]]) -> Iterator[bool]:
    for n, text in new:
        for position in range(len(text)):
            yield not any(start <= position < end for start, end in taken.get(n, ()))


def _claimed(new: Iterable[tuple[int, str]], first: int, last: int) -> Iterator[tuple[int, int, int]]:
    position = 0
    for n, text in new:
        start, end = max(first - position, 0), min(last - position, len(text))
        if start < end:
            yield n, start, end
        position += len(text)


def _covered(hit: Hit, claims: Iterable[tuple[int, int]]) -> bool:
    """All characters that it takes out, or all that it puts in."""
    reached, last = (0, len(hit.text)) if hit.start == hit.end else (hit.start, hit.end)
    for start, end in sorted(claims):
        if start > reached:
            return False
        reached = max(reached, end)
    return reached >= last
