"""Loading frameworks, their measures, themes, and why measures matter to countries."""

from datetime import datetime

from django.db import transaction

from concord.journal.actions import record
from concord.parties.models import Organisation
from concord.parties.terms.definitions import SourcedDefinition
from concord.policy import Actor, require
from concord.strategy.access import LOAD_SITUATION, LOAD_STRATEGY
from concord.strategy.actions.ledger import Ledger, UnknownReference, by_code, organisations_by_code, tally, touched
from concord.strategy.models import Crosswalk, Framework, FrameworkFact, Measure, Pillar, SituationNote, Theme
from concord.strategy.terms import (
    CrosswalkDefinition,
    FrameworkDefinition,
    LoadReport,
    MeasureDefinition,
    SituationDefinition,
    SituationsDefinition,
    StrategyDefinition,
    ThemeDefinition,
    measure_key,
)


@transaction.atomic
def load_strategy(*, actor: Actor, definition: StrategyDefinition, at: datetime) -> LoadReport:
    """Organisations must have been loaded. What the definition does not name stays as it is, and a verification
    made by a person is never taken back by a file that knows of none. Raises ``UnknownReference``.
    """
    require(actor=actor, action=LOAD_STRATEGY)
    parties = organisations_by_code(_party_codes(definition))
    ledger = Ledger()
    for position, framework in enumerate(definition.frameworks):
        _put_framework(ledger, framework, position=position, parties=parties)
    _put_bases(ledger, definition)
    for position, theme in enumerate(definition.themes):
        _put_theme(ledger, theme, position=position)
    _put_crosswalk(ledger, definition.crosswalk)
    report = ledger.report()
    record(actor=actor, act=LOAD_STRATEGY.name, items=touched(report), at=at, summary=tally(report))
    return report


@transaction.atomic
def load_situation(*, actor: Actor, definition: SituationsDefinition, at: datetime) -> LoadReport:
    """Notes of every measure and country that the definition names follow it; others stay. Raises
    ``UnknownReference``.
    """
    require(actor=actor, action=LOAD_SITUATION)
    ledger = Ledger()
    measures = by_code(Measure.objects, {n.measure for n in definition.situation}, field="key", kind="measure")
    countries = by_code(
        Organisation.objects, {n.country for n in definition.situation}, field="iso2", kind="State with the code"
    )
    notes: dict[tuple[str, str], list[SituationDefinition]] = {}
    for note in definition.situation:
        notes.setdefault((note.measure, note.country), []).append(note)
    for (key, iso2), stated in notes.items():
        measure, country = measures[key], countries[iso2]
        ledger.make_exactly(
            SituationNote.objects.filter(measure=measure, country=country),
            [
                SituationNote(
                    measure=measure, country=country, position=i, text=n.text, as_of=n.as_of, **provenance_of(n)
                )
                for i, n in enumerate(stated)
            ],
            owner=Measure,
            key=key,
            name=f"situation in {iso2}",
        )
    report = ledger.report()
    record(actor=actor, act=LOAD_SITUATION.name, items=touched(report), at=at, summary=tally(report))
    return report


def provenance_of(definition: SourcedDefinition) -> dict[str, object]:
    return {"sources": list(definition.sources), "confidence": definition.confidence}


def _party_codes(definition: StrategyDefinition) -> set[str]:
    codes: set[str] = set()
    for framework in definition.frameworks:
        codes |= {framework.adopted_by, *framework.region}
        codes |= {actor for pillar in framework.pillars for measure in pillar.measures for actor in measure.actors}
    return codes


def _put_framework(
    ledger: Ledger, stated: FrameworkDefinition, *, position: int, parties: dict[str, Organisation]
) -> None:
    framework = ledger.put(
        Framework.objects.all(),
        key=stated.code,
        where={"code": stated.code},
        values={
            "position": position,
            "title": stated.title,
            "short_title": stated.short_title,
            "kind": stated.kind,
            "symbol": stated.symbol,
            "adopted_on": stated.adopted_on,
            "adopted_by": parties.get(stated.adopted_by),
            "decision_rule": stated.decision_rule,
            "review_every_years": stated.review_every_years,
            "instruments": list(stated.instruments),
            **provenance_of(stated),
        },
    )
    ledger.relate(framework, "region", (parties[code] for code in stated.region), key=stated.code)
    ledger.make_exactly(
        FrameworkFact.objects.filter(framework=framework),
        [
            FrameworkFact(framework=framework, code=fact.code, position=i, text=fact.text, **provenance_of(fact))
            for i, fact in enumerate(stated.facts)
        ],
        owner=Framework,
        key=stated.code,
        name="facts",
    )
    place = 0
    for index, section in enumerate(stated.pillars):
        pillar = ledger.put(
            Pillar.objects.all(),
            key=f"{stated.code}:{section.number}",
            where={"framework": framework, "number": section.number},
            values={
                "position": index,
                "title": section.title,
                "short_title": section.short_title,
                "chapeau": section.chapeau,
                **provenance_of(section),
            },
        )
        for measure in section.measures:
            _put_measure(ledger, measure, pillar=pillar, position=place, parties=parties)
            place += 1


def _put_measure(
    ledger: Ledger, stated: MeasureDefinition, *, pillar: Pillar, position: int, parties: dict[str, Organisation]
) -> None:
    key = measure_key(framework=pillar.framework.code, number=stated.number)
    checked = {"verified_by": stated.verified_by, "verified_on": stated.verified_on} if stated.verified_by else {}
    measure = ledger.put(
        Measure.objects.all(),
        key=key,
        where={"key": key},
        values={
            "framework": pillar.framework,
            "pillar": pillar,
            "number": stated.number,
            "position": position,
            "title": stated.title,
            "explanation": stated.explanation,
            "numbering": stated.numbering,
            **checked,
            **provenance_of(stated),
        },
    )
    ledger.relate(measure, "actors", (parties[code] for code in stated.actors), key=key)


def _put_bases(ledger: Ledger, definition: StrategyDefinition) -> None:
    """After all frameworks, since a pillar may be based on one that comes later in the file."""
    known = {f"{p.framework.code}:{p.number}": p for p in Pillar.objects.select_related("framework")}
    for framework in definition.frameworks:
        for section in framework.pillars:
            if section.based_on and section.based_on not in known:
                raise UnknownReference(kind="pillar", keys=[section.based_on])
            key = f"{framework.code}:{section.number}"
            base = known.get(section.based_on)
            ledger.put(Pillar.objects.all(), key=key, where={"pk": known[key].pk}, values={"based_on": base})


def _put_theme(ledger: Ledger, stated: ThemeDefinition, *, position: int) -> None:
    theme = ledger.put(
        Theme.objects.all(),
        key=stated.code,
        where={"code": stated.code},
        values={
            "position": position,
            "title": stated.title,
            "summary": stated.summary,
            **provenance_of(stated),
        },
    )
    measures = by_code(Measure.objects, stated.measures, field="key", kind="measure")
    ledger.relate(theme, "measures", measures.values(), key=stated.code)


def _put_crosswalk(ledger: Ledger, stated: tuple[CrosswalkDefinition, ...]) -> None:
    measures = by_code(
        Measure.objects, {key for each in stated for key in (each.origin, each.target)}, field="key", kind="measure"
    )
    for each in stated:
        ledger.put(
            Crosswalk.objects.all(),
            key=f"{each.origin} {each.target}",
            where={"origin": measures[each.origin], "target": measures[each.target]},
            values={"relation": each.relation, "note": each.note, **provenance_of(each)},
        )
