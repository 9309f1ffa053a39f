"""Numbers as a function of the tree, with soft numbers for what is not agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from concord.redline.tree import reading_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from concord.redline.tree import Node

_LATIN: Final = (
    "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies", "undecies", "duodecies",
    "terdecies", "quaterdecies", "quindecies", "sexdecies", "septendecies", "octodecies", "novodecies", "vicies",
)  # fmt: skip
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """`form` is "1", "I", "a" or "A"; `before` and `after` go around the number. With `continuous` the count runs on
    through the whole text instead of starting again under each parent.
    """

    form: str = "1"
    before: str = ""
    after: str = ""
    continuous: bool = False


STYLES: Final[Mapping[str, Style]] = {
    "part": Style("I"),
    "chapeau": Style("1", before="chapeau "),
    "measure": Style("1"),
    "paragraph": Style("1", continuous=True),
    "subparagraph": Style("a", before="(", after=")"),
    "annex": Style("I", before="Annex "),
    "annex row": Style("1"),
}


def numbers(*, nodes: Iterable[Node], styles: Mapping[str, Style] = STYLES) -> dict[str, str]:
    """The label of every provision by uuid; no two of a kind in one count are alike.

    Agreed provisions are counted. A soft one takes the number before it with "bis", "ter" … in the order in which the
    additions at that place were tabled; before the first it takes "-1", "-2" …. No label changes when another provision
    is proposed or withdrawn, as long as withdrawn ones are kept in `nodes`.
    """
    count: dict[tuple[str, str], int] = {}
    waiting: dict[tuple[str, str, int], list[Node]] = {}
    labels: dict[str, str] = {}
    for node in reading_order(nodes=nodes):
        style = styles.get(node.kind, Style())
        scope = ("" if style.continuous else node.parent, node.kind)
        if node.soft:
            waiting.setdefault((*scope, count.get(scope, 0)), []).append(node)
        else:
            count[scope] = count.get(scope, 0) + 1
            labels[node.uuid] = _label(style, _written(count[scope], style.form))
    for (_, kind, after), group in waiting.items():
        style = styles.get(kind, Style())
        for turn, node in enumerate(sorted(group, key=lambda n: (n.tabled, n.uuid)), start=1):
            number = f"{_written(after, style.form)} {_latin(turn)}" if after else f"-{turn}"
            labels[node.uuid] = _label(style, number)
    return labels


def _label(style: Style, number: str) -> str:
    return f"{style.before}{number}{style.after}"


def _latin(turn: int) -> str:
    return _LATIN[turn - 1] if turn <= len(_LATIN) else f"({turn + 1})"


def _written(number: int, form: str) -> str:
    if form == "I":
        out = ""
        for value, sign in _ROMAN:
            out += sign * (number // value)
            number %= value
        return out
    if form in {"a", "A"}:
        out = ""
        while number:
            number, digit = divmod(number - 1, 26)
            out = chr(ord(form) + digit) + out
        return out
    return str(number)
