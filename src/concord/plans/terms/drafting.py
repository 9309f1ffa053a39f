"""A text as it is brought to the table."""

from dataclasses import dataclass

from concord.meetings.terms import InstrumentKind
from concord.plans.terms.kinds import ProvisionKind
from concord.ui.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedProvision:
    """``key`` and ``parent`` (a key) hold the tree together within one drafting and are not kept. Siblings stand in the
    order given unless every one of them names its own ``order``. ``measures`` are keys such as ``GCTS:II.12``.
    """

    key: str
    kind: ProvisionKind
    texts: Text
    parent: str = ""
    order: str = ""
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedText:
    """An instrument as it is first brought to the table; ``language`` is the one it is negotiated in, ``languages`` are
    all its authentic ones. ``code`` names it within its originator.
    """

    code: str
    kind: InstrumentKind
    title: Text
    provisions: tuple[DraftedProvision, ...]
    language: str = "en"
    languages: tuple[str, ...] = ("en",)
    symbol: str = ""
    is_illustrative: bool = False
