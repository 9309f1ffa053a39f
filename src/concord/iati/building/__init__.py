"""From the elements of one activity to its values. Flat loops on purpose: a layer of calls per element doubles the time."""

from concord.iati.building.activity import build
from concord.iati.building.draft import Draft, Memory

__all__ = ["Draft", "Memory", "build"]
