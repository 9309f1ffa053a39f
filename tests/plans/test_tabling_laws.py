"""Whatever a delegation types on whatever text, the typed proposal gives these words and no others."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from concord.meetings.terms import InstrumentKind
from concord.plans.logic.places import spread
from concord.plans.logic.rolling import Standpoint, Worded, rolling_provisions
from concord.plans.logic.standing import ladder
from concord.plans.logic.tabling import UnableToTable, cleaned, worked_out
from concord.plans.terms import Capacity, DecisionKind, ProposalKind, ProvisionKind, Stage, Standing
from concord.plans.terms.rolling import DraftLine, Party, RollingText, Strike
from concord.plans.terms.tabling import Obstacle, Tabling
from concord.redline import Freshness, apply, digest, text_of
from concord.ui.text import Text

AT = datetime(2026, 3, 2, tzinfo=UTC)
HERE = UUID(int=1)
PARTY = Party(code="kz", name=Text.of(en="KZ"), short_name=Text.of(en="KZ"), capacity=Capacity.MEMBER, colour=1)
WORDS = st.text(alphabet=st.sampled_from("ab ʻ,.[]\n\t1"), max_size=40)
KINDS = st.lists(st.sampled_from(DecisionKind), max_size=8)


def text_with(words: str) -> RollingText:
    line = DraftLine(
        uuid=UUID(int=9), code="d", title=Text.of(en="D"), kind=InstrumentKind.PLAN_OF_ACTION, stage=Stage.NEGOTIATION,
        language="en", languages=("en",), revision=0, symbol="", is_illustrative=False, opened_at=AT,
    )  # fmt: skip
    provisions = rolling_provisions(
        language="en",
        places=[Standpoint(uuid=HERE, kind=ProvisionKind.PARAGRAPH, parent=None, order="i", label="1")],
        words={HERE: Worded(text=words, digest=digest(tokens=(words,)), freshness=Freshness.FRESH)},
        tabled=(),
        positions=(),
        strikes={},
    )
    return RollingText(
        draft=line, revision=0, symbol="", language="en", made_at=AT, is_current=True, parties=(PARTY,),
        provisions=provisions, mine=PARTY, may_speak=True, may_preside=False,
    )  # fmt: skip


@given(before=WORDS, after=WORDS)
def test_what_is_typed_is_what_is_proposed(before, after):
    held = cleaned(words=before)
    asked = Tabling(kind=ProposalKind.MOD, provision=HERE, words=after)
    try:
        worked = worked_out(text=text_with(held), tabling=asked, party=PARTY)
    except UnableToTable as error:
        worked, why = None, error.why
    if worked is None:
        same = cleaned(words=after) == held
        assert why is (Obstacle.EMPTY if held and same else Obstacle.TRANSLATION)
        return
    assert text_of(tokens=apply(base=worked.before, ops=worked.ops)) == cleaned(words=after)
    assert worked.kind is (ProposalKind.MOD if cleaned(words=after) else ProposalKind.SUP)
    again = replace(asked, words=None, ops=tuple((op.start, op.end, op.words) for op in worked.ops))
    assert worked_out(text=text_with(held), tabling=again, party=PARTY).ops == worked.ops


@given(words=WORDS)
def test_cleaning_twice_changes_nothing(words):
    assert cleaned(words=cleaned(words=words)) == cleaned(words=words)


@given(count=st.integers(0, 60))
def test_order_keys_are_strictly_sorted(count):
    keys = spread(count=count)
    assert len(keys) == count
    assert list(keys) == sorted(set(keys))


@given(kinds=KINDS)
def test_nothing_is_accepted_after_reopening_but_what_came_after(kinds):
    strikes = [
        Strike(
            uuid=UUID(int=n), kind=kind, accepted=(f"p-{n}",) if kind is DecisionKind.AGREE else (), by=PARTY, note="",
            at=AT, meeting="", agenda_item="", awaited=(), confirmed=(),
        )
        for n, kind in enumerate(kinds)
    ]  # fmt: skip
    last = max((n for n, kind in enumerate(kinds) if kind is DecisionKind.REOPEN), default=-1)
    steps = ladder(strikes=strikes)
    assert steps.accepted == {f"p-{n}" for n, kind in enumerate(kinds) if kind is DecisionKind.AGREE and n > last}
    if kinds and kinds[-1] is DecisionKind.REOPEN:
        assert steps.standing is Standing.OPEN
