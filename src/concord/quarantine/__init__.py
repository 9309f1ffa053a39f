"""Reading what strangers bring in a process of its own, with bounds that the operating system keeps."""

from concord.quarantine.bounds import Bounds, Cause, Stopped
from concord.quarantine.keeper import pieces, whole

__all__ = ["Bounds", "Cause", "Stopped", "pieces", "whole"]
