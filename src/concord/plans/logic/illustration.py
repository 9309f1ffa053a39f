"""An illustrative negotiation as values: what each proposal of the data file comes to on the first text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from concord.plans.terms import ProposalKind
from concord.plans.terms.illustration import InstrumentDefinition, Pairs, ProposalDefinition
from concord.redline import Op, Span, Tokens, between, digest, ops_of, tokenise


class UnclearWords(ValueError):
    """The words to be changed do not stand exactly once in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A proposal as it is tabled. ``about`` and ``parent`` are keys of provisions, ``base`` the digest of the words on
    which its operations are. ``same_as`` is the key of an earlier proposal that asks for exactly this.
    """

    definition: ProposalDefinition
    language: str
    about: str
    ops: tuple[Op, ...]
    base: str
    parent: str
    place: str
    splits: tuple[int, ...]
    same_as: str


def ops_of_pairs(*, base: Tokens, pairs: Pairs) -> tuple[Op, ...]:
    """All pairs made at once. Raises ``UnclearWords``."""
    text = "".join(base)
    spans = []
    for words, instead in pairs:
        if text.count(words) != 1:
            raise UnclearWords(f"{words!r} stands {text.count(words)} times in {text!r}")
        start = text.index(words)
        spans.append(Span(start, start + len(words), instead))
    return ops_of(base=base, spans=spans)


def splits_before(*, base: Tokens, words: str) -> tuple[int, ...]:
    """The token with which these words begin. Raises ``UnclearWords``."""
    text = "".join(base)
    if text.count(words) != 1:
        raise UnclearWords(f"{words!r} stands {text.count(words)} times in {text!r}")
    end = text.index(words)
    passed = 0
    for position, token in enumerate(base):
        if passed == end:
            return (position,)
        passed += len(token)
    raise UnclearWords(f"{words!r} begins inside a word of {text!r}")


@dataclass(slots=True, kw_only=True)
class _Table:
    """The text, and what was laid on it so far."""

    instrument: InstrumentDefinition
    orders: Mapping[str, str]
    parents: dict[str, str] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)
    known: dict[tuple[object, ...], str] = field(default_factory=dict)
    words: dict[tuple[str, str], Tokens] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in self.instrument.provisions:
            self.parents[each.key] = each.parent
            for language, text in each.text.items:
                self.words[each.key, language] = tokenise(text=text)

    def place(self, parent: str, after: str) -> str:
        """After the sibling and the additions that were tabled before for the same gap."""
        line = sorted(
            (order, key, key in self.added)
            for key, order in {**self.orders, **self.added}.items()
            if self.parents.get(key, "") == parent
        )
        at = next((n for n, (_, key, _new) in enumerate(line) if key == after), len(line) - 1)
        while at + 1 < len(line) and line[at + 1][2]:
            at += 1
        lower = line[at][0] if at >= 0 else ""
        upper = next((order for order, _, _ in line[at + 1 :] if order > lower), "")
        return between(lower=lower, upper=upper)


def laid_out(
    *, instrument: InstrumentDefinition, orders: Mapping[str, str], proposals: Iterable[ProposalDefinition]
) -> tuple[Laid, ...]:
    """In tabling order; ``orders`` are those of the provisions of the first text. An addition in several languages is
    one proposal in each. Raises ``UnclearWords``.
    """
    table = _Table(instrument=instrument, orders=orders)
    found: list[Laid] = []
    for each in proposals:
        found += _laid(table, each)
    return tuple(found)


def _laid(table: _Table, proposal: ProposalDefinition) -> Iterable[Laid]:
    parent, place = "", ""
    if proposal.do in (ProposalKind.ADD, ProposalKind.MOVE):
        parent, place = proposal.parent, table.place(proposal.parent, proposal.after)
    if proposal.do is ProposalKind.ADD:
        table.parents[proposal.new], table.added[proposal.new] = parent, place
        texts = {proposal.language: proposal.text.get(proposal.language), **dict(proposal.text.items)}
        for language, text in texts.items():
            yield _one(table, proposal, language, (Op(0, 0, tokenise(text=text)),), (), parent, place)
        return
    base = table.words.get((proposal.about, proposal.language), ())
    ops: tuple[Op, ...] = ()
    splits: tuple[int, ...] = ()
    if proposal.do is ProposalKind.MOD:
        ops = ops_of_pairs(base=base, pairs=proposal.change)
    elif proposal.do is ProposalKind.SUP:
        ops = (Op(0, len(base)),)
    elif proposal.do is ProposalKind.SPLIT:
        splits = splits_before(base=base, words=proposal.at.get(proposal.language))
    yield _one(table, proposal, proposal.language, ops, splits, parent, place, base)


def _one(
    table: _Table,
    proposal: ProposalDefinition,
    language: str,
    ops: tuple[Op, ...],
    splits: tuple[int, ...],
    parent: str,
    place: str,
    base: Tokens = (),
) -> Laid:
    asks = (proposal.about, proposal.do, language, ops, splits, parent, place, frozenset(proposal.others))
    same_as = table.known.setdefault(asks, proposal.key)
    return Laid(
        definition=proposal,
        language=language,
        about=proposal.about,
        ops=ops,
        base=digest(tokens=base),
        parent=parent,
        place=place,
        splits=splits,
        same_as="" if same_as == proposal.key else same_as,
    )


def homes(*, instruments: Iterable[InstrumentDefinition], proposals: Iterable[ProposalDefinition]) -> dict[str, str]:
    """Provision → code of the text that it is in; those that proposals would add or split off too."""
    home = {each.key: one.code for one in instruments for each in one.provisions}
    first = next(iter(home.values()), "")
    for each in proposals:
        if each.do is ProposalKind.ADD:
            home[each.new] = home.get(each.parent or each.after, first)
        elif each.do is ProposalKind.SPLIT:
            home[each.new] = home[each.provision]
    return home
