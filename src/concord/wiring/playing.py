"""What is needed to play an illustrative negotiation: who sits where, what was tabled under which key, how words of the
data files become acts.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from concord.plans.actions.illustration import homes, ops_of_pairs, splits_before
from concord.plans.actions.positions import take_position
from concord.plans.actions.proposals import UnableToStand, sponsor_proposal, table_proposal, withdraw_proposal
from concord.plans.actions.strikes import Minute
from concord.plans.actions.translations import confirm_translation
from concord.plans.models import Adoption, Decision, Draft, Group, Proposal, Provision, Silence
from concord.plans.queries.illustration import delegations_by_code
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import ProposalKind, Stand
from concord.plans.terms.illustration import IllustrationDefinition, ProposalDefinition, StepDefinition
from concord.plans.terms.rolling import RollingText
from concord.plans.terms.tabling import Tabling
from concord.policy import Actor
from concord.redline import Freshness, text_of

HOLDS_BACK = (Stand.RESERVE, Stand.SCRUTINY)


class Differs(Exception):
    """What came out is not what the script announces."""


@dataclass(slots=True, kw_only=True)
class Play:
    """``actors`` by the code of the delegation, ``drafts`` by the code of the text, ``provisions`` by their keys.
    ``clock`` gives the time of each act, ``wait`` lets seconds pass.
    """

    definition: IllustrationDefinition
    actors: dict[str, Actor]
    drafts: dict[str, Draft]
    provisions: dict[str, Provision]
    clock: Callable[[], datetime]
    wait: Callable[[float], None]
    tabled: dict[str, list[Proposal]] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    silences: dict[str, Silence] = field(default_factory=dict)
    adoptions: dict[str, Adoption] = field(default_factory=dict)
    holding: dict[str, set[str]] = field(default_factory=dict)
    divided: dict[str, ProposalDefinition] = field(default_factory=dict)
    home: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, ProposalDefinition] = field(default_factory=dict)
    chair: str = ""
    secretariat: str = ""

    def __post_init__(self) -> None:
        texts, proposals = self.definition.texts, self.definition.proposals.proposals
        self.home = homes(instruments=texts.instruments, proposals=proposals)
        self.asked = {each.key: each for each in proposals}
        by_capacity = {each.capacity.value: each.party for each in texts.delegations}
        self.chair, self.secretariat = by_capacity["chair"], by_capacity.get("secretariat", by_capacity["chair"])

    def draft_of(self, step: StepDefinition) -> Draft | None:
        """The text that a step is about, if it is played."""
        named = (step.proposal, *step.proposals)
        about = step.provision or next((self.asked[key].about for key in named if key), "")
        return self.drafts.get(step.instrument or self.home.get(about, ""))

    def table_one(self, asked: ProposalDefinition, read: dict[tuple[str, str], RollingText]) -> str:
        draft = self.drafts[self.home[asked.about]]
        tabling = self._tabling(asked, draft, read)
        joined = self._ask(asked, draft, tabling)
        if asked.do is ProposalKind.ADD:
            made = self.tabled[asked.key][0].provision
            self.provisions[asked.new] = made
            for language, words in asked.text.items:
                if language != asked.language:
                    other = replace(tabling, language=language, words=words, provision=made.uuid)
                    self._ask(asked, draft, replace(other, parent=None, after=None))
        return f"{asked.by} {'joins' if joined else 'tables'} {self.tabled[asked.key][0].key}: {asked.do} {asked.about}"

    def _ask(self, asked: ProposalDefinition, draft: Draft, tabling: Tabling) -> bool:
        group = self.groups.get(asked.group) if asked.group else None
        result = table_proposal(actor=self.actors[asked.by], draft=draft, tabling=tabling, group=group, at=self.clock())
        self.tabled.setdefault(asked.key, []).append(result.proposal)
        for code in asked.sponsors:
            self.stand_behind(result.proposal, code)
        return result.is_joined

    def _tabling(self, asked: ProposalDefinition, draft: Draft, read: dict[tuple[str, str], RollingText]) -> Tabling:
        where = (self.home[asked.about], asked.language)
        if where not in read:
            read[where] = rolling_text(actor=self.actors[self.chair], draft=draft, language=asked.language)
        uuid = None if asked.do is ProposalKind.ADD else self.provisions[asked.provision].uuid
        seen = read[where].provision(uuid) if uuid else None
        base = seen.tokens if seen else ()
        given = Tabling(
            kind=asked.do,
            language=asked.language,
            provision=uuid,
            explanation=asked.why.get(asked.language) if asked.why else "",
            alternate=asked.alternate,
            supersedes=self._superseded(asked),
            parent=self.provisions[asked.parent].uuid if asked.parent else None,
            after=self.provisions[asked.after].uuid if asked.after else None,
            joins=tuple(self.provisions[key].uuid for key in asked.others),
            origin=asked.origin,
        )
        if asked.do is ProposalKind.ADD:
            return replace(given, words=asked.text.get(asked.language), makes=asked.kind or given.makes)
        if asked.do is ProposalKind.SPLIT:
            return replace(given, splits=splits_before(base=base, words=asked.at.get(asked.language)))
        if asked.do is ProposalKind.MOD:
            ops = ops_of_pairs(base=base, pairs=asked.change)
            return replace(given, ops=tuple((op.start, op.end, op.words) for op in ops))
        return given

    def _superseded(self, asked: ProposalDefinition) -> str:
        earlier = self.tabled.get(asked.supersedes, []) if asked.supersedes else []
        own = delegations_by_code(actor=self.actors[asked.by], draft=self.drafts[self.home[asked.about]])[asked.by]
        return next((each.key for each in earlier if each.lead_id == own.pk), "")

    def stand_behind(self, proposal: Proposal, code: str) -> bool:
        try:
            sponsor_proposal(actor=self.actors[code], proposal=proposal, at=self.clock())
        except UnableToStand:  # it stands there already
            return False
        return True

    def divide(self, draft: Draft, asked: ProposalDefinition) -> Iterator[str]:
        """The other languages break where the file says."""
        for language in draft.languages:
            if language == asked.language:
                continue
            text = self.words(draft, asked.provision, language)
            at = text.index(asked.at.get(language))
            for key, words in ((asked.provision, text[:at]), (asked.new, text[at:])):
                self.translate_one(draft, self.provisions[key], language, words)
            yield f"{asked.provision} is divided in {language} too"

    def given(self, step: StepDefinition) -> dict[str, Any]:
        return {
            "actor": self.actors[self.chair],
            "draft": self.drafts[self.home[step.provision]],
            "provision": self.provisions[step.provision],
            "minute": Minute(note=step.text.get("en") if step.text else ""),
            "at": self.clock(),
        }

    def suggest(self, day: int) -> Iterator[str]:
        for each in self.definition.proposals.suggestions:
            if each.day == day and each.provision in self.provisions and each.by in self.actors:
                provision, words = self.provisions[each.provision], each.words.get("en")
                take_position(
                    actor=self.actors[each.by], provision=provision, stand=Stand.OBSERVER, text=words, at=self.clock()
                )
                yield f"{each.by} suggests on {each.provision}: {words}"

    def lift_reservations(
        self, provision: str, *, but: Collection[str] = (), of: Collection[str] | None = None
    ) -> Iterator[str]:
        """Who held the provision back can live with what is about to be agreed."""
        holding = self.holding.get(provision, set())
        for code in sorted(holding.difference(but) if of is None else holding.intersection(of)):
            holding.discard(code)
            about, stand = self.provisions[provision], Stand.CAN_LIVE_WITH
            take_position(actor=self.actors[code], provision=about, stand=stand, text="", at=self.clock())
            yield f"{code} lifts its reservation on {provision}"

    def accepted(self, step: StepDefinition) -> list[Proposal]:
        found = {row.pk: row for key in step.accept for row in self.tabled[key]}
        return list(found.values())

    def withdraw_all(self, keys: Iterable[str]) -> Iterator[str]:
        """What stands no longer is left alone."""
        rows = {row.pk: row for key in keys for row in self.tabled[key]}
        for row in rows.values():
            try:
                withdraw_proposal(actor=self.actors[row.lead.organisation.code], proposal=row, at=self.clock())
            except UnableToStand:
                continue
            yield f"Withdrawn: {row.key}"

    def words(self, draft: Draft, key: str, language: str) -> str:
        text = rolling_text(actor=self.actors[self.chair], draft=draft, language=language)
        found = text.provision(self.provisions[key].uuid)
        return text_of(tokens=found.tokens) if found else ""

    def translate_one(self, draft: Draft, provision: Provision, language: str, words: str, by: str = "") -> None:
        confirm_translation(
            actor=self.actors[by or self.secretariat],
            draft=draft,
            provision=provision,
            language=language,
            text=words,
            at=self.clock(),
        )

    def check_translations(self, draft: Draft) -> Iterator[str]:
        """Translations that stand as they are, though words beside them changed."""
        rows = {row.uuid: row for row in self.provisions.values()}
        for language in draft.languages:
            text = rolling_text(actor=self.actors[self.chair], draft=draft, language=language)
            for each in text.provisions:
                if each.freshness is Freshness.STALE and each.tokens:
                    self.translate_one(draft, rows[each.uuid], language, text_of(tokens=each.tokens))
                    yield f"Translation ({language}) checked: {each.number}"

    def compare(self, code: str, provisions: int, digests: Mapping[str, str]) -> None:
        """Raises ``Differs``."""
        for language, announced in digests.items():
            text = rolling_text(actor=self.actors[self.chair], draft=self.drafts[code], language=language)
            lines = "".join(f"{text_of(tokens=each.tokens)}\n" for each in text.provisions)
            if len(text.provisions) != provisions or sha256(lines.encode()).hexdigest() != announced:
                raise Differs(f"{code} in {language}, {len(text.provisions)} provisions:\n{lines}")
