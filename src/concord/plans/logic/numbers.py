"""What a provision is called on its own, away from its place in the text: I.3, 2 (a), III, chapeau."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from concord.plans.terms import ProvisionKind


class Numbered(Protocol):
    """A provision with its own label, such as one of the rolling text."""

    @property
    def uuid(self) -> UUID: ...
    @property
    def kind(self) -> ProvisionKind: ...
    @property
    def number(self) -> str: ...
    @property
    def parent(self) -> UUID | None: ...


def full_numbers(*, provisions: Iterable[Numbered]) -> dict[UUID, str]:
    """Labels count anew under each part, so that a label alone may name several provisions. What has no label is called
    by its kind. ``provisions`` in reading order: a parent comes before what stands under it.
    """
    found: dict[UUID, str] = {}
    for each in provisions:
        own = each.number or str(each.kind.label)
        above = found.get(each.parent, "") if each.parent else ""
        found[each.uuid] = f"{above}{_joint(own)}{own}" if above else own[:1].upper() + own[1:]
    return found


def _joint(label: str) -> str:
    if label.startswith("("):
        return " "
    return "." if label[:1].isdigit() else ", "
