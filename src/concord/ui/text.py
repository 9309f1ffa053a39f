"""One text in several languages, as a value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FALLBACK = "en"


class NotText(ValueError):
    """The value is no object of language tags and strings."""


@dataclass(frozen=True)
class Text:
    """Kept as (language tag, words) sorted by tag, so that equal texts are equal whatever order a database gives
    its keys in; blank words are dropped. Build with `Text.of(en="…", ru="…")` or `Text.from_json`.
    """

    items: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, **words: str) -> "Text":
        """Underscores stand for hyphens: `Text.of(uz_Cyrl="…")`."""
        return cls.from_json({tag.replace("_", "-"): value for tag, value in words.items()})

    @classmethod
    def from_json(cls, value: object) -> "Text":
        """Raises NotText for anything but None or a mapping of language tags to strings."""
        if value is None:
            return cls()
        if not isinstance(value, Mapping):
            raise NotText(f"A text is an object of language tags and strings, not {type(value).__name__}")
        for tag, words in value.items():
            if not isinstance(tag, str) or not _TAG.fullmatch(tag):
                raise NotText(f"{tag!r} is not a language tag")
            if not isinstance(words, str):
                raise NotText(f"The words in {tag!r} are {type(words).__name__}, not a string")
        return cls(tuple(sorted((tag, words.strip()) for tag, words in value.items() if words.strip())))

    def to_json(self) -> dict[str, str]:
        return dict(self.items)

    @cached_property
    def _by_tag(self) -> Mapping[str, str]:
        return MappingProxyType(dict(self.items))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(tag for tag, _ in self.items)

    def language_of(self, language: str | None) -> str:
        """The language that `get` would answer in: the one asked for, its base ("ru" for "ru-kz"), English, else
        the first by tag; empty if there are no words at all.
        """
        asked = language or _FALLBACK
        for tag in (asked, asked.partition("-")[0], _FALLBACK):
            if tag in self._by_tag:
                return tag
        return self.items[0][0] if self.items else ""

    def get(self, language: str | None) -> str:
        return self._by_tag.get(self.language_of(language), "")

    def has(self, language: str) -> bool:
        return language in self._by_tag

    def with_words(self, language: str, words: str) -> "Text":
        """The same text with the words of one language replaced, or removed if blank."""
        return Text.from_json({**self.to_json(), language: words})

    def __bool__(self) -> bool:
        return bool(self.items)

    def __str__(self) -> str:
        return self.get(_FALLBACK)
