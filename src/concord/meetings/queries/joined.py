"""Rows joined with what hangs on them, so that a page asks once: a row comes again for each measure, party or speaker,
or once with none.
"""

from collections.abc import Iterable
from typing import Any

from concord.parties.models import Organisation
from concord.parties.terms import Confidence
from concord.strategy.queries import party_name
from concord.strategy.terms import MeasureName, PartyName, Provenance

Joined = dict[str, Any]
PARTY = ("code", "iso2", "kind", "name", "short_name")
MEASURE = ("key", "number", "title", "pillar__number", "framework__code")


def party_columns(path: str) -> tuple[str, ...]:
    return tuple(f"{path}__{field}" for field in PARTY)


def measure_columns(path: str) -> tuple[str, ...]:
    return tuple(f"{path}__{field}" for field in MEASURE)


def party_in(row: Joined, path: str) -> PartyName | None:
    values = {field: row[f"{path}__{field}"] for field in PARTY}
    return party_name(Organisation(**values)) if values["code"] else None


def parties_in(rows: Iterable[Joined], path: str) -> tuple[PartyName, ...]:
    found = (party_in(row, path) for row in rows)
    return tuple(dict.fromkeys(party for party in found if party))


def measures_in(rows: Iterable[Joined], path: str) -> tuple[MeasureName, ...]:
    return tuple(
        dict.fromkeys(
            MeasureName(
                key=row[f"{path}__key"],
                framework=row[f"{path}__framework__code"],
                pillar=row[f"{path}__pillar__number"],
                number=row[f"{path}__number"],
                title=row[f"{path}__title"],
            )
            for row in rows
            if row[f"{path}__key"]
        )
    )


def provenance_in(row: Joined) -> Provenance:
    return Provenance(sources=tuple(row["sources"]), confidence=Confidence(row["confidence"]))
