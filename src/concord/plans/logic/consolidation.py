"""From one revision to the next, in all languages: what is agreed becomes text, what is open follows or waits."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from concord.plans.logic.structure import Ask, StructureClash, Tree, rebuilt
from concord.plans.terms import FootingState
from concord.redline import (
    Kind,
    Node,
    Op,
    apply,
    apply_set,
    check_grouping,
    consolidate,
    diff,
    digest,
    text_of,
    tokenise,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from concord.redline import Tokens

_NO_WORDS: Final = frozenset({Kind.SUP, Kind.NOC})
"""Kinds that change no word: a deleted provision goes as a whole."""

Place = tuple[str, str]
"""A provision and a language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """``translates`` is the digest of the words that were translated, empty in the language negotiated in."""

    tokens: Tokens
    translates: str = ""

    @property
    def digest(self) -> str:
        return digest(tokens=self.tokens)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A revision: its tree by uuid, its words by provision and language; ``language`` is the one negotiated in."""

    language: str
    nodes: Mapping[str, Node]
    words: Mapping[Place, Words]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of an open proposal. One that needs re-tabling keeps its operations and the base they are on."""

    state: FootingState
    ops: tuple[Op, ...]
    base: str
    clashes_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidated:
    """``fates`` by key; ``made`` the provisions that a split made, by the one that was split; ``touched`` those whose
    words changed in any language.
    """

    version: Version
    fates: Mapping[str, Fate]
    made: Mapping[str, tuple[str, ...]]
    touched: frozenset[str]


def consolidated(
    *, version: Version, kinds: Mapping[str, str], accepted: Iterable[Ask], waiting: Iterable[Ask]
) -> Consolidated:
    """``kinds`` are the kinds of the provisions that accepted proposals add.

    A translation stays fresh if and only if no word of its provision changed in any language: words changed in the
    language negotiated in show by their digest, words changed in a translation set the digests of all translations of
    the provision back. Raises ``StructureClash``, ``redline.Clashing`` and ``redline.WordsChanged``.
    """
    settled, tabled = tuple(accepted), tuple(waiting)
    tree = rebuilt(nodes=version.nodes, kinds=kinds, asks=settled)
    told = _Teller(version, tree, settled, tabled)
    texts = told.texts()
    _regroup(tree, texts, version.language, told.cuts)
    kept = {place: tokens for place, tokens in texts.items() if place[0] in tree.nodes}
    _check_whole(told.plain, kept, tree)
    words = {place: Words(tokens=tokens, translates=told.translates(place, kept)) for place, tokens in kept.items()}
    after = Version(language=version.language, nodes=tree.nodes, words=words)
    fates = {ask.key: told.fate(ask, after) for ask in tabled}
    made = {uuid: split.parts for uuid, split in tree.splits.items()}
    return Consolidated(version=after, fates=fates, made=made, touched=told.touched(after))


