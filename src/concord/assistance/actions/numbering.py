"""Activities that share an identifier: the same again, or another one under the same name."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Numbering:
    """Follows one intake from its first file to its last, in the order of reading, which is the same at every run."""

    _seen: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def place(self, *, reporting_ref: str, identifier: str, digest: str) -> int | None:
        """The ordinal of this content under its identifier, from 1; None if it was met before in this intake.

        Activities without an identifier are told apart by their contents alone and are all first.
        """
        if not identifier:
            key = ("", digest)
            if key in self._seen:
                return None
            self._seen[key] = []
            return 1
        contents = self._seen.setdefault((reporting_ref, identifier), [])
        if digest in contents:
            return None
        contents.append(digest)
        return len(contents)
