"""A small process for tests, made by the same load as the shipped data."""

from concord.meetings.actions import load_process
from concord.meetings.models import Document, Recommendation
from concord.meetings.terms import ProcessDefinition
from concord.parties.models import Organisation
from concord.policy import Actor
from concord.sharing.actions import audience_for
from concord.sharing.terms import TLP, Release, organisation_principal
from concord.strategy.logic import definition_from
from concord.strategy.terms import LoadReport
from tests.factories.parties import organisation
from tests.factories.strategy import AT, strategy

PROCESS = """
initiatives:
  - code: talks
    title: {en: The talks, ru: Переговоры}
    starts_on: 2010-09-01
    day_precision: month
    parties:
      - {party: office, role: partner, source: https://example.org/a}
      - {party: assembly, role: partner, source: https://example.org/a}
    phases:
      - code: P1
        number: 1
        title: {en: First phase}
        starts_on: 2010-09-01
        day_precision: month
        claims: [{field: title, value: Phase one}, {field: title, value: Stage one}]
series:
  - {code: rounds, title: {en: Rounds}, initiative: talks, meetings: [R1, R2]}
meetings:
  - code: R1
    kind: expert_meeting
    title: {en: "First round, of many", ru: Первый раунд}
    initiative: talks
    phase: P1
    starts_on: 2011-03-29
    ends_on: 2011-03-30
    place: {en: Dushanbe}
    country: KZ
    host: kz
    level: expert
    pillars: [I, "PLAN:A"]
    size: 61
    participations:
      - {parties: [kz, uz], role: participant, size: 4, source: https://example.org/p}
      - {parties: [office], role: organiser}
      - {parties: [uz], role: observer}
    agenda:
      - number: 1
        kind: session
        title: {en: Opening}
        measures: [S:I.1, S:I.2]
        speakers:
          - {name: {en: A Speaker}, capacity: {en: Ambassador}, party: kz}
          - {name: {en: Another Speaker}, capacity: {en: Head}}
      - {number: 2, title: {en: Capacity}}
    outcomes: [{text: {en: A plan.}, instruments: [plan-2011]}]
    documents: [report]
    recommendations:
      - {number: 1, text: {en: Adopt a plan.}, measures: [S:I.1, S:II.1], addressees: [office]}
      - {number: 2, text: {en: Meet again.}}
    claims: [{field: size, value: "61"}, {field: size, value: about 70, source: https://example.org/q}]
  - {code: R2, kind: review, title: {en: Second round}, starts_on: 2012-06-01, day_precision: month, initiative: talks}
  - {code: X1, kind: conference, title: {en: Beside it}, parallel: true, starts_on: 2011-05-02, ends_on: 2011-05-02}
documents:
  - {code: report, kind: report, title: {en: The report}, languages: [en, ru], published_on: 2011-04-01}
instruments:
  - code: plan-2011
    kind: plan_of_action
    title: {en: The plan}
    adopted_on: 2011-11-30
    meeting: R1
    framework: PLAN
    decision_rule: consensus
    stances: [{parties: [kz], role: adopted}, {parties: [uz], role: observed, note: {en: By choice.}}]
  - {code: plan-2022, kind: plan_of_action, title: {en: The plan renewed}, adopted_on: 2022-03-03, replaces: plan-2011}
"""


def loader() -> Actor:
    return Actor.system("test load", organisation_id=organisation("secretariat").pk)


def process(text: str = PROCESS) -> LoadReport:
    """One initiative, three meetings, two adopted texts, one document, two recommendations."""
    strategy()
    return reload(text)


def reload(text: str = PROCESS) -> LoadReport:
    return load_process(actor=loader(), definition=definition_from(text=text, kind=ProcessDefinition), at=AT)


def restrict(*, to: Organisation) -> None:
    """Release every document and recommendation to one organisation only."""
    audience = audience_for(
        release=Release(tlp=TLP.AMBER_STRICT, principals=frozenset({organisation_principal(to.pk)}))
    )
    for model in (Document, Recommendation):
        model.objects.unscoped(reason="a test marks them").update(audience=audience)
