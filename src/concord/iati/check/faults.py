from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that is not kept. `line` counts from the first line of the activity, 0 where the whole of it is meant."""

    rule: str
    detail: str
    line: int = 0
