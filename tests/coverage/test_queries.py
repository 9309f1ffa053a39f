from datetime import date
from decimal import Decimal

import pytest
from tests.factories.coverage import private_audience, project
from tests.factories.parties import actor, organisation, public, state
from tests.factories.strategy import strategy

from concord.assistance.terms import Verdict
from concord.coverage import queries
from concord.coverage.terms import DoubleRule, Place, Question
from concord.policy import Actor

pytestmark = pytest.mark.django_db
ALL = Question()


@pytest.fixture(autouse=True)
def _region() -> None:
    strategy()
    for iso2 in ("KZ", "KG", "TJ", "TM", "UZ"):
        state(iso2)


def tally(reader: Actor, measure: str, column: str, question: Question = ALL):
    seen = queries.matrix(actor=reader, question=question)
    place = [str(each.code) for each in seen.columns].index(column)
    lines = [line for section in seen.sections for line in section.lines]
    return next(line.cells[place] for line in lines if line.measure.key == measure)


def everything(reader: Actor) -> tuple[object, ...]:
    asked = {"actor": reader, "question": ALL}
    names = ("matrix", "gaps", "overlaps", "doubles", "flows", "by_country", "progress")
    cell = queries.cell(**asked, measure="S:II.1", column="KZ")
    return (*(getattr(queries, name)(**asked) for name in names), cell)


def test_money_is_split_by_the_shares_of_place_and_measure():
    project(places={"KZ": 0.5, "AF": 0.5}, measures={"S:I.1": 0.25, "S:II.1": 0.75}, money=[("budget", 2015, 800.0)])
    assert tally(public(), "S:I.1", "KZ").budget == Decimal("100.00")
    assert tally(public(), "S:II.1", "KZ").budget == Decimal("300.00")
    balance = queries.matrix(actor=public(), question=ALL).balance
    assert balance.part(Place.ELSEWHERE).budget == Decimal("400.00")
    assert balance.total.budget == Decimal("800.00")


def test_money_that_nobody_split_is_shown_as_not_allocated():
    project(places={"KZ": None, "KG": None}, money=[("budget", 2015, 800.0)])
    assert tally(public(), "S:II.1", "KZ").projects == 1
    assert tally(public(), "S:II.1", "KZ").budget is None
    balance = queries.matrix(actor=public(), question=ALL).balance
    assert balance.part(Place.UNALLOCATED).budget == Decimal("800.00")


def test_what_cannot_be_converted_is_counted_and_never_zero():
    project(money=[("budget", 2015, None)])
    cell = tally(public(), "S:II.1", "KZ")
    assert (cell.budget, cell.budget_unconverted) == (None, 1)


def test_the_three_kinds_of_money_stay_apart():
    flows = (("budget", 1.0), ("commitment", 2.0), ("disbursement", 4.0), ("expenditure", 8.0), ("planned", 16.0))
    project(money=[(flow, 2015, usd) for flow, usd in flows])
    cell = tally(public(), "S:II.1", "KZ")
    assert (cell.budget, cell.commitment, cell.spending) == (Decimal("1.00"), Decimal("2.00"), Decimal("12.00"))


def test_a_project_of_the_region_has_its_own_column_and_no_country():
    project(places={"": 1.0})
    assert tally(public(), "S:II.1", Place.REGIONAL).projects == 1
    assert tally(public(), "S:II.1", "KZ").projects == 0


def test_verdicts_of_people_count_apart_and_rejection_takes_out():
    project()
    project(verdict=Verdict.CONFIRMED)
    project(verdict=Verdict.REJECTED)
    cell = tally(public(), "S:II.1", "KZ")
    assert (cell.projects, cell.confirmed) == (2, 1)


@pytest.mark.parametrize("status", ["requested", "offered", "5"])
def test_what_is_not_done_is_not_counted(status: str):
    project(status=status)
    assert tally(public(), "S:II.1", "KZ").projects == 0


@pytest.mark.parametrize(
    ("since", "until", "count"), [(2015, 2016, 1), (2017, None, 0), (None, 2014, 0), (2016, 2030, 1)]
)
def test_a_period_counts_what_ran_in_it(since: int | None, until: int | None, count: int):
    project(starts_on=date(2015, 1, 1), ends_on=date(2016, 12, 31))
    assert tally(public(), "S:II.1", "KZ", Question(since=since, until=until)).projects == count


def test_an_organisation_is_found_in_any_role_and_as_reporter():
    project(funders=["eu"], implementers=["unodc"], reporter=organisation("osce"))
    for party, count in (("eu", 1), ("unodc", 1), ("osce", 1), ("undp", 0)):
        assert tally(public(), "S:II.1", "KZ", Question(party=party)).projects == count


def test_a_theme_narrows_the_measures():
    project(measures={"S:I.1": 1.0})
    seen = queries.matrix(actor=public(), question=Question(theme="peace"))
    assert [line.measure.key for section in seen.sections for line in section.lines] == ["S:I.1", "S:I.2"]
    assert seen.total.projects == 1


