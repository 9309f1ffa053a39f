"""A small house in which everything exists, and one hidden thing of each kind: for whole-house and security tests.

Kazakhstan and Kyrgyzstan are States of the plan, UNODC provides, the EU funds, UNRCCA keeps the secretariat, Norway
is of another region. What is hidden is Kyrgyzstan's, released to UNODC alone.
"""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zlib import compress, crc32

from django.db.models import Model

from concord.assistance.models import (
    ExchangeRate,
    Intake,
    IntakeNotice,
    OverlapFinding,
    Project,
    ProjectLink,
    ProjectMeasure,
    ProjectMoney,
    ProjectParty,
    ProjectPlace,
    ProjectRecord,
    ProjectRevision,
    ProjectSearch,
    ProjectSector,
)
from concord.assistance.terms import Beneficiary, Choice, Finding, Flow, IntakeState, Link, PartyRole, Severity, Status
from concord.coverage.queries import forget
from concord.desk.models import Digest
from concord.desk.terms import Rhythm
from concord.journal.actions import record
from concord.journal.terms import Item
from concord.meetings.models import Document, Initiative, Instrument, Meeting, Recommendation, Series
from concord.meetings.terms import InstrumentKind, MeetingKind
from concord.parties.models import Mandate, Organisation, Seat, User
from concord.parties.queries import actor_of
from concord.parties.terms import Kind, Role
from concord.policy import Actor
from concord.sharing.actions import audience_for, public_audience
from concord.sharing.models import Audience
from concord.sharing.queries import admitted
from concord.sharing.terms import MEMBERS, TLP, Release, organisation_principal
from concord.strategy.models import Measure
from concord.ui.text import Text
from tests.factories import strategy
from tests.factories.assistance import activity_xml
from tests.factories.drafts import whole_draft
from tests.factories.parties import organisation, state

AT = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
SINCE = date(2020, 1, 1)
ROLES = ("public", "delegate", "provider", "donor", "secretariat")
CANARY = "Zyxomma"


def named(name: str) -> uuid.UUID:
    """The same name gives the same id in every world."""
    return uuid.uuid5(uuid.NAMESPACE_DNS, f"{name}.example.org")


@dataclass(frozen=True)
class House:
    kz: Organisation
    kg: Organisation
    unodc: Organisation
    eu: Organisation
    unrcca: Organisation
    norway: Organisation
    seats: dict[str, Seat]
    made: dict[str, list[Model]] = field(default_factory=dict)

    def user(self, role: str) -> User | None:
        """Who signs in for a role; nobody for the public."""
        return None if role == "public" else self.seats[role].user

    def actor(self, role: str) -> Actor:
        return admitted(actor=Actor.anonymous() if role == "public" else actor_of(seat=self.seats[role]))

    def only(self, *readers: Organisation, tlp: TLP = TLP.AMBER_STRICT, until: datetime | None = None) -> Audience:
        principals = frozenset(organisation_principal(each.pk) for each in readers)
        return audience_for(release=Release(tlp=tlp, principals=principals, embargo_until=until))


def members() -> Audience:
    return audience_for(release=Release(tlp=TLP.GREEN, principals=frozenset({MEMBERS})))


