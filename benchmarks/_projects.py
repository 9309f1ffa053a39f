"""Synthetic projects in the tables of assistance, with the proportions of real ones, the same for the same seed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from django.db import connection, transaction

from concord.assistance.actions.inserting import Value, insert_rows
from concord.assistance.actions.rows import COLUMNS, PART_MODELS, SEARCHED
from concord.assistance.logic.folding import folded, marks_of, words_of
from concord.assistance.models import Project, ProjectMeasure, ProjectSearch
from concord.assistance.terms import Beneficiary, Flow, Link, Modality, PartyRole, Status, Verdict
from concord.parties.models import Organisation
from concord.sharing.actions import audience_for, public_audience
from concord.sharing.models import Audience
from concord.sharing.terms import TLP, Release, organisation_principal
from concord.strategy.models import Measure
from concord.ui.text import Text

CHUNK = 5_000
BEGUN = datetime(2010, 1, 1, tzinfo=UTC)
PUBLIC_SHARE, SEVERAL_PLACES, RUSSIAN, KNOWN_PARTY, LINKED = 0.9, 0.25, 0.1, 0.5, 0.2
MARKED = ("project", "originator", "audience")
_DONE = (
    "Strengthening",
    "Support to",
    "Capacity building for",
    "Improving",
    "Regional dialogue on",
    "Technical advice on",
)
_SUBJECTS = (
    "border guard services",
    "border posts and customs control",
    "the prevention of violent extremism",
    "financial intelligence units",
    "rule of law and fair trial",
    "prison staff and rehabilitation",
    "judges and prosecutors",
    "youth employment",
    "teachers and rural schools",
    "primary health care",
    "laboratory safety and biological security",
    "aviation security and passenger data",
    "law enforcement cooperation",
    "independent media",
    "water management",
    "explosives and small arms control",
    "victims of terrorism",
    "cyber security of infrastructure",
    "local self-government",
    "women in peacebuilding",
)
_RUSSIAN = ("Поддержка пограничных служб", "Обучение судей и прокуроров", "Развитие сельских школ")
_PROSE = (
    "activity agency analysis assessment authorities benefit campaign central community component conference "
    "coordination country delivery design development district document donor education effective equipment evaluation "
    "exchange experience expert framework government group implementation improve information institution "
    "international joint knowledge legal legislation management materials measures mechanism meeting ministry "
    "monitoring national network objective officers operational participants partner phase policy practice procedure "
    "programme protection province public quality regional report resources responsible results review risk rural "
    "sector security seminar service skills specialists staff standards state strategy study sustainable system target "
    "technical threat training transparency travel university village visit vulnerable workshop"
)
_WORDS = _PROSE.split()
_ABROAD = ("AF", "MN", "PK", "CN")


def fill(*, upto: int, seed: int = 20111130) -> Iterator[int]:
    """Add projects until there are this many; yields how many there are after each step. They differ from one another
    as real ones do: 90 of 100 public, the others released to one organisation; one in four in several countries.
    """
    maker = _Maker()
    have = Project.objects.unscoped(reason="a benchmark fills the tables").count()
    while have < upto:
        numbers = range(have, min(have + CHUNK, upto))
        with transaction.atomic():
            maker.insert(numbers, Random(f"{seed}:{have}"))  # noqa: S311  the same projects every time
        have = numbers.stop
        yield have
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class _Maker:
    def __init__(self) -> None:
        self.public = public_audience()
        self.organisations = list(Organisation.objects.order_by("code"))
        self.states = [each for each in self.organisations if each.is_plan_state]
        self.audiences: dict[int, Audience] = {}
        for each in self.organisations:
            release = Release(tlp=TLP.AMBER_STRICT, principals=frozenset({organisation_principal(each.pk)}))
            self.audiences[each.pk] = audience_for(release=release)
        self.measures = list(Measure.objects.filter(framework__code="GCTS").order_by("key"))

    def insert(self, numbers: range, rng: Random) -> None:
        rows = Project.objects.bulk_create([self._project(number, rng) for number in numbers], batch_size=500)
        parts: dict[str, list[tuple[Value, ...]]] = {name: [] for name in (*PART_MODELS, "measures", "words")}
        for row in rows:
            self._hang(parts, row, rng)
        for name, model in PART_MODELS.items():
            insert_rows(model=model, fields=COLUMNS[name], rows=parts[name])
        insert_rows(model=ProjectSearch, fields=(*MARKED, *SEARCHED), rows=parts["words"])
        links = [
            ProjectMeasure(project_id=project, originator_id=whose, audience_id=seen, measure_id=measure, **told)
            for project, whose, seen, measure, told in parts["measures"]  # type: ignore[misc]
        ]
        ProjectMeasure.objects.bulk_create(links, batch_size=500)

    def _project(self, number: int, rng: Random) -> Project:
        originator = rng.choice(self.organisations)
        released = self.public if rng.random() < PUBLIC_SHARE else self.audiences[rng.choice(self.organisations).pk]
        starts_on = date(2006, 1, 1) + timedelta(days=rng.randrange(7000))
        said = {"en": f"{rng.choice(_DONE)} {rng.choice(_SUBJECTS)} in district {rng.randrange(400)}"}
        if rng.random() < RUSSIAN:
            said["ru"] = rng.choice(_RUSSIAN)
        money = rng.lognormvariate(12, 1.5)
        return Project(
            uuid=UUID(int=rng.getrandbits(128), version=4),
            originator=originator,
            audience=released,
            iati_identifier=f"XM-DAC-{rng.randrange(900)}-{number}",
            reporting_ref=f"XM-DAC-{rng.randrange(900)}",
            reporter=originator if rng.random() < KNOWN_PARTY else None,
            reporter_name=str(originator),
            title=Text.from_json(said),
            description=Text.of(en=" ".join(rng.choices(_WORDS, k=60))),
            status=rng.choice([Status.PLANNED, Status.ONGOING, Status.CLOSED, Status.CLOSED, Status.CLOSED]),
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=rng.randrange(90, 2000)),
            modality=rng.choice(Modality.values),
            beneficiary=rng.choice(["", *Beneficiary.values]),
            is_relevant=True,
            relevance=[{"kind": "country", "text": "KZ"}],
            concern=rng.randrange(1, 5) * 10_000_000 + starts_on.toordinal(),
            tags=[["99", "security"]],
            sort_title=folded(said["en"])[:120],
            headline_flow=Flow.BUDGET,
            headline_usd=round(money, 2),
            updated_at=BEGUN + timedelta(minutes=rng.randrange(8_000_000)),
        )

    def _hang(self, parts: dict[str, list[tuple[Value, ...]]], row: Project, rng: Random) -> None:
        marked = (row.pk, row.originator_id, row.audience_id)
        places = [each.iso2 for each in rng.sample(self.states, k=3 if rng.random() < SEVERAL_PLACES else 1)]
        if rng.random() < LINKED:
            places.append(rng.choice(_ABROAD))
        parts["places"] += [(*marked, code, "", "", 1 / len(places)) for code in places]
        for role in (PartyRole.FUNDING, PartyRole.EXTENDING, PartyRole.IMPLEMENTING):
            known = rng.choice(self.organisations) if rng.random() < KNOWN_PARTY else None
            name = str(known) if known else f"Implementing partner {rng.randrange(3000)}"
            parts["parties"].append((*marked, role.value, known.pk if known else None, "", name))
        parts["sectors"] += [(*marked, "1", str(rng.randrange(11110, 99810, 10)), "", 0.5) for _ in range(2)]
        first = row.starts_on.year if row.starts_on else 2015
        for flow in (Flow.BUDGET, Flow.COMMITMENT, Flow.DISBURSEMENT):
            for year in range(first, first + rng.randrange(1, 4)):
                value = round(rng.lognormvariate(11, 1.5), 2)
                parts["money"].append((*marked, flow.value, year, "USD", year, value, value, rng.randrange(1, 9)))
        if rng.random() < LINKED:
            parts["links"].append((*marked, Link.SIBLING.value, f"XM-DAC-{rng.randrange(900)}-{rng.randrange(10**5)}"))
        measures = rng.sample(self.measures, k=rng.choice([1, 1, 2, 3]))
        for measure in measures:
            told = {
                "score": round(rng.uniform(0.3, 1), 3),
                "share": 1 / len(measures),
                "evidence": [{"kind": "phrase", "text": "border"}],
                "verdict": Verdict.SUGGESTED,
            }
            parts["measures"].append((*marked, measure.pk, told))  # type: ignore[arg-type]
        words = words_of((*(t for _, t in row.title.items), str(row.description), row.iati_identifier))
        parts["words"].append((*marked, words, *marks_of(words)))
