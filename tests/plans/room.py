"""A negotiation, and a browser for each delegation."""

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from tests.factories.plans import AT, Negotiation

from concord.plans.actions.proposals import table_proposal
from concord.plans.models import Proposal
from concord.plans.terms import ProposalKind
from concord.plans.terms.tabling import Tabling


@dataclass
class Room:
    """A negotiation with a browser for each delegation."""

    talks: Negotiation

    @property
    def url(self) -> str:
        return f"/plans/{self.talks.draft.uuid}/"

    def table(self, who: str, where: str, words: str, **more) -> Proposal:
        given = {"kind": ProposalKind.MOD, "provision": self.talks.provisions[where].uuid, "words": words}
        tabling = Tabling(**{"language": "en", **given, **{k: v for k, v in more.items() if k != "group"}})
        made = table_proposal(
            actor=self.talks.again(who),
            draft=self.talks.draft,
            tabling=tabling,
            at=AT + timedelta(days=1),
            group=more.get("group"),
        )
        return made.proposal

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(self.talks.seats[who].user)
        return client

    def read(self, who: str, query: str = "", prefix: str = "", **headers: str) -> str:
        answer = self.client(who).get(f"{prefix}{self.url}{query}", headers=headers)
        assert answer.status_code == 200
        return answer.content.decode()

    def chosen(self, where: str) -> str:
        return f"?provision={self.talks.provisions[where].uuid}"
