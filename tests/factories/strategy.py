"""Strategies for tests, made by the same load as the shipped data."""

from datetime import UTC, datetime

from concord.policy import Actor
from concord.strategy.actions import load_situation, load_strategy, load_vocabulary
from concord.strategy.logic import definition_from
from concord.strategy.terms import LoadReport, SituationsDefinition, StrategyDefinition, VocabularyDefinition
from tests.factories.parties import organisation, state

AT = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
LOADER = Actor.system("test load")

STRATEGY = """
frameworks:
  - code: S
    kind: strategy
    title: {en: The strategy, ru: Стратегия}
    short_title: {en: Strategy}
    adopted_on: 2006-09-08
    adopted_by: assembly
    symbol: A/1
    decision_rule: consensus
    review_every_years: 2
    source: [https://example.org/strategy]
    facts:
      - {code: S.form, text: {en: It has two sections.}, source: https://example.org/form, confidence: I}
    pillars:
      - number: I
        title: {en: Causes}
        chapeau: {en: Why it happens.}
        source: https://example.org/i
        measures:
          - {number: I.1, title: {en: Settle conflicts, ru: Улаживать конфликты}, explanation: {en: Early.},
             actors: [office], numbering: confirmed, source: https://example.org/i1}
          - {number: I.2, title: {en: Hold dialogue}, confidence: known}
      - number: II
        title: {en: Action}
        measures:
          - {number: II.1, title: {en: Guard borders}, verified_by: A secretary, verified_on: 2024-01-02}
  - code: PLAN
    kind: regional_plan
    title: {en: A plan}
    region: [kz, uz]
    instruments: [plan-2011]
    pillars:
      - number: A
        title: {en: First section}
        based_on: S:I
        measures: [{number: A.1, title: {en: Mediate together}}]
themes:
  - {code: peace, title: {en: Peace}, measures: [S:I.1, S:I.2], confidence: inferred}
crosswalk:
  - {from: PLAN:A.1, to: S:I.1, relation: broader, note: {en: Same words.}, source: https://example.org/x}
"""

VOCABULARY = """
measures:
  S:II.1:
    terms:
      en: [{phrase: border guard, weight: 2}, {phrase: crossing, needs: [border], not: [river]}]
      ru: [{phrase: пограничник}]
    sectors: [{vocabulary: 1, code: 15130, weight: 0.5}, {vocabulary: 99, publisher: US-GOV, code: 4, name: Guards}]
    breadth: wide
    rule: {en: Counts when guards are trained.}
themes:
  peace: {terms: {en: [{phrase: mediation}]}}
adjacent: {terms: {en: [{phrase: demining, weight: 3}]}}
ignore: [{pattern: "Redacted.*", publisher: US-GOV, why: a legal notice}]
rule: {threshold: 3, words: [terror]}
"""

SITUATION = """
situation:
  - {measure: S:II.1, country: KZ, text: {en: A long border.}, as_of: 2011-07-22, source: https://example.org/kz}
  - {measure: S:II.1, country: UZ, text: {en: A long border.}, as_of: 2011-07-22, source: https://example.org/kz}
"""


def strategy(text: str = STRATEGY) -> LoadReport:
    """Two frameworks, four measures, one theme, one crosswalk, with the organisations they name."""
    for code in ("assembly", "office"):
        organisation(code)
    for iso2 in ("KZ", "UZ"):
        state(iso2)
    return load_strategy(actor=LOADER, definition=definition_from(text=text, kind=StrategyDefinition), at=AT)


def vocabulary(text: str = VOCABULARY) -> LoadReport:
    return load_vocabulary(actor=LOADER, definition=definition_from(text=text, kind=VocabularyDefinition), at=AT)


def situation(text: str = SITUATION) -> LoadReport:
    return load_situation(actor=LOADER, definition=definition_from(text=text, kind=SituationsDefinition), at=AT)
