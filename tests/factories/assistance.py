"""Projects and what they need, for tests."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import count
from pathlib import Path

from concord.assistance.actions.intake import start_intake, tools
from concord.assistance.actions.reading import SourceFile, read_files
from concord.assistance.models import Intake, Project, ProjectMeasure, ProjectMoney, ProjectPlace, ProjectSearch
from concord.assistance.terms import Flow, IntakeKind, Status
from concord.parties.models import Organisation
from concord.parties.terms import Kind
from concord.policy import Actor
from concord.sharing.actions import audience_for
from concord.sharing.models import Audience
from concord.sharing.queries import admitted
from concord.sharing.terms import PUBLIC, TLP, Release, organisation_principal
from concord.strategy.models import Framework, Measure, Pillar
from concord.strategy.terms import FrameworkKind, measure_key
from concord.ui.text import Text

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
_numbers = count(1)
OPEN = Release(tlp=TLP.CLEAR, principals=frozenset({PUBLIC}))


def organisation(code: str = "", *, iso2: str = "", iati_id: str = "", name: str = "") -> Organisation:
    code = code or f"organisation-{next(_numbers)}"
    found, _ = Organisation.objects.get_or_create(
        code=code,
        defaults={
            "kind": Kind.STATE if iso2 else Kind.DONOR,
            "name": Text.of(en=name or code.upper()),
            "iso2": iso2,
            "iati_id": iati_id,
            "is_plan_state": bool(iso2),
        },
    )
    return found


def public() -> Audience:
    return audience_for(release=OPEN)


def only(*organisations: Organisation) -> Audience:
    principals = frozenset(organisation_principal(each.pk) for each in organisations)
    return audience_for(release=Release(tlp=TLP.AMBER_STRICT, principals=principals))


def actor(of: Organisation | None = None, *roles: str) -> Actor:
    """Somebody of the organisation with these roles (reader, editor, releaser), or the public; audiences resolved."""
    if of is None:
        return admitted(actor=Actor.anonymous())
    return admitted(
        actor=Actor(
            name=f"somebody of {of}",
            kind="person",
            seat_id=None,
            organisation_id=of.pk,
            roles=frozenset({"reader", *roles}),
            principals=frozenset({PUBLIC, "members", organisation_principal(of.pk)}),
        )
    )


def editor(of: Organisation) -> Actor:
    return actor(of, "editor", "releaser")


def measure(number: str = "II.13", *, framework: str = "GCTS") -> Measure:
    strategy, _ = Framework.objects.get_or_create(
        code=framework, defaults={"title": Text.of(en=framework), "kind": next(iter(FrameworkKind))}
    )
    pillar, _ = Pillar.objects.get_or_create(
        framework=strategy, number=number.partition(".")[0], defaults={"title": Text.of(en="Pillar")}
    )
    found, _ = Measure.objects.get_or_create(
        key=measure_key(framework=framework, number=number),
        defaults={
            "framework": strategy,
            "pillar": pillar,
            "number": number,
            "title": Text.of(en=f"Measure {number}", ru=f"Мера {number}"),
        },
    )
    return found


def project(
    originator: Organisation | None = None,
    *,
    audience: Audience | None = None,
    title: str = "",
    places: tuple[str, ...] = ("KZ",),
    measures: tuple[Measure, ...] = (),
    budget: str = "",
    **fields: object,
) -> Project:
    """A project as a person might have entered it, public unless told otherwise."""
    number = next(_numbers)
    originator = originator or organisation("unrcca")
    audience = audience or public()
    marked = {"originator": originator, "audience": audience}
    values = {
        "title": Text.of(en=title or f"Project {number}"),
        "status": Status.ONGOING,
        "starts_on": date(2020, 1, 1),
        "is_relevant": True,
        "updated_at": AT,
        "sort_title": (title or f"project {number}").lower(),
        **fields,
    }
    row: Project = Project.objects.create(**marked, **values)
    marked["project"] = row
    ProjectSearch.objects.create(**marked, words=f" {' '.join(sorted(row.sort_title.split()))}")
    for country in places:
        ProjectPlace.objects.create(**marked, country=country, share=1 / len(places))
    for each in measures:
        ProjectMeasure.objects.create(**marked, measure=each, score=0.8, share=1 / len(measures))
    if budget:
        ProjectMoney.objects.create(
            **marked,
            flow=Flow.BUDGET,
            year=2020,
            rate_year=2020,
            currency="USD",
            value=Decimal(budget),
            usd=Decimal(budget),
        )
    return row


def activity_xml(
    identifier: str = "XX-1-A", *, title: str = "Border posts", status: str = "2", country: str = "KZ", extra: str = ""
) -> str:
    return (
        f'<iati-activity default-currency="USD" last-updated-datetime="2024-05-01T00:00:00Z">'
        f"<iati-identifier>{identifier}</iati-identifier>"
        f'<reporting-org ref="XX-1" type="10"><narrative xml:lang="en">Donor One</narrative></reporting-org>'
        f'<title><narrative xml:lang="en">{title}</narrative></title>'
        f'<participating-org role="1" ref="XX-1"><narrative xml:lang="en">Donor One</narrative></participating-org>'
        f'<activity-status code="{status}"/><activity-date type="2" iso-date="2020-01-01"/>'
        f'<recipient-country code="{country}" percentage="100"/>{extra}'
        f"</iati-activity>"
    )


def iati_file(folder: Path, *activities: str, name: str = "file.xml") -> Path:
    path = folder / name
    path.write_text(f'<?xml version="1.0"?><iati-activities version="2.03">{"".join(activities)}</iati-activities>')
    return path


def intake(path: Path, *, by: Actor, release: Release = OPEN, size: int = 500, classify: bool = False) -> Intake:
    """Read one file to its end, as the background task does."""
    started = start_intake(actor=by, kind=IntakeKind.IATI, label=path.name, release=release, files_total=1, at=AT)
    return read_files(
        actor=by,
        intake=started,
        files=(SourceFile(path.name, path),),
        with_=tools(classify=classify),
        clock=lambda: AT,
        size=size,
    )


def source(xml: str) -> BytesIO:
    return BytesIO(xml.encode())
