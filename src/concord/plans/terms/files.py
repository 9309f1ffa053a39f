"""What leaves a negotiation as a file, and what comes back in one."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from concord.plans.terms.tabling import Tabling


class Edition(TextChoices):
    """Which words of a revision a file holds."""

    ROLLING = "rolling", _("Rolling text: every open proposal in place")
    TEXT = "text", _("Text on the table, to write your changes into")
    CLEAN = "clean", _("Clean text: what is agreed, if adopted now")
    OWN = "own", _("What my delegation proposes")


class Format(TextChoices):
    DOCX = "docx", _("Word")
    PDF = "pdf", _("PDF")
    AKN = "akn", _("Akoma Ntoso")
    MARKDOWN = "md", _("Markdown")
    JSON = "json", _("JSON")


PAGES = (Format.DOCX, Format.PDF)
"""For people to read and print: what a comparison of two revisions comes in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A change found in an uploaded file, ready to be tabled. ``key`` counts them, ``place`` says where it stood in the
    file, ``author`` who made it there; ``untracked`` words were changed without being tracked.
    """

    key: str
    tabling: Tabling
    place: str
    author: str
    untracked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Something in the file that is not tabled, with the reason in words."""

    reason: str
    place: str
    author: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """``known`` are keys of proposals on the table that the file repeats."""

    offered: tuple[Offered, ...]
    known: tuple[str, ...]
    left: tuple[Left, ...]
