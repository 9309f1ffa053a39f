"""Which language a text is in: the declared one, checked."""

from functools import cache, lru_cache
from typing import Any

from concord.assistance.logic.classification.values import LanguageDoubt

_UNDETERMINED = "und"
_LETTERS = 60
_READ = 240
_SURE = 0.95
_CANDIDATES = (
    "en",
    "ru",
    "kk",
    "ky",
    "tg",
    "uz",
    "tk",
    "uk",
    "fr",
    "de",
    "es",
    "pt",
    "it",
    "nl",
    "sv",
    "no",
    "da",
    "fi",
)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  # half a second, paid when first needed

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_CANDIDATES)
    return identifier


@lru_cache(maxsize=20_000)
def language_of(*, declared: str, text: str) -> tuple[str, LanguageDoubt | None]:
    """The language a text is read in; a doubt where a long text is surely in another one than declared."""
    base = declared.partition("-")[0].lower()
    base = "" if base == _UNDETERMINED else base
    if len(text) < _LETTERS:
        return base, None
    found, sureness = _identifier().classify(text[:_READ])
    if found == base or float(sureness) < _SURE:
        return base or found, None
    return found, LanguageDoubt(base, found, text[:80]) if base else None
