"""Silences that nobody closed: settled from the command line, once, with the outcome that they had."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from tests.factories.plans import AT, Negotiation, negotiation

from concord.journal.models import Entry
from concord.plans.actions.settling import settle_silences
from concord.plans.actions.silence import break_silence, everything, instant, open_silence
from concord.plans.commands import group
from concord.plans.models import Draft, Silence
from concord.plans.terms import Outcome, Stage

pytestmark = pytest.mark.django_db
LASTS = timedelta(hours=72)


def silenced(*, overdue: timedelta | None, is_broken: bool = False) -> Silence:
    """A negotiation of its own under silence, its deadline passed so long ago."""
    talks: Negotiation = negotiation()
    revision, chair = talks.revision, talks.actors["chair"]
    silence = open_silence(actor=chair, revision=revision, state=revision.state, lasts=LASTS, letter="Please.", at=AT)
    if is_broken:
        where = [talks.provisions["posts"]]
        break_silence(actor=talks.actors["kz"], silence=silence, provisions=where, text="Too far.", at=AT)
    if overdue is not None:
        at = instant(draft=talks.draft) - overdue
        everything(Silence.objects.filter(pk=silence.pk)).update(opened_at=at - LASTS, deadline_at=at)
    return now(silence)


def now(silence: Silence) -> Silence:
    return everything(Silence.objects.select_related("draft").filter(pk=silence.pk)).get()


def line(silence: Silence, what: str) -> str:
    return f"{silence.draft.code}\t0\t{silence.deadline_at:%Y-%m-%d %H:%M:%S} UTC\t{what}\n"


@pytest.fixture
def three() -> tuple[Silence, Silence, Silence]:
    """One kept, one broken, one that runs."""
    kept, broken = silenced(overdue=timedelta(hours=2)), silenced(overdue=timedelta(hours=1), is_broken=True)
    return kept, broken, silenced(overdue=None)


def closings() -> list[str]:
    return [*Entry.objects.filter(act="plans.close_silence").values_list("actor", flat=True)]


def test_a_dry_run_lists_what_is_overdue_and_closes_nothing(three):
    kept, broken, _running = three
    outcome = CliRunner().invoke(group, ["settle", "--dry-run"])
    assert (outcome.exit_code, outcome.output) == (1, line(kept, "overdue") + line(broken, "overdue"))
    assert [now(each).outcome for each in three] == ["", "", ""]
    assert closings() == []


def test_what_is_overdue_is_settled_once_by_the_one_act(three):
    kept, broken, _running = three
    outcome = CliRunner().invoke(group, ["settle"])
    assert (outcome.exit_code, outcome.output) == (0, line(kept, "kept") + line(broken, "broken"))
    assert [now(each).outcome for each in three] == [Outcome.KEPT, Outcome.BROKEN, ""]
    stages = [everything(Draft.objects.filter(pk=each.draft_id)).get().stage for each in three]
    assert stages == [Stage.AGREED, Stage.NEGOTIATION, Stage.SILENCE]
    assert closings() == ["silence procedures"] * 2
    again = CliRunner().invoke(group, ["settle"])
    assert (again.exit_code, again.output, len(closings())) == (0, "", 2)
    assert CliRunner().invoke(group, ["settle", "--dry-run"]).exit_code == 0


def test_one_that_was_extended_meanwhile_goes_on(three):
    kept, broken, _running = three
    settling = settle_silences(at=AT)
    assert next(settling).silence == kept
    later = instant(draft=broken.draft) + timedelta(hours=1)
    everything(Silence.objects.filter(pk=broken.pk)).update(deadline_at=later)
    everything(broken.objections.model.objects.filter(silence=broken)).delete()
    assert [each.outcome for each in settling] == [None]
    assert now(broken).outcome == ""
