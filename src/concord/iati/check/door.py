from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO, cast

from lxml import etree

from concord.iati.check.codes import code_faults
from concord.iati.check.faults import Fault
from concord.iati.check.rules import rule_faults
from concord.iati.check.structure import structure_faults
from concord.iati.guards import Limits, parser
from concord.iati.notices import Notice, notice
from concord.iati.reader import read
from concord.iati.values import Activity, Source

_STANDARD_LIMITS = Limits()


def check(
    source: BinaryIO, *, name: str, at: date | None = None, limits: Limits = _STANDARD_LIMITS
) -> Iterator[Notice]:
    """Every notice about a file, in its order: those of the reader, then structure, codes and rules of each activity.

    Structure and codes are checked for files of 2.0x; files of 1.0x by what they say after the upgrade. `at` is the day
    after which dates lie in the future; without it that rule is not checked. Nothing in the bytes makes it raise.
    """
    reading = read(source, name=name, limits=limits)
    for item in reading:
        if isinstance(item, Notice):
            yield item
            continue
        modern = reading.header is None or not reading.header.version.startswith("1")
        for fault in _faults(item, modern=modern, at=at):
            yield notice(
                fault.rule, detail=fault.detail, file=name, line=fault.line or item.line, activity=item.identifier
            )


def _faults(activity: Activity, *, modern: bool, at: date | None) -> Iterator[Fault]:
    if activity.source is not None and modern:
        element = _element(activity.source)
        before = activity.line - 1
        for found in (structure_faults(element), code_faults(element)):
            for fault in found:
                yield Fault(fault.rule, fault.detail, before + fault.line)
    yield from rule_faults(activity, at=at)


def _element(source: Source) -> Any:
    """The activity as a tree, comments gone, blank text kept: the schema looks at it."""
    root = etree.fromstring(source.document(), parser())
    return cast("Any", root)[0]
