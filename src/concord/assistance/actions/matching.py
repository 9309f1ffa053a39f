"""Recognising organisations that publishers name, by identifier or by name; who is not known stays as published."""

from dataclasses import dataclass, field

from concord.assistance.logic.folding import folded, words_of
from concord.parties.models import Identifier, Organisation

_UNUSABLE = frozenset({"", "0", "N/A", "NA", "NONE", "XXX"})
_REMEMBERED = 50_000
_SPELLINGS = (
    ("organisation", "organization"),
    ("co-operation", "cooperation"),
    ("programme", "program"),
    ("labour", "labor"),
    ("centre", "center"),
    ("u.s. government - ", "u.s. "),
    ("u.s. ", "us "),
    ("united states ", "us "),
    ("us us ", "us "),
)


@dataclass(frozen=True, slots=True)
class Matcher:
    """``by_ref`` and ``by_name`` give the primary key of an organisation; names that two share match nobody."""

    by_ref: dict[str, int]
    by_name: dict[str, int]
    _met: dict[tuple[str, str], int | None] = field(default_factory=dict, repr=False)

    def match(self, *, ref: str, name: str) -> int | None:
        """Publishers name the same few organisations again and again: what was met is remembered."""
        said = (ref, name)
        if said not in self._met:
            if len(self._met) > _REMEMBERED:
                self._met.clear()
            self._met[said] = self._found(ref, name)
        return self._met[said]

    def _found(self, ref: str, name: str) -> int | None:
        key = ref.strip().upper()
        if key not in _UNUSABLE and (found := self.by_ref.get(key)):
            return found
        return self.by_name.get(_key(name)) if name else None


def _key(name: str) -> str:
    """The words of a name in one spelling: American for British, U.S. for U.S. Government and United States."""
    plain = folded(name).removeprefix("the ")
    for one, other in _SPELLINGS:
        plain = plain.replace(one, other)
    return words_of([plain])


def matcher() -> Matcher:
    """Two queries."""
    by_ref: dict[str, int] = {}
    by_name: dict[str, int] = {}
    shared: set[str] = set()
    for organisation in Organisation.objects.all():
        if organisation.iati_id:
            by_ref[organisation.iati_id.upper()] = organisation.pk
        for text in (organisation.name, organisation.short_name):
            for _language, words in text.items:
                key = _key(words)
                if by_name.setdefault(key, organisation.pk) != organisation.pk:
                    shared.add(key)
    for ref, pk in Identifier.objects.values_list("value", "organisation_id"):
        by_ref.setdefault(ref.upper(), pk)
    return Matcher(by_ref, {key: pk for key, pk in by_name.items() if key and key not in shared})
