"""Loading organisations from reference data. A second run changes nothing; what a file no longer names stays."""

from datetime import datetime

from django.db import transaction

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.parties.access import LOAD_ORGANISATIONS
from concord.parties.models import Identifier, Mandate, Membership, Organisation
from concord.parties.terms.definitions import OrganisationDefinition, PartiesDefinition
from concord.policy import Actor, require


class UnableToLoad(ValueError):
    """The file names an organisation that does not exist."""


@transaction.atomic
def load_organisations(*, actor: Actor, definition: PartiesDefinition, at: datetime) -> int:
    """Create or update each organisation with its identifiers, memberships and mandates. Returns how many there are.

    Raises ``UnableToLoad`` naming the place when a parent or a body is unknown; then nothing is changed.
    """
    require(actor=actor, action=LOAD_ORGANISATIONS)
    for row in definition.parties:
        Organisation.objects.update_or_create(
            code=row.code,
            defaults={
                "kind": row.kind,
                "name": row.name,
                "short_name": row.short_name,
                "iso2": row.iso2,
                "iso3": row.iso3,
                "iati_id": row.iati_id,
                "is_plan_state": row.code in definition.plan_states,
                "note": row.note,
                "sources": list(row.sources),
                "confidence": row.confidence,
            },
        )
    known = {organisation.code: organisation for organisation in Organisation.objects.all()}
    for row in definition.parties:
        _connect(row, known)
    record(
        actor=actor,
        act="parties.load_organisations",
        items=[Item("organisation", row.code, row.name.get("en")) for row in definition.parties],
        summary={"organisations": len(definition.parties)},
        at=at,
    )
    return len(definition.parties)


def _connect(row: OrganisationDefinition, known: dict[str, Organisation]) -> None:
    organisation = known[row.code]
    organisation.parent = _named(row.parent, known, row) if row.parent else None
    organisation.save(update_fields=("parent",))
    for identifier in row.identifiers:
        Identifier.objects.update_or_create(
            scheme=identifier.scheme,
            value=identifier.value,
            defaults={
                "organisation": organisation,
                "sources": list(identifier.sources),
                "confidence": identifier.confidence,
            },
        )
    for membership in row.memberships:
        Membership.objects.update_or_create(
            member=organisation,
            body=_named(membership.body, known, row),
            role=membership.role,
            defaults={
                "since": membership.since,
                "until": membership.until,
                "sources": list(membership.sources or row.sources),
                "confidence": membership.confidence,
            },
        )
    organisation.mandates.all().delete()
    Mandate.objects.bulk_create(
        Mandate(
            organisation=organisation,
            subject=mandate.subject,
            measures=list(mandate.measures),
            sources=list(mandate.sources or row.sources),
            confidence=mandate.confidence,
        )
        for mandate in row.mandates
    )


def _named(code: str, known: dict[str, Organisation], row: OrganisationDefinition) -> Organisation:
    try:
        return known[code]
    except KeyError:
        raise UnableToLoad(f"{row.code} names the organisation {code}, which is not in the file") from None
