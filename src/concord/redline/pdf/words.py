"""The few words that the page itself says, in the language of the paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Words:
    """`page` holds `{n}` and `{m}`. `kinds` are what a proposal asks for when it is not a change of words alone."""

    page: str = "Page {n} of {m}"
    distribution: str = "Distr.: {}"
    behind: str = ", to stand behind {}"
    at_the_beginning: str = ", to the beginning"
    insert: str = "insert"
    delete: str = "delete"
    explanation: str = "Explanation"
    outcome: str = "Outcome"
    positions: str = "Positions"
    delegation: str = "Delegation"
    position: str = "Position"
    statement: str = "Statement"
    reservations: str = "Reservations"
    explanations: str = "Explanations of position"
    kinds: Mapping[str, str] = field(
        default_factory=lambda: {
            "ADD": "New provision",
            "SUP": "Delete the provision",
            "NOC": "No change",
            "MOVE": "Move the provision",
            "MERGE": "Join with the next provision",
            "SPLIT": "Split the provision",
        }
    )


WORDS: Final[Mapping[str, Words]] = {
    "en": Words(),
    "ru": Words(
        page="Страница {n} из {m}",
        distribution="Распространение: {}",
        behind=", поставить после {}",
        at_the_beginning=", в начало",
        insert="добавить",
        delete="исключить",
        explanation="Пояснение",
        outcome="Решение",
        positions="Позиции",
        delegation="Делегация",
        position="Позиция",
        statement="Заявление",
        reservations="Оговорки",
        explanations="Разъяснения позиции",
        kinds={
            "ADD": "Новое положение",
            "SUP": "Исключить положение",
            "NOC": "Без изменений",
            "MOVE": "Перенести положение",
            "MERGE": "Объединить со следующим положением",
            "SPLIT": "Разделить положение",
        },
    ),
}

LANGUAGES: Final[Mapping[str, str]] = {
    "en": "English",
    "fr": "Français",
    "kk": "Қазақша",
    "ky": "Кыргызча",
    "ru": "Русский",
    "tg": "Тоҷикӣ",
    "tk": "Türkmençe",
    "uz": "Oʻzbekcha",
}


def words_of(*, language: str) -> Words:
    """English where the page does not yet speak the language."""
    return WORDS.get(language.partition("-")[0], WORDS["en"])


def language_name(*, language: str) -> str:
    """The language in its own words, or its tag."""
    return LANGUAGES.get(language.partition("-")[0], language)
