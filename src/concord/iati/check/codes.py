from collections.abc import Iterator
from typing import Any

from concord.iati.check.faults import Fault
from concord.iati.check.grammar import Attribute, grammar
from concord.iati.codelists import codelist


def code_faults(activity: Any) -> Iterator[Fault]:
    """Codes that are on no list of their vocabulary, or that their list has withdrawn."""
    yield from _below(activity, "iati-activity")


def _below(element: Any, path: str) -> Iterator[Fault]:
    shape = grammar().get(path)
    if shape is None:
        return
    for attribute in shape.attributes.values():
        if attribute.lists and (code := element.get(attribute.name)) is not None:
            yield from _code(element, attribute, f"{path}/@{attribute.name}", code)
    for child in element:
        yield from _below(child, f"{path}/{child.tag}")


def _code(element: Any, attribute: Attribute, path: str, code: str) -> Iterator[Fault]:
    vocabulary = element.get("vocabulary") or "1"
    for name, condition in attribute.lists:
        if condition and condition != vocabulary:
            continue
        known = codelist(name).get(code)
        if known is None:
            yield Fault("code-unknown", f"{path} {code!r} is not in {name}", element.sourceline)
        elif known.withdrawn:
            yield Fault("code-withdrawn", f"{path} {code!r} of {name}", element.sourceline)
