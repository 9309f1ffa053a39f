"""Bringing a text to the table, and who sits around it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.meetings.models import Initiative, Meeting
from concord.parties.models import Organisation, Seat
from concord.plans.access import ADMIT_DELEGATION, MARK_DRAFT, OPEN_DRAFT
from concord.plans.actions.pulses import touch
from concord.plans.logic.places import Placed, labels, sealed, spread
from concord.plans.models import Credential, Delegation, Draft, Placement, Provision, Pulse, Revision, Wording
from concord.plans.models.drafts import DraftPart
from concord.plans.terms import Capacity, Rank, Stage
from concord.plans.terms.drafting import DraftedProvision, DraftedText
from concord.policy import Actor, require
from concord.redline import digest, normalise
from concord.sharing.actions import audience_for
from concord.sharing.terms import Release
from concord.strategy.models import Framework, Measure

WHOLE = "the whole negotiation is acted on, whoever reads which part"
HUES = 12


class UnableToOpenDraft(Exception):
    """The text cannot be brought to the table as it is: a code that is taken, words or a parent that are missing."""


class UnableToAcceptCredentials(Exception):
    """The seat is not of the delegation's organisation."""


class MarkedMeanwhile(Exception):
    """Somebody else changed the marking since it was looked at."""


class TextClosed(Exception):
    """The draft is no longer, or for now not, under negotiation; ``stage`` says where it is."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.value)
        self.stage = stage


def draft_item(draft: Draft) -> Item:
    return Item("draft", str(draft.uuid), str(draft))


def locked(*, draft: Draft) -> Draft:
    """The draft as it is now, locked until the transaction ends, so that acts on it are serial. Raises
    ``Draft.DoesNotExist``.
    """
    rows = Draft.objects.unscoped(reason=WHOLE).select_for_update()
    found: Draft = rows.get(pk=draft.pk)
    return found


def negotiated(*, draft: Draft) -> None:
    """Raises ``TextClosed`` unless the draft is under negotiation."""
    if draft.stage != Stage.NEGOTIATION:
        raise TextClosed(Stage(draft.stage))


def current_revision(*, draft: Draft) -> Revision:
    """The text on the table."""
    found: Revision = Revision.objects.unscoped(reason=WHOLE).filter(draft=draft).latest("number")
    return found


@transaction.atomic
def open_draft(
    *,
    actor: Actor,
    text: DraftedText,
    release: Release,
    at: datetime,
    meeting: Meeting | None = None,
    initiative: Initiative | None = None,
    framework: Framework | None = None,
) -> Draft:
    """A draft of the actor's organisation with its first text, revision 0. Raises ``UnableToOpenDraft``."""
    require(actor=actor, action=OPEN_DRAFT)
    own = {"originator_id": actor.organisation_id or 0, "audience": audience_for(release=release)}
    if Draft.objects.unscoped(reason=WHOLE).filter(originator_id=own["originator_id"], code=text.code).exists():
        raise UnableToOpenDraft(f"You already have a draft with the code {text.code}")
    _check(text)
    draft: Draft = Draft.objects.create(
        **own,
        code=text.code,
        kind=text.kind,
        title=text.title,
        language=text.language,
        languages=list(dict.fromkeys((text.language, *text.languages))),
        initiative=initiative,
        framework=framework,
        is_illustrative=text.is_illustrative,
        opened_at=at,
    )
    revision = _first_revision(draft, text, meeting=meeting, at=at)
    touch(row=draft)
    record(
        actor=actor,
        act="plans.open_draft",
        items=[draft_item(draft)],
        summary={"provisions": len(text.provisions), "languages": draft.languages, "chain": revision.chain},
        at=at,
        originator_id=draft.originator_id,
        audience_id=draft.audience_id,
    )
    return draft


@transaction.atomic
def admit_delegation(
    *, actor: Actor, draft: Draft, organisation: Organisation, capacity: Capacity, at: datetime
) -> Delegation:
    """Seat an organisation at the table, or change the capacity in which it sits."""
    now = locked(draft=draft)
    require(actor=actor, action=ADMIT_DELEGATION, obj=now)
    rows = Delegation.objects.unscoped(reason=WHOLE).filter(draft=now)
    delegation: Delegation | None = rows.filter(organisation=organisation).first()
    if delegation is None:
        place = rows.count()
        delegation = Delegation(**_part(now), organisation=organisation, position=place, colour=place % HUES)
    delegation.capacity = capacity
    delegation.save()
    touch(row=now)
    record(
        actor=actor,
        act="plans.admit_delegation",
        items=[draft_item(now), Item("delegation", str(delegation.uuid), str(organisation))],
        summary={"capacity": capacity.value},
        at=at,
        originator_id=now.originator_id,
        audience_id=now.audience_id,
    )
    return delegation


@transaction.atomic
def accept_credentials(*, actor: Actor, delegation: Delegation, seat: Seat, rank: Rank, at: datetime) -> Credential:
    """From now on the seat acts in the delegation with this rank; another rank it had there ends. Raises
    ``UnableToAcceptCredentials``.
    """
    now = locked(draft=delegation.draft)
    require(actor=actor, action=ADMIT_DELEGATION, obj=now)
    if seat.organisation_id != delegation.organisation_id:
        raise UnableToAcceptCredentials(f"{seat.user} has no seat in {delegation}")
    Credential.objects.unscoped(reason=WHOLE).filter(delegation=delegation, seat=seat, until=None).update(until=at)
    credential: Credential = Credential.objects.create(
        **_part(now), delegation=delegation, seat=seat, rank=rank, since=at
    )
    touch(row=now)
    _record_credential(actor, "plans.accept_credentials", now, credential, at)
    return credential


