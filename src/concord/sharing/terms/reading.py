"""The one reading rule: the originator reads its own; others read what was released to them."""

from django.utils.translation import gettext_lazy as _

from concord.policy import Among, Rule, When

_ROLES = {
    "reader": _("your seat has the role of reader"),
    "editor": _("your seat has the role of editor"),
    "releaser": _("your seat has the role of releaser"),
    "secretariat": _("your seat has the role of secretariat"),
}


def reads_marked(prefix: str = "") -> Rule:
    """For a model with ``originator`` and ``audience``; ``prefix`` such as ``project__`` for rows that hang on one."""
    return Among(
        f"{prefix}originator_id", lambda actor: actor.organisations, _("your organisation is its originator")
    ) | Among(f"{prefix}audience_id", lambda actor: actor.audiences, _("it was released to you"))


def originates(verb: str, prefix: str = "") -> Rule:
    """Acts on a marked row: only people of its originator whose role gives ``verb``."""
    return Among(
        f"{prefix}originator_id", lambda actor: actor.organisations, _("your organisation is its originator")
    ) & has_role(verb)


def has_role(verb: str) -> Rule:
    return When(lambda actor: verb in actor.roles, _ROLES[verb])
