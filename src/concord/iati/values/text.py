from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Narrative:
    """One text in one language. `language` is lower case, the activity's own where the text names none, or empty."""

    text: str
    language: str = ""


def in_language(narratives: tuple[Narrative, ...], *, language: str) -> str:
    """The text in `language`, else the first text of any language, else an empty string."""
    for narrative in narratives:
        if narrative.language == language:
            return narrative.text
    return narratives[0].text if narratives else ""
