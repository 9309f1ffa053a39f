"""Order keys, labels and seals of a tree of provisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from concord.redline import Node, Place, Provision, between, numbers, tokenise
from concord.redline.history import seal


@dataclass(frozen=True, slots=True)
class Placed:
    """A provision in its place, by public ids; ``texts`` are its words by language."""

    uuid: str
    kind: str
    parent: str
    order: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Seal:
    state: str
    chain: str


def spread(*, count: int, lower: str = "", upper: str = "") -> tuple[str, ...]:
    """So many order keys between two others, short and with room between them."""
    if count == 0:
        return ()
    middle = between(lower=lower, upper=upper)
    left = count // 2
    before = spread(count=left, lower=lower, upper=middle)
    return (*before, middle, *spread(count=count - left - 1, lower=middle, upper=upper))


def labels(*, placed: Iterable[Placed]) -> dict[str, str]:
    """What each provision is called when the text is printed. Raises ``KeyError`` and ``redline.Circular``."""
    return numbers(nodes=[Node(each.uuid, each.kind, each.parent, each.order) for each in placed])


def sealed(
    *, placed: Iterable[Placed], languages: Sequence[str], symbol: str, at: datetime, previous: str = ""
) -> Seal:
    """Digest of all words and places, in all languages, and of the history up to here; ``previous`` is the chain of the
    revision before.
    """
    revision = {
        f"{each.uuid} {language}": Provision(
            Place(each.kind, each.parent, each.order), tokenise(text=each.texts[language])
        )
        for each in placed
        for language in languages
        if language in each.texts
    }
    state, chain = seal(previous=previous, at=at.astimezone(UTC), symbol=symbol, revision=revision)
    return Seal(state, chain)