def test_several_funders_are_one_provider_because_nobody_split_their_money():
    project(funders=["eu", "no"], implementers=["unodc"])
    [flow] = queries.flows(actor=public(), question=ALL)
    assert (flow.provider.key, flow.implementer.key) == ("*", "unodc")
    assert flow.tally.budget == Decimal("100.00")


def test_different_implementers_at_one_time_are_a_hint_with_its_evidence():
    project("Training of border guards", implementers=["unodc"])
    project("Border guards: training", implementers=["osce"])
    project("Training of border guards", implementers=["unodc"], starts_on=None)
    project("Courses", implementers=["undp"], starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))
    seen = queries.overlaps(actor=public(), question=ALL)
    [hint] = seen.shown
    assert (hint.implementers, hint.projects, hint.overlap_days) == (2, 2, 731)
    assert hint.words == ("border", "guards", "training")
    assert hint.likeness > 80
    assert (seen.found, seen.compared, seen.left_out) == (1, 3, 1)


def test_a_first_look_says_what_the_pages_say_and_asks_once(django_assert_num_queries):
    for code in ("unodc", "osce"):
        project(implementers=[code])
    queries.matrix(actor=public(), question=ALL)
    reader = public()
    with django_assert_num_queries(1):
        seen = queries.overview(actor=reader, question=ALL)
    assert seen.matrix == queries.matrix(actor=reader, question=ALL)
    assert seen.gaps == len(queries.gaps(actor=reader, question=ALL))
    assert (seen.overlaps, queries.overlaps(actor=reader, question=ALL).found) == (1, 1)


def test_the_same_projects_for_two_measures_are_one_hint():
    for code in ("unodc", "osce"):
        project(implementers=[code], measures={"S:I.1": 0.5, "S:II.1": 0.5})
    seen = queries.overlaps(actor=public(), question=ALL)
    [hint] = seen.shown
    assert (hint.measure.key, [measure.key for measure in hint.also]) == ("S:I.1", ["S:II.1"])
    assert (seen.found, seen.listed) == (2, 2)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("Nathan Associates, Inc.", "NATHAN ASSOCIATES INC", 0),
        ("Border Organisation", "border organization", 0),
        ("Nathan Associates", "Chemonics", 1),
        ("Enterprise - Redacted", "Chemonics", 0),
        ("NGO - Country Other", "Chemonics", 0),
    ],
)
def test_spellings_of_one_name_are_one_implementer_and_withheld_names_are_nobody(one: str, other: str, count: int):
    for name in (one, other):
        made = project(reporter_name="")
        marking = {"originator": made.originator, "audience": made.audience}
        made.parties.model.objects.create(project=made, role="4", name=name, **marking)
    assert queries.overlaps(actor=public(), question=ALL).found == count


def test_a_parent_and_its_part_count_once_in_the_lower_total():
    project("Programme", identifier="P", money=[("budget", 2015, 100.0)])
    project("Component", money=[("budget", 2015, 60.0)], links=[("parent", "P")])
    seen = queries.doubles(actor=public(), question=ALL)
    [double] = seen.shown
    assert (str(double.upper.title), str(double.lower.title)) == ("Programme", "Component")
    assert double.rule == DoubleRule.PARENT
    assert double.excluded.budget == Decimal("60.00")
    assert (seen.published.budget, seen.once.budget) == (Decimal("160.00"), Decimal("100.00"))


def test_one_title_by_two_reporters_is_a_hint():
    title = "Support to border management in the Ferghana valley"
    project(title, reporter=organisation("eu"))
    project(title, reporter=organisation("osce"))
    [double] = queries.doubles(actor=public(), question=ALL).shown
    assert (double.rule, double.likeness, double.same) == (DoubleRule.TITLE, 100, ("starts_on", "ends_on", "amount"))


def test_a_hidden_project_changes_no_answer_for_those_who_may_not_see_it():
    project("Training of border guards", implementers=["unodc"])
    before = everything(public())
    owner = organisation("kz")
    hidden = project(
        "Training of border guards",
        implementers=["osce"],
        funders=["eu"],
        measures={"S:I.2": 1.0},
        places={"UZ": 1.0},
        starts_on=date(1999, 1, 1),
        originator=owner,
        audience=private_audience(owner),
        links=[("parent", "XM-TEST-1")],
    )
    assert everything(public()) == before
    assert tally(actor(owner), "S:I.2", "UZ").projects == 1
    assert hidden.pk


def test_a_part_is_counted_only_if_it_may_be_read_itself():
    made = project(money=[])
    owner = organisation("kz")
    marking = {"originator": owner, "audience": private_audience(owner)}
    made.money.model.objects.create(project=made, flow="budget", year=2015, currency="USD", value=9, usd=9, **marking)
    assert tally(public(), "S:II.1", "KZ").budget is None


def test_readers_do_not_share_what_is_remembered():
    owner = organisation("kz")
    project(originator=owner, audience=private_audience(owner))
    insider, outsider = actor(owner), actor(organisation("kg"))
    for _ in range(2):
        assert tally(insider, "S:II.1", "KZ").projects == 1
        assert tally(outsider, "S:II.1", "KZ").projects == 0
        assert tally(public(), "S:II.1", "KZ").projects == 0
