"""From the changes of one clause to drafts of proposals: who asks for what."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from concord.redline.diff import diff
from concord.redline.spans import Span
from concord.redline.tokens import text_of, tokenise
from concord.redline.values import Kind
from concord.redline.word.hits import ops_at
from concord.redline.word.reading import Unplaced
from concord.redline.word.recognition import explained

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.redline.paper import Clause
    from concord.redline.values import Op, Proposal, Tokens
    from concord.redline.word.alignment import Group
    from concord.redline.word.hits import Hit, Sorted
    from concord.redline.word.reading import Remark
    from concord.redline.word.recognition import Known, Memory
    from concord.redline.word.stories import Change


@dataclass(frozen=True, slots=True)
class Draft:
    """`proposal` is there when the file's manifest knows it and its words are untouched."""

    ops: tuple[Op, ...]
    author: str
    date: str
    kind: Kind
    comments: frozenset[str] = frozenset()
    explanation: str = ""
    moved: bool = False
    untracked: bool = False
    proposal: Proposal | None = None


def proposals_of(
    *, group: Group, changes: Sorted, clause: Clause, memory: Memory
) -> tuple[list[Draft], list[Unplaced]]:
    place = group.lines[0].place
    made: list[Draft] = []
    left: list[Unplaced] = []
    shift, untracked = _fit(group.base_text, clause)
    if untracked:
        made.append(Draft(untracked, "", "", Kind.MOD, untracked=True))
    hits: list[Hit] = []
    for hit in changes.hits:
        start, end = shift(hit.start), shift(hit.end)
        if start is None or end is None or end < start:
            reason = "in words that were also changed without tracking"
            left.append(Unplaced(reason, place, hit.change.author, hit.change.date, hit.text))
        else:
            hits.append(replace(hit, start=start, end=end))
        if hit.by is not None:
            reason = f"strikes words that {hit.change.author} put in"
            left.append(Unplaced(reason, place, hit.by.author, hit.by.date, hit.text))
    marks = [c for line in group.lines for c in (line.put_in, line.taken_out) if c]
    known, used = memory.known(hits=hits, marks=marks, clause=clause)
    made += [_draft(one) for one in known]
    marked = {one.proposal.kind for one in known}
    rest = [h for n, h in enumerate(hits) if n not in used]
    others = memory.remarks.keys() - {number for one in known for number in one.comments}
    drafts, empty = _by_author(rest, clause, {number: memory.remarks[number] for number in others})
    left += [Unplaced("changes nothing", place, h.change.author, h.change.date, h.text) for h in empty]
    moved_away = changes.merges is not None and changes.merges.moved and Kind.MOVE in marked
    if changes.merges and Kind.SUP not in marked and not moved_away:
        drafts = _with_merge(drafts, changes.merges)
    return made + drafts, left


def _draft(one: Known) -> Draft:
    p = one.proposal
    return Draft(p.ops, p.lead, "", p.kind, one.comments, p.explanation, moved=one.moved, proposal=p)


def _fit(shown: str, clause: Clause) -> tuple[_Shift, tuple[Op, ...]]:
    """How positions in the file's paragraph become positions in the clause, and what differs without being tracked."""
    text = text_of(tokens=clause.tokens)
    lead = 0
    if clause.label and shown.startswith(clause.label) and not text.startswith(clause.label):
        rest = shown[len(clause.label) :]
        lead = len(shown) - len(rest.lstrip()) if rest[:1].isspace() else 0
    if shown[lead:] == text:
        return _Shift(lead, ((0, len(text), 0),)), ()
    tokens = tokenise(text=shown[lead:])
    runs: list[tuple[int, int, int]] = []
    at_shown = at_text = 0
    there = here = 0
    for op in (*diff(before=tokens, after=clause.tokens), None):
        end = op.start if op else len(tokens)
        length = sum(map(len, tokens[here:end]))
        runs.append((at_shown, at_shown + length, at_text))
        there += end - here
        if op is not None:
            at_shown += length + sum(map(len, tokens[op.start : op.end]))
            at_text += length + sum(map(len, op.words))
            here = op.end
    untracked = diff(before=clause.tokens, after=tokens) if text.strip() != shown[lead:].strip() else ()
    return _Shift(lead, tuple(runs)), untracked


@dataclass(frozen=True, slots=True)
class _Shift:
    lead: int
    runs: tuple[tuple[int, int, int], ...]

    def __call__(self, position: int) -> int | None:
        at = position - self.lead
        for start, end, to in self.runs:
            if start <= at <= end:
                return to + at - start
        return None


def _by_author(hits: Sequence[Hit], clause: Clause, comments: Mapping[str, Remark]) -> tuple[list[Draft], list[Hit]]:
    """Changes of one author that touch are one proposal: Word writes a replacement as a deletion and an insertion."""
    drafts: list[Draft] = []
    empty: list[Hit] = []
    for run in _runs(hits, clause.tokens):
        ops = ops_at(base=clause.tokens, spans=[Span(h.start, h.end, h.text) for h in run])
        if not ops:
            empty += run
            continue
        kind = Kind.MOD
        if any(h.mark for h in run):
            kind = Kind.SPLIT
        elif not any(op.words for op in ops) and sum(op.end - op.start for op in ops) == len(clause.tokens):
            kind = Kind.SUP
        elif not clause.tokens:
            kind = Kind.ADD
        told = frozenset().union(*(h.comments for h in run)) & comments.keys()
        moved = all(h.change.moved for h in run)
        text = explained(numbers=told, comments=comments)
        drafts.append(Draft(ops, run[0].change.author, run[0].change.date, kind, told, text, moved=moved))
    return drafts, empty


def _runs(hits: Sequence[Hit], base: Tokens) -> list[list[Hit]]:
    """Each author's changes that touch, or that change one and the same token; in reading order."""
    edges = list(accumulate(map(len, base), initial=0))
    out: list[list[Hit]] = []
    open_: dict[str, list[Hit]] = {}
    for hit in hits:
        run = open_.get(hit.change.author)
        if run is not None:
            reached = run[-1].end
            edge = edges[min(bisect_left(edges, reached), len(edges) - 1)]
            if hit.start <= reached or hit.start < edge:
                run.append(hit)
                continue
        open_[hit.change.author] = run = [hit]
        out.append(run)
    return out


def _with_merge(drafts: list[Draft], change: Change) -> list[Draft]:
    """The paragraph mark was struck: with all its words the provision goes, else it joins the next one."""
    for position, draft in enumerate(drafts):
        if draft.kind is Kind.SUP:
            return drafts
        if draft.author == change.author and position == len(drafts) - 1 and draft.kind is Kind.MOD:
            return [*drafts[:position], replace(draft, kind=Kind.MERGE)]
    return [*drafts, Draft((), change.author, change.date, Kind.MERGE, moved=change.moved)]
