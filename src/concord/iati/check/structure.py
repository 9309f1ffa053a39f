"""The structure of 2.03: which elements and attributes, in which order, how often, of which type."""

from collections.abc import Iterator
from typing import Any

from concord.iati.check.faults import Fault
from concord.iati.check.grammar import Shape, grammar
from concord.iati.check.types import is_of_type

_XML = "{http://www.w3.org/XML/1998/namespace}"


def structure_faults(activity: Any) -> Iterator[Fault]:
    """Every fault of an `iati-activity` element, in the order of the document."""
    yield from _element(activity, grammar()["iati-activity"])


def _element(element: Any, shape: Shape) -> Iterator[Fault]:
    yield from _attributes(element, shape)
    text = (element.text or "") + "".join(child.tail or "" for child in element)
    if not shape.type and text.strip():
        yield Fault("structure-text", f"{shape.path}: {text.strip()[:60]}", element.sourceline)
    elif shape.type and not is_of_type(text, shape.type):
        yield Fault("structure-type", f"{shape.path} is not a {shape.type}: {text.strip()[:60]!r}", element.sourceline)
    yield from _children(element, shape)


def _attributes(element: Any, shape: Shape) -> Iterator[Fault]:
    line = element.sourceline
    for name, value in element.attrib.items():
        known = shape.attributes.get(name)
        if known is not None:
            if not is_of_type(value, known.type):
                yield Fault("structure-type", f"{shape.path}/@{name} is not a {known.type}: {value[:60]!r}", line)
        elif name == f"{_XML}lang":
            if not is_of_type(value, "language"):
                yield Fault("structure-type", f"{shape.path}/@xml:lang is not a language: {value[:60]!r}", line)
        elif not (name.startswith("{") and shape.open_attributes):
            yield Fault("structure-attribute-unknown", f"{shape.path}/@{name}", line)
    for known in shape.attributes.values():
        if known.required and element.get(known.name) is None:
            yield Fault("structure-attribute-missing", f"{shape.path}/@{known.name}", line)


def _children(element: Any, shape: Shape) -> Iterator[Fault]:
    expected = {name: at for at, (name, _least, _most) in enumerate(shape.children)}
    counts = dict.fromkeys(expected, 0)
    reached = 0
    shapes = grammar()
    for child in element:
        name = child.tag
        path = f"{shape.path}/{name}"
        if name.startswith("{"):
            if not shape.open_children:
                yield Fault("structure-unknown-element", path, child.sourceline)
            reached = len(shape.children)
            continue
        at = expected.get(name)
        if at is None:
            yield Fault("structure-unknown-element", path, child.sourceline)
            continue
        if at < reached:
            yield Fault("structure-order", path, child.sourceline)
        reached = max(reached, at)
        counts[name] += 1
        yield from _element(child, shapes[path])
    for name, least, most in shape.children:
        if counts[name] < least:
            yield Fault("structure-missing", f"{shape.path}/{name}", element.sourceline)
        if most is not None and counts[name] > most:
            yield Fault("structure-too-many", f"{shape.path}/{name}: {counts[name]}", element.sourceline)
