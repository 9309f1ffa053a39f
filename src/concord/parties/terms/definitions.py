"""What a data file may say: frozen values, unknown keys refused, every fact with its source and confidence."""

from datetime import date
from typing import Annotated

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    PlainSerializer,
    WithJsonSchema,
)

from concord.parties.terms.kinds import Confidence, Kind
from concord.ui.text import Text

_LETTERS = {"S": Confidence.STATED, "I": Confidence.INFERRED, "K": Confidence.KNOWN}


def _text(value: object) -> object:
    if isinstance(value, Text):
        return value
    return Text.of(en=value) if isinstance(value, str) else Text.from_json(value)


def _listed(value: object) -> object:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _confidence(value: object) -> object:
    return _LETTERS.get(value, value) if isinstance(value, str) else value


Words = Annotated[
    InstanceOf[Text],
    BeforeValidator(_text),
    PlainSerializer(Text.to_json, return_type=dict[str, str]),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}}),
]
"""A text in several languages, in data files and in the API: an object of language tags and strings."""

Listed = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Sureness = Annotated[Confidence, BeforeValidator(_confidence)]


class Definition(BaseModel):
    """A frozen value from a data file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourcedDefinition(Definition):
    """``source`` is one address or a list of them; ``confidence`` is stated, inferred or known (or S, I, K)."""

    sources: Listed = Field(default=(), validation_alias=AliasChoices("source", "sources"))
    confidence: Sureness = Confidence.STATED


class IdentifierDefinition(SourcedDefinition):
    scheme: str
    value: str


class MembershipDefinition(SourcedDefinition):
    body: str
    role: str = "member"
    since: date | None = None
    until: date | None = None


class MandateDefinition(SourcedDefinition):
    subject: Words
    measures: Listed = ()


class OrganisationDefinition(SourcedDefinition):
    """``parent`` and ``body`` are codes of other organisations of the same file or already known."""

    code: str
    kind: Kind
    name: Words
    short_name: Words = Text()
    parent: str = ""
    iso2: str = ""
    iso3: str = ""
    iati_id: str = ""
    note: Words = Text()
    identifiers: tuple[IdentifierDefinition, ...] = ()
    memberships: tuple[MembershipDefinition, ...] = ()
    mandates: tuple[MandateDefinition, ...] = ()


class PartiesDefinition(Definition):
    """``plan_states`` are the codes of the States whose plan this is."""

    plan_states: Listed
    parties: tuple[OrganisationDefinition, ...]
