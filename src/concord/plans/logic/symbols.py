"""Symbols of issued texts."""

import re
from collections.abc import Collection

from concord.plans.terms import IssueKind

SUFFIX = {IssueKind.CORRIGENDUM: "Corr", IssueKind.REVISION: "Rev", IssueKind.ADDENDUM: "Add"}


def next_symbol(*, first: str, kind: IssueKind, taken: Collection[str]) -> str:
    """As the United Nations counts: ``A/60/825``, then ``A/60/825/Corr.1``, ``A/60/825/Rev.2``."""
    if kind is IssueKind.INITIAL:
        return first
    stem = f"{first}/{SUFFIX[kind]}."
    numbers = [int(found[1]) for symbol in taken if (found := re.fullmatch(rf"{re.escape(stem)}(\d+)", symbol))]
    return f"{stem}{max(numbers, default=0) + 1}"