def house() -> House:
    """Parties, people, a strategy, a process, one public project, intake, document and recommendation."""
    strategy.strategy()
    strategy.vocabulary()
    strategy.situation()
    kz, kg = state("KZ", "Kazakhstan"), state("KG", "Kyrgyzstan")
    unodc = organisation(
        "unodc", kind=Kind.UN_ENTITY, name=Text.of(en="Drugs and Crime Office"), iati_id="XM-DAC-41128"
    )
    eu = organisation("eu", kind=Kind.DONOR, name=Text.of(en="European Union"))
    unrcca = organisation("unrcca", kind=Kind.UN_ENTITY, name=Text.of(en="Regional Centre"))
    norway = organisation("norway", kind=Kind.DONOR, name=Text.of(en="Norway"))
    seats = {
        "delegate": _seat("delegate", kz, Role.HEAD),
        "provider": _seat("provider", unodc, Role.RELEASER),
        "donor": _seat("donor", eu, Role.READER),
        "secretariat": _seat("secretariat", unrcca, Role.SECRETARIAT),
        "closed": _seat("closed", kg, Role.EDITOR),  # that an organisation is a member is no secret; who sits there is
    }
    made = House(kz, kg, unodc, eu, unrcca, norway, seats)
    Digest.objects.create(uuid=named("digest"), seat=seats["delegate"], rhythm=Rhythm.DAILY, language="en", told=0)
    Mandate.objects.create(organisation=unodc, subject=Text.of(en="Border control"), measures=["S:II.1"])
    process()
    marked(made, name="open", originator=unodc, audience=public_audience())
    marked(made, name="entered", originator=unodc, audience=public_audience(), is_published=False)
    forget()
    return made


def _publication(word: str) -> bytes:
    paid = (
        '<transaction><transaction-type code="3"/><transaction-date iso-date="2020-02-02"/>'
        f'<value currency="USD" value-date="2020-02-02">70</value><description><narrative>{word} paid</narrative>'
        "</description></transaction>"
    )
    activity = activity_xml(f"XX-{word}", title=f"{word} posts", extra=paid)
    return compress(f'<iati-activities version="2.03">{activity}</iati-activities>'.encode())


def _seat(name: str, of: Organisation, role: Role) -> Seat:
    person = User.objects.create_user(email=f"{name}@example.org", name=f"The {name}")
    return Seat.objects.create(user=person, organisation=of, role=role, since=SINCE)


def process() -> Meeting:
    initiative = Initiative.objects.create(code="initiative", title=Text.of(en="The initiative"))
    series = Series.objects.create(code="experts", title=Text.of(en="Expert meetings"), initiative=initiative)
    meeting = Meeting.objects.create(
        code="m1",
        kind=MeetingKind.EXPERT_MEETING,
        series=series,
        initiative=initiative,
        title=Text.of(en="First meeting"),
        starts_on=date(2011, 1, 18),
        ends_on=date(2011, 1, 20),
    )
    Instrument.objects.create(
        code="plan-2011",
        kind=InstrumentKind.PLAN_OF_ACTION,
        title=Text.of(en="Joint plan"),
        starts_on=date(2011, 11, 30),
        adopted_at=meeting,
    )
    ExchangeRate.objects.create(currency="EUR", year=2020, per_usd="0.9", source="https://example.org/rates")
    return meeting


def hidden(made: House, *, name: str = "hidden", word: str = CANARY) -> None:
    """One of each marked thing, read by Kyrgyzstan and UNODC only; ``word`` stands in every text of it."""
    marked(made, name=name, originator=made.kg, audience=made.only(made.unodc), word=word)
    forget()


