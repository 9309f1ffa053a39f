"""Cuts a region out of a world TopoJSON file, so that a page carries only the boundaries it draws.

The shipped file was cut from world-atlas; cut another region with
`python -m concord.ui.boundaries countries-50m.json 398,417,762 > region.json`.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Topology = dict[str, Any]


def cut(*, topology: Topology, layer: str, ids: tuple[str, ...]) -> Topology:
    """The countries with these ISO 3166-1 numeric ids (or names, for pieces without one) and the arcs they use, in the
    order given; no coordinate changes. Raises KeyError for an id that the layer does not have.
    """
    by_id = {
        geometry.get("id", geometry["properties"]["name"]): geometry
        for geometry in topology["objects"][layer]["geometries"]
    }
    chosen = [by_id[each] for each in ids]
    used = sorted({arc for geometry in chosen for arc in _arcs(geometry["arcs"])})
    place = {arc: index for index, arc in enumerate(used)}
    renumbered = [geometry | {"arcs": _renumbered(geometry["arcs"], place)} for geometry in chosen]
    return {
        "type": "Topology",
        "transform": topology["transform"],
        "objects": {layer: {"type": "GeometryCollection", "geometries": renumbered}},
        "arcs": [topology["arcs"][arc] for arc in used],
    }


def _arcs(nested: list[Any]) -> "Iterator[int]":
    """Arc numbers at any depth; a negative one is its complement, walked backwards."""
    for item in nested:
        if isinstance(item, list):
            yield from _arcs(item)
        else:
            yield max(item, ~item)


def _renumbered(nested: list[Any], place: dict[int, int]) -> list[Any]:
    return [
        _renumbered(item, place) if isinstance(item, list) else place[item] if item >= 0 else ~place[~item]
        for item in nested
    ]


if __name__ == "__main__":
    world = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    region = cut(topology=world, layer="countries", ids=tuple(sys.argv[2].split(",")))
    sys.stdout.write(json.dumps(region, ensure_ascii=False, separators=(",", ":")))
