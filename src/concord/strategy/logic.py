"""Reading data files into definitions: text in, validated values out."""

from typing import TypeVar

import yaml
from pydantic import ValidationError

from concord.parties.terms.definitions import Definition

D = TypeVar("D", bound=Definition)


class UnreadableDefinition(ValueError):
    """The text is no YAML, or says something that its definition does not know. ``faults`` name place and reason."""

    def __init__(self, *, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def definition_from(*, text: str, kind: type[D]) -> D:
    """Raises ``UnreadableDefinition`` with every fault found, not only the first."""
    try:
        content = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  both are safe loaders
        return kind.model_validate(content or {})
    except yaml.YAMLError as error:
        raise UnreadableDefinition(faults=(" ".join(str(error).split()),)) from error
    except ValidationError as error:
        raise UnreadableDefinition(
            faults=tuple(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        ) from error
