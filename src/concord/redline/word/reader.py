"""A .docx with tracked changes against the official base: each change a proposal, nothing dropped."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import product
from typing import TYPE_CHECKING

from concord.redline.paper import Clause
from concord.redline.tokens import digest, text_of, tokenise
from concord.redline.values import Kind, Op, Proposal
from concord.redline.word.alignment import Group, align, groups_of
from concord.redline.word.attribution import Draft, proposals_of
from concord.redline.word.hits import sort_changes
from concord.redline.word.inspection import Refused, parse, parts_of
from concord.redline.word.manifest import Manifest, read_manifest
from concord.redline.word.names import AUTHOR, DATE, ID, MANIFEST, w
from concord.redline.word.reading import Found, Reading, Remark, Unplaced
from concord.redline.word.recognition import Memory, explained
from concord.redline.word.resolve import refuse_unsupported
from concord.redline.word.settle import STORIES
from concord.redline.word.stories import OBJECT, story_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from concord.redline.paper import Paper
    from concord.redline.word.stories import Change, Line, Story


def read(*, data: bytes, base: Paper, lead: str = "", source: str = "docx") -> Reading:
    """Places every tracked change on `base`, whose clauses carry no proposals; raises `inspection.Refused`.

    A file written by `write` gives its proposals back as they were. In any other file each change, with what the same
    author put directly beside it, is a proposal of its own, by `lead` or else by the author named in the file ("A; B"
    are lead and sponsor), in the order of the text. Comments on the words of a proposal become its explanation. Words
    that differ from the base without being tracked are proposals too, marked `untracked`.
    """
    parts = parts_of(data=data)
    reader = _Reader(base, lead, source, _manifest(parts))
    roots = {name: parse(content=content, place=name) for name, content in parts.items() if STORIES.match(name)}
    for name, root in roots.items():
        refuse_unsupported(root=root, place=name)
        if name == "word/comments.xml":
            reader.comments = _comments(root)
    reader.memory = Memory.of(manifest=reader.manifest, remarks=reader.comments)
    for name, root in roots.items():
        if name == "word/document.xml":
            reader.body(story_of(root=root, part="text"))
        elif name != "word/comments.xml":
            reader.elsewhere(story_of(root=root, part=name.removeprefix("word/").removesuffix(".xml")))
    return reader.reading()


def _manifest(parts: Mapping[str, bytes]) -> Manifest:
    for name, content in parts.items():
        if name.startswith("customXml/item") and MANIFEST.encode() in content:
            root = parse(content=content, place=name)
            if root.tag == f"{{{MANIFEST}}}paper":
                try:
                    return read_manifest(root=root)
                except (KeyError, ValueError) as error:
                    raise Refused("manifest that was tampered with", name) from error
    return Manifest()


def _comments(root: Element) -> dict[str, Remark]:
    out = {}
    for comment in root.iter(w("comment")):
        lines = story_of(root=comment, part="comments").lines
        text = "\n".join("".join(p.text for p in line.pieces if p.taken_out is None) for line in lines)
        out[str(comment.get(ID, ""))] = Remark(str(comment.get(AUTHOR, "")), str(comment.get(DATE, "")), text)
    return out


@dataclass(frozen=True, slots=True)
class _Half:
    """One end of a move: whose, the words, and where in `found` it stands."""

    author: str
    text: str
    at: int


@dataclass(slots=True)
class _Reader:
    base: Paper
    lead: str
    source: str
    manifest: Manifest
    comments: dict[str, Remark] = field(default_factory=dict)
    memory: Memory = field(init=False)
    found: list[Found] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    moved_out: list[_Half] = field(default_factory=list)
    moved_in: list[_Half] = field(default_factory=list)

    def body(self, story: Story) -> None:
        clauses = self.base.clauses
        at = {c.key: n for n, c in enumerate(clauses)}
        named = {f"_clause{n}": at[card.key] for n, card in enumerate(self.manifest.cards) if card.key in at}
        groups = groups_of(lines=story.lines)
        matched = align(groups=groups, clauses=clauses, named=named)
        after = ""
        for position, group in enumerate(groups):
            if position in matched:
                clause = clauses[matched[position]]
                self._clause(group, clause, after)
                after = clause.key
            else:
                self._stranger(group, after)
        for position, clause in enumerate(clauses):
            if position not in set(matched.values()) and clause.tokens:
                text = text_of(tokens=clause.tokens)
                self.unplaced.append(Unplaced("provision missing without a tracked change", clause.key, text=text))
        self._formatting(story)
        self._pair_moves()

    def elsewhere(self, story: Story) -> None:
        """Page headers, notes: not part of the base."""
        for line in story.lines:
            for change, text in _changes(line):
                self.unplaced.append(Unplaced("outside the text", line.place, change.author, change.date, text))
        self._formatting(story)

    def reading(self) -> Reading:
        loose = [replace(r, clause=self.told.get(i, "")) for i, r in self.comments.items() if not self._is_told(i)]
        return Reading(tuple(self.found), tuple(self.unplaced), tuple(loose))

    def _is_told(self, number: str) -> bool:
        return self.told.get(number, "?") == ""

    def _formatting(self, story: Story) -> None:
        for f in story.formatting:
            self.unplaced.append(Unplaced(f"formatting ({f.name})", f.place, f.change.author, f.change.date))

    def _clause(self, group: Group, clause: Clause, after: str) -> None:
        changes = sort_changes(group=group)
        for whole in changes.wholes:
            if whole.before:
                self._addition(whole.line, whole.change, after)
        place = group.lines[0].place
        for change in changes.objects:
            self.unplaced.append(Unplaced("picture, note or object", place, change.author, change.date))
        made, left = proposals_of(group=group, changes=changes, clause=clause, memory=self.memory)
        self.unplaced += left
        gone = {d.author for d in made if d.kind is Kind.SUP}
        self.unplaced += [
            Unplaced("the number of the provision", place, change.author, change.date, text.strip())
            for change, text in changes.numbers
            if change.author not in gone and text.strip()
        ]
        for draft in made:
            self._keep(draft, clause, place)
        for line in group.lines:
            for number in {i for p in line.pieces for i in p.comments}:
                self.told.setdefault(number, clause.key)
        for whole in changes.wholes:
            if not whole.before:
                self._addition(whole.line, whole.change, clause.key)

    def _stranger(self, group: Group, after: str) -> None:
        """Lines that match no clause: additions where all is put in, else words the base does not have."""
        if not group.base_text.strip():
            for line in group.lines:
                maker = line.put_in or next((p.put_in for p in line.pieces if p.put_in), None)
                if maker is not None:
                    self._addition(line, maker, after)
                else:
                    self._struck(line)
            return
        for line in group.lines:
            changes = _changes(line)
            for change, text in changes:
                reason = "not in the official text"
                self.unplaced.append(Unplaced(reason, line.place, change.author, change.date, text))
            text = "".join(p.text for p in line.pieces).replace(OBJECT, "")
            if not changes and text.strip() and text.strip() != self.base.masthead.title.strip():
                reason = "paragraph put in without a tracked change"
                self.unplaced.append(Unplaced(reason, line.place, text=text))

    def _struck(self, line: Line) -> None:
        """Somebody else's strokes in words that are only proposed."""
        for piece in line.pieces:
            if piece.taken_out and not piece.number:
                gone, by = piece.taken_out, piece.put_in.author if piece.put_in else "the file"
                self.unplaced.append(
                    Unplaced(f"strikes words that {by} put in", line.place, gone.author, gone.date, piece.text)
                )
        if line.taken_out and line.put_in:
            gone = line.taken_out
            reason = "strikes a paragraph that another put in"
            self.unplaced.append(Unplaced(reason, line.place, gone.author, gone.date))

    def _addition(self, line: Line, change: Change, after: str) -> None:
        card = self._card(line)
        if card is not None:
            group = Group([line])
            made, left = proposals_of(
                group=group,
                changes=sort_changes(group=group),
                clause=card,
                memory=self.memory,
            )
            self.unplaced += left
            for draft in made:
                self._keep(draft, card, line.place, after)
            return
        self._struck(line)
        text = "".join(p.text for p in line.pieces if p.put_in and not p.number)
        tokens = tokenise(text=text)
        if not tokens:
            self.unplaced.append(Unplaced("empty paragraph", line.place, change.author, change.date))
            return
        told = frozenset(i for p in line.pieces for i in p.comments)
        explanation = explained(numbers=told, comments=self.comments)
        draft = Draft((Op(0, 0, tokens),), change.author, change.date, Kind.ADD, told, explanation, moved=change.moved)
        self._keep(draft, Clause(f"{self._next_key()}-provision", ()), line.place, after)

    def _keep(self, draft: Draft, clause: Clause, place: str, after: str = "") -> None:
        self.told.update(dict.fromkeys(draft.comments, ""))
        proposal = draft.proposal or self._new(draft, clause)
        text = text_of(tokens=clause.tokens or (draft.ops[0].words if draft.ops else ())).strip()
        half = _Half("; ".join(proposal.delegations) if draft.proposal else draft.author, text, len(self.found))
        if draft.moved and draft.kind in {Kind.MOVE, Kind.SUP}:
            self.moved_out.append(half)
        elif draft.moved and draft.kind is Kind.ADD:
            self.moved_in.append(half)
        author = proposal.lead if draft.proposal else draft.author
        self.found.append(
            Found(
                proposal,
                clause.key,
                place,
                author,
                after or proposal.after or "",
                clause.label,
                clause.style,
                untracked=draft.untracked,
            )
        )

    def _new(self, draft: Draft, clause: Clause) -> Proposal:
        names = [self.lead] if self.lead else draft.author.split("; ")
        return Proposal(
            self._next_key(),
            names[0],
            draft.ops,
            order=len(self.found) + 1,
            sponsors=tuple(names[1:]),
            kind=draft.kind,
            base=digest(tokens=clause.tokens),
            explanation=draft.explanation,
            source=self.source,
            tabled_at=_instant(draft.date),
        )

    def _next_key(self) -> str:
        return f"{self.source}-{len(self.found) + 1}"

    def _pair_moves(self) -> None:
        """The same words out of one place and into another, both tracked as a move: one proposal."""
        dropped = set()
        both = product(self.moved_out, self.moved_in)
        pairs = [(out, into) for out, into in both if (out.author, out.text) == (into.author, into.text)]
        pairs.sort(key=lambda pair: self.found[pair[0].at].proposal.after != self.found[pair[1].at].after)
        settled = set()
        for out, into in pairs:  # those first whose destination the file knows
            if out.at in settled or into.at in dropped:
                continue
            kept, after = self.found[out.at], self.found[into.at].after
            proposal = replace(kept.proposal, kind=Kind.MOVE, ops=(), after=after)
            self.found[out.at] = replace(kept, proposal=proposal, after=after)
            settled.add(out.at)
            dropped.add(into.at)
        self.found = [f for n, f in enumerate(self.found) if n not in dropped]

    def _card(self, line: Line) -> Clause | None:
        for name in line.bookmarks:
            number = name.removeprefix("_clause")
            if name.startswith("_clause") and number.isdigit() and int(number) < len(self.manifest.cards):
                card = self.manifest.cards[int(number)]
                if card.added:
                    return Clause(card.key, (), card.label, card.style)
        return None


def _changes(line: Line) -> list[tuple[Change, str]]:
    marks = [(c, "") for c in (line.put_in, line.taken_out) if c]
    return [*((c, p.text) for p in line.pieces for c in (p.put_in, p.taken_out) if c), *marks]


def _instant(date: str) -> datetime | None:
    try:
        return datetime.fromisoformat(date) if date else None
    except ValueError:
        return None
