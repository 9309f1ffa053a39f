"""What a publisher should mend: structure, codes and rules of 2.03, over what the reader already says."""

from concord.iati.check.door import check

__all__ = ["check"]
