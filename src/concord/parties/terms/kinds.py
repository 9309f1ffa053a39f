"""The kinds of party, the roles in a seat, and how sure a fact is."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    STATE = "state", _("State")
    UN_ENTITY = "un_entity", _("United Nations entity")
    REGIONAL_ORGANISATION = "regional_organisation", _("regional organisation")
    INTERNATIONAL_ORGANISATION = "international_organisation", _("international organisation")
    DONOR = "donor", _("donor")
    INSTITUTION = "institution", _("institution")
    PRIVATE = "private", _("private sector")
    CIVIL_SOCIETY = "civil_society", _("civil society")
    OTHER = "other", _("other")


GROUPS: dict[Kind, Promise] = {
    Kind.STATE: _("States"),
    Kind.UN_ENTITY: _("United Nations entities"),
    Kind.REGIONAL_ORGANISATION: _("Regional organisations"),
    Kind.INTERNATIONAL_ORGANISATION: _("International organisations"),
    Kind.DONOR: _("Donors"),
    Kind.INSTITUTION: _("Institutions"),
    Kind.PRIVATE: _("Private sector"),
    Kind.CIVIL_SOCIETY: _("Civil society"),
    Kind.OTHER: _("Others"),
}
"""What the parties of one kind are called together."""


class Role(TextChoices):
    """What a seat may do inside its own organisation. A role gives verbs, never new audiences."""

    READER = "reader", _("reader")
    EDITOR = "editor", _("editor")
    RELEASER = "releaser", _("releaser")
    HEAD = "head", _("head of delegation")
    SECRETARIAT = "secretariat", _("secretariat officer")


ROLE_VERBS: dict[str, frozenset[str]] = {
    Role.READER: frozenset({"reader"}),
    Role.EDITOR: frozenset({"reader", "editor"}),
    Role.RELEASER: frozenset({"reader", "editor", "releaser"}),
    Role.HEAD: frozenset({"reader", "editor", "releaser", "head"}),
    Role.SECRETARIAT: frozenset({"reader", "editor", "releaser", "secretariat"}),
}
WEIGHTY_VERBS = frozenset({"releaser", "head", "secretariat"})
"""What takes a second factor: these release to others, and seat people."""


class Confidence(TextChoices):
    """How a fact is known: read in its source, inferred from sources, or general knowledge still to be checked."""

    STATED = "stated", _("stated by the source")
    INFERRED = "inferred", _("inferred from sources")
    KNOWN = "known", _("generally known, to be verified")