@transaction.atomic
def end_credentials(*, actor: Actor, credential: Credential, at: datetime) -> Credential:
    """The person speaks for the delegation no longer."""
    now = locked(draft=credential.draft)
    require(actor=actor, action=ADMIT_DELEGATION, obj=now)
    credential.until = at
    credential.save(update_fields=("until",))
    touch(row=now)
    _record_credential(actor, "plans.end_credentials", now, credential, at)
    return credential


@transaction.atomic
def mark_draft(*, actor: Actor, draft: Draft, release: Release, at: datetime, held: str = "") -> Draft:
    """Change who reads the negotiation. Everything that those who read the draft could read moves with it; what a small
    group or one delegation keeps to itself stays where it is. ``held`` is the digest of the audience that was looked
    at. Raises ``MarkedMeanwhile``.
    """
    now = locked(draft=draft)
    require(actor=actor, action=MARK_DRAFT, obj=now)
    before, audience = now.audience, audience_for(release=release)
    if held and held != before.digest:
        raise MarkedMeanwhile
    if audience.pk == before.pk:
        return now
    Draft.objects.unscoped(reason=WHOLE).filter(pk=now.pk).update(audience=audience)
    Pulse.objects.unscoped(reason=WHOLE).filter(draft=now, audience=audience).delete()  # counts go on in those moved
    for model in DraftPart.__subclasses__():
        model.objects.unscoped(reason=WHOLE).filter(draft=now, audience=before).update(audience=audience)
    now.audience = audience
    touch(row=now)
    record(
        actor=actor,
        act="plans.mark_draft",
        items=[draft_item(now)],
        summary={"from": str(before.tlp), "to": release.tlp.value, "released_to": len(release.principals)},
        at=at,
        originator_id=now.originator_id,
    )
    return now


def _part(draft: Draft) -> dict[str, object]:
    """What each row of the draft carries."""
    return {"draft": draft, "originator_id": draft.originator_id, "audience_id": draft.audience_id}


def _record_credential(actor: Actor, act: str, draft: Draft, credential: Credential, at: datetime) -> None:
    record(
        actor=actor,
        act=act,
        items=[draft_item(draft), Item("delegation", str(credential.delegation.uuid), str(credential.delegation))],
        summary={"seat": credential.seat_id, "rank": str(credential.rank)},
        at=at,
        originator_id=draft.originator_id,
        audience_id=draft.audience_id,
    )


def _check(text: DraftedText) -> None:
    keys = {each.key for each in text.provisions}
    if len(keys) < len(text.provisions):
        raise UnableToOpenDraft("Two provisions carry the same key")
    for each in text.provisions:
        if not each.texts.has(text.language):
            raise UnableToOpenDraft(f"{each.key} has no words in the language of negotiation")
        if each.parent and each.parent not in keys:
            raise UnableToOpenDraft(f"{each.key} stands under {each.parent}, which is not there")


def _first_revision(draft: Draft, text: DraftedText, *, meeting: Meeting | None, at: datetime) -> Revision:
    drafted, symbol = text.provisions, text.symbol
    rows = {each.key: Provision(**_part(draft), kind=each.kind) for each in drafted}
    Provision.objects.bulk_create(rows.values())
    orders = _orders(drafted)
    placed = [
        Placed(
            uuid=str(rows[each.key].uuid),
            kind=each.kind,
            parent=str(rows[each.parent].uuid) if each.parent else "",
            order=orders[each.key],
            texts={tag: normalise(text=words) for tag, words in each.texts.items if tag in draft.languages},
        )
        for each in drafted
    ]
    label = labels(placed=placed)
    seal = sealed(placed=placed, languages=draft.languages, symbol=symbol, at=at)
    revision: Revision = Revision.objects.create(
        **_part(draft), number=0, symbol=symbol, meeting=meeting, made_at=at, state=seal.state, chain=seal.chain
    )
    own = {**_part(draft), "revision": revision}
    Placement.objects.bulk_create(
        Placement(**own, provision=rows[each.key], parent=rows.get(each.parent), order=one.order, label=label[one.uuid])
        for each, one in zip(drafted, placed, strict=True)
    )
    Wording.objects.bulk_create(
        wording
        for each, one in zip(drafted, placed, strict=True)
        for wording in _wordings(own, rows[each.key], one, draft.language)
    )
    _link_measures(rows, drafted)
    return revision


def _wordings(own: dict[str, object], provision: Provision, placed: Placed, language: str) -> Iterable[Wording]:
    source = digest(tokens=(placed.texts[language],))
    for tag, words in placed.texts.items():
        yield Wording(
            **own,
            provision=provision,
            language=tag,
            text=words,
            digest=digest(tokens=(words,)),
            translates="" if tag == language else source,
        )


def _orders(drafted: Sequence[DraftedProvision]) -> dict[str, str]:
    siblings: dict[str, list[DraftedProvision]] = {}
    for each in drafted:
        siblings.setdefault(each.parent, []).append(each)
    orders: dict[str, str] = {}
    for group in siblings.values():
        given = [each.order for each in group]
        kept = given if all(given) else spread(count=len(group))
        orders |= {each.key: order for each, order in zip(group, kept, strict=True)}
    return orders


def _link_measures(rows: dict[str, Provision], drafted: Sequence[DraftedProvision]) -> None:
    wanted = {key for each in drafted for key in each.measures}
    known = dict(Measure.objects.filter(key__in=wanted).values_list("key", "pk")) if wanted else {}
    if missing := wanted - known.keys():
        raise UnableToOpenDraft(f"No such measure: {', '.join(sorted(missing))}")
    link = Provision.measures.through
    link.objects.bulk_create(
        link(provision_id=rows[each.key].pk, measure_id=known[key]) for each in drafted for key in each.measures
    )
