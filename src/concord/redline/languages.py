"""Languages side by side: what is translated, and whether the translation is of today's words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from concord.redline.tokens import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from concord.redline.values import Tokens


class Freshness(StrEnum):
    FRESH = "fresh"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Translation:
    """`source` is the digest of the very words that were translated."""

    provision: str
    language: str
    tokens: Tokens
    source: str


@dataclass(frozen=True, slots=True)
class Version:
    language: str
    freshness: Freshness
    tokens: Tokens = ()


@dataclass(frozen=True, slots=True)
class Aligned:
    """One provision in the source language and in each of the others, in the order asked for."""

    provision: str
    source: Tokens
    versions: tuple[Version, ...]


def freshness(*, source: Tokens, translation: Translation | None) -> Freshness:
    if translation is None:
        return Freshness.MISSING
    return Freshness.FRESH if translation.source == digest(tokens=source) else Freshness.STALE


def align(
    *, sources: Mapping[str, Tokens], translations: Iterable[Translation], languages: Sequence[str]
) -> tuple[Aligned, ...]:
    """Row by row in the order of `sources`. Of several translations of one provision the one of today's words is
    shown, else the last supplied.
    """
    found: dict[tuple[str, str], Translation] = {}
    for translation in translations:
        source = sources.get(translation.provision)
        place = (translation.provision, translation.language)
        kept = found.get(place)
        if source is None or (kept is not None and freshness(source=source, translation=kept) is Freshness.FRESH):
            continue
        found[place] = translation
    return tuple(
        Aligned(
            uuid,
            source,
            tuple(
                Version(language, freshness(source=source, translation=t), t.tokens if t else ())
                for language in languages
                for t in (found.get((uuid, language)),)
            ),
        )
        for uuid, source in sources.items()
    )


def stale(*, sources: Mapping[str, Tokens], translations: Iterable[Translation]) -> frozenset[tuple[str, str]]:
    """Provision and language of every translation whose source words have changed or gone."""
    return frozenset(
        (t.provision, t.language)
        for t in translations
        if t.provision not in sources or freshness(source=sources[t.provision], translation=t) is Freshness.STALE
    )