class _Teller:
    """What is known after the words of each provision are consolidated, before they are regrouped (``plain``)."""

    def __init__(self, version: Version, tree: Tree, settled: tuple[Ask, ...], tabled: tuple[Ask, ...]) -> None:
        self.version, self.tree, self.settled = version, tree, settled
        self.changing: dict[Place, list[Ask]] = defaultdict(list)
        self.carried: dict[str, Fate] = {}
        self.plain: dict[Place, Tokens] = {place: words.tokens for place, words in version.words.items()}
        waiting: dict[Place, list[Ask]] = defaultdict(list)
        for ask in settled:
            if ask.kind not in _NO_WORDS and ask.proposal.ops:
                self.changing[ask.provision, ask.language].append(ask)
        for ask in tabled:
            if ask.kind not in _NO_WORDS and ask.proposal.ops:
                waiting[ask.provision, ask.language].append(ask)
        for place, asks in self.changing.items():
            self._settle(place, asks, waiting[place])
        self.cuts = {uuid: self._cuts(uuid) for uuid in tree.splits}

    def _settle(self, place: Place, asks: list[Ask], waiting: list[Ask]) -> None:
        base = self._before(place)
        result = consolidate(base=base, accepted=[a.proposal for a in asks], still_open=[a.proposal for a in waiting])
        new = tokenise(text=text_of(tokens=result.tokens))
        self.plain[place] = new
        stands = digest(tokens=new)
        for proposal in result.carried:
            ops = _moved(result.tokens, proposal.ops, new)
            self.carried[proposal.key] = Fate(state=FootingState.STANDING, ops=ops, base=stands)
        for proposal in result.absorbed:
            self.carried[proposal.key] = Fate(state=FootingState.ABSORBED, ops=(), base=stands)
        for found in result.retable:
            keys = {key for clash in found.clashes for key in (clash.first, clash.second)} - {found.original.key}
            self.carried[found.original.key] = _retable(found.original.ops, digest(tokens=base), keys)

    def _cuts(self, uuid: str) -> tuple[int, ...]:
        """Where a provision breaks, in characters of its words as agreed."""
        split = self.tree.splits[uuid]
        base = self._before((uuid, split.language))
        asks = self.changing[uuid, split.language]
        ends = []
        for position in split.positions:
            if across := {a.key for a in asks if any(op.start < position < op.end for op in a.proposal.ops)}:
                raise StructureClash(across | split.keys)
            before = [replace(a.proposal, ops=tuple(o for o in a.proposal.ops if o.end <= position)) for a in asks]
            ends.append(len(text_of(tokens=apply_set(base=base[:position], proposals=before))))
        return tuple(ends)

    def _before(self, place: Place) -> Tokens:
        words = self.version.words.get(place)
        return words.tokens if words else ()

    def texts(self) -> dict[Place, Tokens]:
        return dict(self.plain)

    def touched(self, after: Version) -> frozenset[str]:
        before = self.version.words
        return frozenset(
            place[0]
            for place in before.keys() | after.words.keys()
            if place not in before or place not in after.words or before[place].tokens != after.words[place].tokens
        )

    def translates(self, place: Place, kept: Mapping[Place, Tokens]) -> str:
        """Of a merged translation: the merged source, if each piece was a fresh translation of its source."""
        uuid, language = place
        if language == self.version.language:
            return ""
        merge = self.tree.merges.get(uuid)
        pieces = merge.pieces if merge else (uuid,)
        in_translation = {p for p, tag in self.changing if tag != self.version.language}
        if in_translation.intersection(pieces):
            return ""
        known = [self.version.words.get((piece, language)) for piece in pieces]
        if merge is None:
            return known[0].translates if known[0] else ""
        source = kept.get((uuid, self.version.language), ())
        fresh = all(
            words is not None and words.translates == digest(tokens=self.plain.get((piece, self.version.language), ()))
            for piece, words in zip(pieces, known, strict=True)
        )
        return digest(tokens=source) if fresh else ""

    def fate(self, ask: Ask, after: Version) -> Fate:
        original = digest(tokens=self._before((ask.provision, ask.language)))
        if blockers := self._blockers(ask):
            return _retable(ask.proposal.ops, original, blockers)
        if self._is_done(ask):
            return Fate(state=FootingState.ABSORBED, ops=(), base=original)
        if ask.kind not in _NO_WORDS and ask.proposal.ops:
            fate = self._fate_of_words(ask, after, original)
            if fate.state is FootingState.ABSORBED and ask.kind not in (Kind.MOD, Kind.ADD):
                return Fate(state=FootingState.STANDING, ops=(), base=fate.base)
            return fate
        now = after.words.get((ask.provision, ask.language))
        base = now.digest if now else original
        ops = ask.proposal.ops
        if ask.kind is Kind.SUP and ops and now:
            ops = (Op(0, len(now.tokens)),) if now.tokens else ()
        return Fate(state=FootingState.STANDING, ops=ops, base=base)

    def _fate_of_words(self, ask: Ask, after: Version, original: str) -> Fate:
        plain = self.plain.get((ask.provision, ask.language), ())
        standing = Fate(state=FootingState.STANDING, ops=ask.proposal.ops, base=original)
        fate = self.carried.get(ask.key, standing)
        now = after.words.get((ask.provision, ask.language))
        if fate.state is not FootingState.STANDING or now is None or now.tokens == plain:
            return fate
        wanted = self._regrouped(ask, plain, fate.ops)
        if wanted is None:
            return _retable(ask.proposal.ops, original, self._regroupers(ask.provision))
        ops = diff(before=now.tokens, after=tokenise(text=wanted))
        return Fate(state=FootingState.STANDING, ops=ops, base=now.digest)

    def _regrouped(self, ask: Ask, plain: Tokens, ops: tuple[Op, ...]) -> str | None:
        """What the proposal makes of the regrouped provision; None if its words went to another one."""
        wanted = text_of(tokens=apply(base=plain, ops=ops))
        if split := self.tree.splits.get(ask.provision):
            end = self.cuts[ask.provision][0] if split.language == ask.language else len(text_of(tokens=plain)) + 1
            edges = list(accumulate(len(token) for token in plain))
            cut = bisect_right(edges, end)
            if any(op.end > cut or (op.inserts and op.start == cut) for op in ops):
                return None
            return text_of(tokens=apply(base=plain[:cut], ops=ops)).strip()
        merge = self.tree.merges[ask.provision]
        return _joined(
            wanted if piece == ask.provision else text_of(tokens=self.plain.get((piece, ask.language), ()))
            for piece in merge.pieces
        )

    def _regroupers(self, uuid: str) -> frozenset[str]:
        found = self.tree.merges.get(uuid) or self.tree.splits.get(uuid)
        return found.keys if found else frozenset()

    def _is_done(self, ask: Ask) -> bool:
        """The text agreed already does what the proposal asks of the tree."""
        if ask.kind is Kind.MOVE:
            place = (ask.provision, ask.parent, ask.place)
            return any(s.kind is Kind.MOVE and (s.provision, s.parent, s.place) == place for s in self.settled)
        if ask.kind is Kind.MERGE:
            merge = self.tree.merges.get(ask.provision)
            return merge is not None and set(ask.joins) <= set(merge.pieces)
        return ask.kind is Kind.SUP and ask.provision in self.tree.gone

    def _blockers(self, ask: Ask) -> frozenset[str]:
        """Accepted proposals that leave this one without the place or the words that it speaks of."""
        if self._is_done(ask) and (ask.kind is not Kind.SUP or self._was_deleted(ask.provision)):
            return frozenset()
        gone = self.tree.gone
        found = set(gone.get(ask.provision, ()))
        if ask.kind in (Kind.ADD, Kind.MOVE):
            found |= gone.get(ask.parent, frozenset())
        if ask.kind is Kind.ADD:
            twins = [s for s in self.settled if s.kind is Kind.ADD and s.provision == ask.provision]
            same = [s for s in twins if s.language == ask.language]
            if any(s.proposal.ops != ask.proposal.ops for s in same):
                found |= {s.key for s in same}
        if ask.kind is Kind.MOVE:
            found |= self.tree.moved.get(ask.provision, frozenset())
        if ask.kind is Kind.MERGE:
            found |= {key for uuid in ask.joins for key in gone.get(uuid, ())}
        if ask.kind in (Kind.NOC, Kind.SPLIT):
            changing = (asks for (uuid, _), asks in self.changing.items() if uuid == ask.provision)
            found |= self._regroupers(ask.provision) | {a.key for asks in changing for a in asks}
        return frozenset(found)

    def _was_deleted(self, uuid: str) -> bool:
        return any(s.kind is Kind.SUP and s.key in self.tree.gone.get(uuid, ()) for s in self.settled)


