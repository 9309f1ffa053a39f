"""The illustrative negotiation, step by step through the real acts, each by the delegation whose act it is."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid5

from concord.plans.actions.adoption import adopt, open_adoption
from concord.plans.actions.consolidation import consolidate
from concord.plans.actions.decisions import (
    agree,
    agree_ad_referendum,
    confirm_decision,
    lift_bracket,
    park,
    reopen,
)
from concord.plans.actions.declarations import declare
from concord.plans.actions.floor import close_floor, open_floor
from concord.plans.actions.groups import refer_to_group, return_to_plenary
from concord.plans.actions.illustration import ops_of_pairs
from concord.plans.actions.issue import issue_text
from concord.plans.actions.positions import take_position
from concord.plans.actions.silence import SilenceRunning, break_silence, close_silence, open_silence
from concord.plans.actions.strikes import Minute
from concord.plans.queries.illustration import delegations_by_code, provision_by_uuid, revision_on_table
from concord.plans.terms import IssueKind, ProposalKind, Stand, Will
from concord.plans.terms.illustration import StepDefinition
from concord.plans.terms.rolling import RollingText
from concord.redline import apply, text_of, tokenise
from concord.sharing.queries import admitted
from concord.wiring.playing import HOLDS_BACK, Differs, Play

SILENCE = timedelta(seconds=2)
"""How long silence lasts when it is played."""

SHORTLY = 0.05


class Replay(Play):
    """Each method plays the step of its name and says what happened."""

    def run(self) -> Iterator[str]:
        """Does one thing each time it is asked, and says what happened. Raises ``Differs`` at the end."""
        for step in self.definition.script.steps:
            if self.draft_of(step) or step.step in ("open_meeting", "close_meeting", "table"):
                yield from getattr(self, f"do_{step.step}")(step)
        for end in self.definition.script.ends_with:
            if end.instrument in self.drafts:
                self.compare(end.instrument, end.provisions, end.digests)
                yield f"{end.instrument}: the text is word for word the one that the script announces"

    def do_open_meeting(self, step: StepDefinition) -> Iterator[str]:
        for draft in self.drafts.values():
            open_floor(actor=self.actors[self.chair], draft=draft, meeting=None, at=self.clock())
        yield self._title(step)

    def do_close_meeting(self, step: StepDefinition) -> Iterator[str]:
        for draft in self.drafts.values():
            close_floor(actor=self.actors[self.chair], draft=draft, at=self.clock())
        yield f"{self._title(step)}: closed"

    def do_table(self, step: StepDefinition) -> Iterator[str]:
        read: dict[tuple[str, str], RollingText] = {}
        for each in self.definition.proposals.proposals:
            if each.day == step.day and self.home[each.about] in self.drafts:
                yield self.table_one(each, read)
        yield from self.suggest(step.day)

    def do_cosponsor(self, step: StepDefinition) -> Iterator[str]:
        for proposal in self.tabled.get(step.proposal, ()):
            self.stand_behind(proposal, step.by)
            yield f"{step.by} co-sponsors {proposal.key}"

    def do_position(self, step: StepDefinition) -> Iterator[str]:
        proposal = self.tabled[step.proposal][0] if step.proposal else None
        provision = proposal.provision if proposal else self.provisions[step.provision]
        stand = step.stand or Stand.SILENT
        take_position(
            actor=self.actors[step.by],
            provision=provision,
            proposal=proposal,
            stand=stand,
            text=step.text.get("en") if step.text else "",
            at=self.clock(),
        )
        if proposal is None:
            holding = self.holding.setdefault(step.provision, set())
            (holding.add if stand in HOLDS_BACK else holding.discard)(step.by)
        yield f"{step.by} on {proposal.key if proposal else step.provision}: {stand.label}"

    def do_agree(self, step: StepDefinition) -> Iterator[str]:
        yield from self.withdraw_all(step.closes)
        yield from self.lift_reservations(step.provision)
        given = self.given(step)
        self.decisions[step.provision] = agree(**given, proposals=self.accepted(step))
        self.divided |= {key: self.asked[key] for key in step.accept if self.asked[key].do is ProposalKind.SPLIT}
        yield f"Agreed: {step.provision}{self._named(step)}"

    def do_ad_referendum(self, step: StepDefinition) -> Iterator[str]:
        yield from self.withdraw_all(step.closes)
        yield from self.lift_reservations(step.provision, but=step.awaits)
        given = self.given(step)
        parties = delegations_by_code(actor=self.actors[self.chair], draft=given["draft"])
        awaits = [parties[code] for code in step.awaits]
        self.decisions[step.provision] = agree_ad_referendum(**given, proposals=self.accepted(step), awaits=awaits)
        yield f"Agreed ad referendum: {step.provision}{self._named(step)}, awaiting {', '.join(step.awaits)}"

    def do_confirm(self, step: StepDefinition) -> Iterator[str]:
        yield from self.lift_reservations(step.provision, of=(step.by,))
        confirm_decision(
            actor=self.actors[step.by],
            decision=self.decisions[step.provision],
            note=step.text.get("en") if step.text else "",
            at=self.clock(),
        )
        yield f"The capital of {step.by} confirms {step.provision}"

    def do_lift_bracket(self, step: StepDefinition) -> Iterator[str]:
        yield from self.withdraw_all(step.closes)
        lift_bracket(**self.given(step), proposals=self.accepted(step))
        yield f"Brackets lifted: {step.provision}{self._named(step)}"

    def do_park(self, step: StepDefinition) -> Iterator[str]:
        park(**self.given(step))
        yield f"Parked: {step.provision}"

    def do_reopen(self, step: StepDefinition) -> Iterator[str]:
        reopen(**self.given(step))
        yield f"Opened again: {step.provision}"

    def do_refer(self, step: StepDefinition) -> Iterator[str]:
        given = self.given(step)
        provision = given.pop("provision")
        parties = delegations_by_code(actor=self.actors[self.chair], draft=given["draft"])
        self.groups[step.group] = refer_to_group(
            **given,
            provisions=[provision],
            members=[parties[code] for code in step.members],
            facilitator=parties[step.facilitator],
            title=step.title,
        )
        self.actors = {code: admitted(actor=actor) for code, actor in self.actors.items()}
        yield f"Referred to a small group of {', '.join(step.members)}: {step.provision}"

    def do_return(self, step: StepDefinition) -> Iterator[str]:
        if not step.group:
            yield from self.do_reopen(step)
            return
        group = self.groups[step.group]
        facilitator = group.facilitator.organisation.code
        return_to_plenary(
            actor=self.actors[facilitator],
            group=group,
            minute=Minute(note=step.text.get("en") if step.text else ""),
            at=self.clock(),
        )
        yield f"The small group returns: {step.provision}"

    def do_withdraw(self, step: StepDefinition) -> Iterator[str]:
        yield from self.withdraw_all(step.proposals)

    def do_consolidate(self, step: StepDefinition) -> Iterator[str]:
        draft = self.drafts[step.instrument]
        revision = consolidate(actor=self.actors[self.chair], draft=draft, symbol=step.symbol, at=self.clock())
        yield f"Consolidated: {revision}"
        for key, asked in self.divided.items():
            part = uuid5(self.tabled[key][0].uuid, "1")
            self.provisions[asked.new] = provision_by_uuid(actor=self.actors[self.chair], uuid=part)
            yield from self.divide(draft, asked)
        self.divided = {}

    def do_translate(self, step: StepDefinition) -> Iterator[str]:
        draft = self.drafts[self.home[step.provision]]
        base = tokenise(text=self.words(draft, step.provision, step.language))
        words = text_of(tokens=apply(base=base, ops=ops_of_pairs(base=base, pairs=step.change)))
        self.translate_one(draft, self.provisions[step.provision], step.language, words, by=step.by)
        yield f"Translated ({step.language}): {step.provision}"

    def do_silence_open(self, step: StepDefinition) -> Iterator[str]:
        draft = self.drafts[step.instrument]
        yield from self.check_translations(draft)
        revision = revision_on_table(actor=self.actors[self.chair], draft=draft)
        self.silences[step.instrument] = open_silence(
            actor=self.actors[self.chair],
            revision=revision,
            state=revision.state,
            lasts=SILENCE,
            letter=step.text.get("en"),
            at=self.clock(),
        )
        yield f"Silence is opened on {revision}: {step.hours} hours, played in {SILENCE.seconds} seconds"

    def do_silence_break(self, step: StepDefinition) -> Iterator[str]:
        provisions = [self.provisions[key] for key in step.provisions]
        silence, text = self.silences[step.instrument], step.text.get("en")
        break_silence(actor=self.actors[step.by], silence=silence, provisions=provisions, text=text, at=self.clock())
        yield f"{step.by} breaks silence on {', '.join(step.provisions)}: {text}"

    def do_silence_close(self, step: StepDefinition) -> Iterator[str]:
        silence = self.silences[step.instrument]
        while True:
            try:
                ended = close_silence(actor=self.actors[self.chair], silence=silence, at=self.clock())
                break
            except SilenceRunning as still:
                self.wait(max(still.args[0].total_seconds(), SHORTLY))
        if ended.outcome != step.outcome:
            raise Differs(f"Silence on {step.instrument}: {ended.outcome}, not {step.outcome}")
        yield f"Silence on {step.instrument}: {ended.get_outcome_display()}"

    def do_adopt(self, step: StepDefinition) -> Iterator[str]:
        revision = revision_on_table(actor=self.actors[self.chair], draft=self.drafts[step.instrument])
        self.adoptions[step.instrument] = open_adoption(
            actor=self.actors[self.chair], revision=revision, state=revision.state, at=self.clock()
        )
        yield f"The floor is open for declarations on {revision}"

    def do_declare(self, step: StepDefinition) -> Iterator[str]:
        will = step.will or Will.ADOPTS
        declare(
            actor=self.actors[step.by],
            adoption=self.adoptions[step.instrument],
            will=will,
            provision=self.provisions[step.provision] if step.provision else None,
            text=step.text.get("en") if step.text else "",
            at=self.clock(),
        )
        yield f"{step.by} {will.label}"

    def do_issue(self, step: StepDefinition) -> Iterator[str]:
        draft, chair, at = self.drafts[step.instrument], self.actors[self.chair], self.clock()
        adopt(actor=chair, draft=draft, at=at)
        yield f"Adopted: {draft}"
        revision = revision_on_table(actor=chair, draft=draft)
        kind = step.kind or IssueKind.INITIAL
        issue_text(actor=chair, revision=revision, kind=kind, symbol=step.symbol, note="", issued_on=at.date(), at=at)
        yield f"Issued as {step.symbol}"

    def _title(self, step: StepDefinition) -> str:
        return next((m.title.get("en") for m in self.definition.texts.meetings if m.code == step.meeting), step.meeting)

    def _named(self, step: StepDefinition) -> str:
        keys = [each.key for each in self.accepted(step)]
        return f" with {', '.join(keys)}" if keys else " as it stands"
