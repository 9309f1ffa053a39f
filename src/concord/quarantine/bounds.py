"""What reading a file may cost, and what is said when it would cost more."""

from dataclasses import dataclass
from enum import StrEnum

MB = 1_000_000


class Cause(StrEnum):
    MEMORY = "memory"
    COMPUTING = "computing"
    STANDSTILL = "standstill"
    BREAKDOWN = "breakdown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """``memory`` is address space in bytes, ``computing`` seconds of processor for the whole, ``patience`` seconds
    waited for each piece; the time that the caller takes between two pieces does not count.
    """

    memory: int
    computing: int
    patience: float


class Stopped(Exception):  # a verdict on the file, not a fault of the program
    """The reading was ended; pieces that came before are whole. The words are for the person who brought the file."""

    def __init__(self, cause: Cause, *, bounds: Bounds) -> None:
        self.cause = cause
        super().__init__(
            {
                Cause.MEMORY: f"reading it takes more than {bounds.memory // MB} MB of memory",
                Cause.COMPUTING: f"reading it takes more than {bounds.computing} seconds of computing",
                Cause.STANDSTILL: f"reading it stood still for {bounds.patience:g} seconds",
                Cause.BREAKDOWN: "the program that reads it broke down",
            }[cause]
        )