def _retable(ops: tuple[Op, ...], base: str, keys: Iterable[str]) -> Fate:
    return Fate(state=FootingState.RETABLE, ops=ops, base=base, clashes_with=tuple(sorted(keys)))


def _moved(tokens: Tokens, ops: tuple[Op, ...], new: Tokens) -> tuple[Op, ...]:
    """The same change on the same text cut into tokens anew."""
    if tokens == new:
        return ops
    return diff(before=new, after=tokenise(text=text_of(tokens=apply(base=tokens, ops=ops))))


def _joined(texts: Iterable[str]) -> str:
    return " ".join(stripped for text in texts if (stripped := text.strip()))


def _regroup(tree: Tree, texts: dict[Place, Tokens], language: str, cuts: Mapping[str, tuple[int, ...]]) -> None:
    languages = {tag for _, tag in texts} | {language}
    for survivor, merge in tree.merges.items():
        for tag in languages:
            pieces = [texts.pop((piece, tag)) for piece in merge.pieces if (piece, tag) in texts]
            if pieces:
                joined = tokenise(text=_joined(text_of(tokens=piece) for piece in pieces))
                check_grouping(before=pieces, after=[joined])
                texts[survivor, tag] = joined
    for uuid, split in tree.splits.items():
        whole = texts.get((uuid, split.language), ())
        text = text_of(tokens=whole)
        cut = [tokenise(text=text[a:b].strip()) for a, b in pairwise((0, *cuts[uuid], len(text)))]
        check_grouping(before=[whole], after=cut)
        for part, tokens in zip((uuid, *split.parts), cut, strict=True):
            texts[part, split.language] = tokens


def _check_whole(plain: Mapping[Place, Tokens], kept: Mapping[Place, Tokens], tree: Tree) -> None:
    """No words added, none lost, over the whole text: those of deleted provisions apart."""
    for language in {tag for _, tag in plain}:
        check_grouping(
            before=[t for (u, tag), t in plain.items() if tag == language and (u in tree.nodes or _survives(u, tree))],
            after=[t for (u, tag), t in kept.items() if tag == language],
        )


def _survives(uuid: str, tree: Tree) -> bool:
    """Its words stand in the provision that it was merged into."""
    return any(uuid in merge.pieces and survivor in tree.nodes for survivor, merge in tree.merges.items())
