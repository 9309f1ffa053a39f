from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from concord.iati.codelists import rows


@dataclass(frozen=True, slots=True)
class Attribute:
    """`lists` names code lists, each with the vocabulary it goes with ("" for any)."""

    name: str
    required: bool
    type: str
    lists: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What an element may hold. `children` in the order of the schema: name, least, most (None for any number)."""

    path: str
    type: str
    open_attributes: bool
    open_children: bool
    attributes: Mapping[str, Attribute]
    children: tuple[tuple[str, int, int | None], ...]


@cache
def grammar() -> Mapping[str, Shape]:
    """The shape of each element of an activity in 2.03, by its path from `iati-activity`."""
    table = rows("structure.csv")
    attributes: dict[str, dict[str, Attribute]] = {}
    children: dict[str, list[tuple[str, int, int | None]]] = {}
    for row in table:
        parent, _slash, name = row["path"].rpartition("/")
        if row["kind"] == "attribute":
            lists = tuple(
                (one, vocabulary) for one, _colon, vocabulary in (part.partition(":") for part in row["lists"].split())
            )
            found = Attribute(name[1:], row["least"] == "1", row["type"], lists)
            attributes.setdefault(parent, {})[found.name] = found
        elif parent:
            children.setdefault(parent, []).append((name, int(row["least"]), int(row["most"]) if row["most"] else None))
    shapes = {
        row["path"]: Shape(
            row["path"],
            row["type"],
            "@" in row["open"],
            "*" in row["open"],
            attributes.get(row["path"], {}),
            tuple(children.get(row["path"], ())),
        )
        for row in table
        if row["kind"] == "element"
    }
    return MappingProxyType(shapes)
