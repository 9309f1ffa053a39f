from datetime import date

import pytest
from django.http import Http404
from tests.factories.parties import organisation, public
from tests.factories.strategy import STRATEGY, situation, strategy, vocabulary

from concord.parties.models import Mandate
from concord.parties.terms import Confidence
from concord.strategy import queries
from concord.strategy.terms import Boilerplate, CrosswalkRelation, Phrase, Sector, Verification
from concord.ui.text import Text

pytestmark = pytest.mark.django_db


def test_frameworks_stand_side_by_side():
    strategy()
    assert [
        (f.code, [p.number for p in f.pillars], f.measures, [s.iso2 for s in f.region], f.instruments)
        for f in queries.frameworks(actor=public())
    ] == [("S", ["I", "II"], 3, [], ()), ("PLAN", ["A"], 1, ["KZ", "UZ"], ("plan-2011",))]


def test_a_framework_says_how_it_was_adopted_and_what_is_checked():
    strategy()
    read = queries.framework(actor=public(), code="S")
    assert (read.framework.symbol, read.framework.adopted_on, read.framework.adopted_by.code) == (
        "A/1",
        date(2006, 9, 8),
        "assembly",
    )
    assert [[line.verification for line in section.measures] for section in read.pillars] == [
        [Verification.NUMBER_CONFIRMED, Verification.TO_VERIFY],
        [Verification.VERIFIED],
    ]
    assert read.verified == 1
    assert [(fact.code, fact.provenance.confidence) for fact in read.facts] == [("S.form", Confidence.INFERRED)]


def test_a_section_of_a_plan_names_the_pillar_it_carries_out():
    strategy()
    (section,) = queries.framework(actor=public(), code="PLAN").pillars
    assert (section.based_on.framework, section.based_on.number) == ("S", "I")


def test_a_measure_brings_what_is_known_about_it():
    strategy(), situation()
    Mandate.objects.create(organisation=organisation("office"), subject=Text.of(en="Guards"), measures=["S:II.1"])
    Mandate.objects.create(organisation=organisation("office"), subject=Text.of(en="Talks"), measures=["S:I.2"])
    read = queries.measure(actor=public(), framework="S", number="II.1")
    assert [m.subject for m in read.mandates] == [Text.of(en="Guards")]
    assert [([c.iso2 for c in n.countries], n.text, n.as_of) for n in read.situation] == [
        (["KZ", "UZ"], Text.of(en="A long border."), date(2011, 7, 22))
    ]
    assert (read.verified_by, read.verified_on) == ("A secretary", date(2024, 1, 2))
    assert (read.before, read.after) == ("I.2", "")


def test_a_crosswalk_reads_from_both_ends():
    strategy()
    ours = queries.measure(actor=public(), framework="S", number="I.1")
    theirs = queries.measure(actor=public(), framework="PLAN", number="A.1")
    assert [(c.measure.key, c.relation) for c in theirs.crosswalk] == [("S:I.1", CrosswalkRelation.BROADER)]
    assert [(c.measure.key, c.relation) for c in ours.crosswalk] == [("PLAN:A.1", CrosswalkRelation.NARROWER)]
    assert [party.code for party in ours.actors] == ["office"]
    assert [theme.code for theme in ours.themes] == ["peace"]


def test_what_is_absent_is_not_found():
    strategy()
    for ask in (
        lambda: queries.framework(actor=public(), code="X"),
        lambda: queries.measure(actor=public(), framework="S", number="A.1"),
        lambda: queries.theme(actor=public(), code="x"),
    ):
        with pytest.raises(Http404):
            ask()


def test_measures_are_named_in_the_order_of_their_frameworks():
    strategy()
    assert [m.key for m in queries.measures(actor=public())] == ["S:I.1", "S:I.2", "S:II.1", "PLAN:A.1"]
    assert [m.key for m in queries.measures(actor=public(), framework="PLAN")] == ["PLAN:A.1"]


def test_the_vocabulary_is_whole_and_in_a_fixed_order():
    strategy(), vocabulary()
    words = queries.vocabulary()
    assert words.phrases == (
        Phrase(subject="S:II.1", language="en", phrase="border guard", weight=2.0, needs=(), excludes=()),
        Phrase(subject="S:II.1", language="en", phrase="crossing", weight=1.0, needs=("border",), excludes=("river",)),
        Phrase(subject="S:II.1", language="ru", phrase="пограничник", weight=1.0, needs=(), excludes=()),
        Phrase(subject="adjacent", language="en", phrase="demining", weight=3.0, needs=(), excludes=()),
        Phrase(subject="peace", language="en", phrase="mediation", weight=1.0, needs=(), excludes=()),
    )
    assert words.sectors == (
        Sector(subject="S:II.1", vocabulary="1", code="15130", name="", weight=0.5, needs=()),
        Sector(subject="S:II.1", vocabulary="99@US-GOV", code="4", name="Guards", weight=1.0, needs=()),
    )
    assert (words.outside, words.wide) == (("adjacent",), ("S:II.1",))
    assert words.boilerplate == (Boilerplate(pattern="Redacted.*", publisher="US-GOV", why="a legal notice"),)
    assert (words.measures, words.themes) == (("S:I.1", "S:I.2", "S:II.1", "PLAN:A.1"), ("peace",))
    (english,) = queries.theme(actor=public(), code="peace").words
    assert english.phrases == ("mediation",)


def test_query_counts_do_not_grow(django_assert_num_queries):
    one = STRATEGY.replace("          - {number: I.2, title: {en: Hold dialogue}, confidence: known}\n", "").replace(
        "[S:I.1, S:I.2]", "[S:I.1]"
    )
    actor = public()
    for text in (one, STRATEGY):
        strategy(text)
        with django_assert_num_queries(3):
            queries.frameworks(actor=actor)
        with django_assert_num_queries(5):
            queries.framework(actor=actor, code="S")
        with django_assert_num_queries(6):
            queries.measure(actor=actor, framework="S", number="I.1")
        with django_assert_num_queries(2):
            queries.themes(actor=actor)
        with django_assert_num_queries(7):
            queries.vocabulary()