def marked(
    made: House,
    *,
    name: str,
    originator: Organisation,
    audience: Audience,
    word: str = "",
    publication: Audience | None = None,
    is_published: bool = True,
) -> Project:
    """One row of every protected model, and the journal's entry on it. ``publication`` is who reads the publication
    of the project if not those who read the project; a project that is not published was entered by hand.
    """
    word = word or name
    meeting, measure = Meeting.objects.get(code="m1"), Measure.objects.get(key="S:II.1")
    own = {"originator": originator, "audience": audience}
    intake = Intake.objects.create(
        **own,
        uuid=named(f"intake-{name}"),
        label=f"{word}-intake.xml",
        state=IntakeState.FINISHED,
        started_by=f"{word} reader",
        started_at=AT,
        finished_at=AT,
        files_total=1,
        files_done=1,
        counts={"activities": 1},
    )
    notice = IntakeNotice.objects.create(
        **own, intake=intake, severity=Severity.ERROR, rule="x", file="f.xml", line=1, message=f"{word} notice"
    )
    project: Project = Project.objects.create(
        **own,
        uuid=named(f"project-{name}"),
        iati_identifier=f"XX-{word}",
        reporting_ref=name,
        reporter=originator,
        title=Text.of(en=f"{word} posts", ru=f"{word} посты"),
        description=Text.of(en=f"{word} description of border posts"),
        request_reference=f"{word} request",
        assessment_reference=f"{word} assessment",
        contact=f"{word}@example.org",
        source=f"https://example.org/{word}",
        outcome=Text.of(en=f"{word} outcome"),
        requested_by=made.kz,
        status=Status.ONGOING,
        starts_on=date(2020, 1, 1),
        ends_on=date(2021, 6, 30),
        is_relevant=True,
        sort_title=f"{word} posts".lower(),
        headline_flow=Flow.BUDGET,
        headline_usd="7000.00",
        first_intake=intake,
        updated_at=AT,
    )
    part = {**own, "project": project}
    parts: list[Model] = [
        ProjectSearch.objects.create(**part, words=f" {word.lower()} posts xx-{word.lower()}"),
        ProjectParty.objects.create(**part, role=PartyRole.FUNDING, organisation=made.eu, name=f"{word} funder"),
        ProjectParty.objects.create(**part, role=PartyRole.IMPLEMENTING, ref=f"XX-{word}", name=f"{word} company"),
        ProjectPlace.objects.create(**part, country="KZ", share=1, name=f"{word} town"),
        ProjectSector.objects.create(**part, vocabulary="1", code="15130", name=f"{word} sector", share=1),
        ProjectMoney.objects.create(
            **part, flow=Flow.BUDGET, year=2020, rate_year=2020, currency="USD", value="7000", usd="7000"
        ),
        ProjectLink.objects.create(**part, kind=next(iter(Link)), identifier=f"YY-{word}"),
        ProjectMeasure.objects.create(
            **part, measure=measure, score=0.7, share=1, evidence=[{"kind": "phrase", "text": f"{word} guard"}]
        ),
        ProjectRevision.objects.create(
            **part,
            intake=intake,
            at=AT,
            digest="d",
            changes=[{"field": "title", "before": f"{word} a", "after": f"{word} b", "choice": Choice.TAKEN}],
        ),
    ]
    if is_published:
        sealed = {**part, "audience": publication or audience}
        parts.append(ProjectRecord.objects.create(**sealed, content=_publication(word)))
    document = Document.objects.create(
        **own,
        uuid=named(f"document-{name}"),
        meeting=meeting,
        code=name,
        title=Text.of(en=f"{word} report"),
        symbol=word,
    )
    recommendation = Recommendation.objects.create(
        **own,
        uuid=named(f"recommendation-{name}"),
        meeting=meeting,
        number=name[:20],
        text=Text.of(en=f"{word} advice"),
    )
    recommendation.measures.add(measure)
    entry = record(
        actor=Actor.system(f"{word} machine", organisation_id=originator.pk),
        act="assistance.create_project",
        items=[Item("project", str(project.uuid), f"{word} posts")],
        at=AT,
        originator_id=originator.pk,
        audience_id=audience.pk,
    )
    finding = OverlapFinding.objects.create(
        **own,
        uuid=named(f"finding-{name}"),
        measure=measure,
        country="KZ",
        beneficiary=Beneficiary.BORDER_SERVICES,
        starts_on=date(2020, 1, 1) + timedelta(days=crc32(name.encode()) % 20_000),
        finding=Finding.COORDINATED,
        reason=f"{word} reason",
        projects=2,
        decided_by=f"{word} reader",
        decided_at=AT,
    )
    negotiated = whole_draft(
        name=name, word=word, originator=originator, audience=audience, seat=made.seats["delegate"]
    )
    made.made[name] = [project, *parts, intake, notice, document, recommendation, finding, *negotiated, entry]
    return project
