"""Recognising columns of personal data in a table, by their headings in English and Russian.

Concord holds no data on persons beyond accounts and functional contacts: a table that has such columns is refused
whole, before a row of it is stored.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from concord.assistance.logic.folding import folded

_PERSON = (
    r"(?:trainee|participant|beneficiary|victim|suspect|detainee|prisoner|returnee|fighter|recipient|attendee|officer|"
    r"person|contact|passenger|слушател\w*|участник\w*|обучаем\w*|стажер\w*|пострадавш\w*|жертв\w*|подозреваем\w*|"
    r"заключенн\w*|получател\w*|лиц\w?|пассажир\w*|сотрудник\w*)"
)
_HEADINGS: dict[str, tuple[str, ...]] = {
    "passport": (r"\bpassport", r"\btravel document n", r"\b(загран)?паспорт"),
    "identity number": (
        r"\bnational id|\bid (card|number|no)\b|\bidentity (card|number|document)",
        r"\bssn\b|\bsocial security|\btax(payer)? (id|number)",
        r"\biin\b|\bпинфл\b|\bинн\b|\bиин\b|\bснилс\b|\bудостоверени\w* личности",
    ),
    "date of birth": (
        r"\b(date|day|year|place) of birth|\bbirth ?(date|day|year|place)|\bdob\b",
        r"\b(дата|год|место|день) рождени",
    ),
    "phone": (
        r"\b(tele)?phone|\bmobile (number|no)|\bmobile$|\bcell(phone| number)",
        r"\bwhatsapp|\btelegram\b|\bтелефон|\bмобильн|\bтел\b",
    ),
    "home address": (
        r"\b(home|residen\w+|private) address",
        r"\bдомашн\w* адрес|\bадрес (проживани|прописк|регистрац)|\bместо жительств",
    ),
    "name of a person": (
        rf"\b{_PERSON}s? ?(full |first |last |family )?name|\bnames? of (the )?{_PERSON}s?\b|\blist of {_PERSON}s?\b",
        r"\b(first|last|family|full|middle|given|maiden) name|\bsurname|\bpatronymic",
        r"\bфамили|\bотчеств|\bфио\b|\bф и о\b|\bимя$|\bимена\b",
        rf"\b(имя|имена|список) {_PERSON}",
    ),
    "personal e-mail": (
        rf"\b({_PERSON}|personal|private)s? e ?mail|\be ?mail of",
        rf"\bличн\w* (эл|почт)|\bпочт\w* {_PERSON}",
    ),
    "biometric or sensitive data": (
        r"\bfingerprint|\bbiometric|\biris scan|\bface image|\bethnic|\breligion of|\bhealth status",
        r"\bотпечат|\bбиометр|\bнациональность|\bвероисповедан|\bэтническ",
    ),
    "travel of a person": (r"\bpnr\b|\bpassenger|\bseat number|\bflight number", r"\bпассажир|\bномер рейса"),
}
_PATTERNS = {kind: re.compile("|".join(folded(each) for each in patterns)) for kind, patterns in _HEADINGS.items()}


@dataclass(frozen=True, slots=True)
class PersonalColumn:
    heading: str
    kind: str


def personal_columns(headings: Sequence[str]) -> tuple[PersonalColumn, ...]:
    """The headings that announce personal data, in their order, each with the first kind recognised."""
    found = []
    for heading in headings:
        words = " ".join(re.findall(r"[^\W_]+", folded(heading)))
        kind = next((kind for kind, pattern in _PATTERNS.items() if pattern.search(words)), "")
        if kind:
            found.append(PersonalColumn(heading, kind))
    return tuple(found)
