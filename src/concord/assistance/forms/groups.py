"""The fields of a project in the order in which a person would tell of it; what is rarely known is folded away."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """``more`` names the folded fields ``rare``."""

    title: Promise
    usual: tuple[str, ...]
    more: Promise | str = ""
    rare: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundGroup:
    """A group on a page; ``is_open`` when something folded is filled in or wrong."""

    title: Promise
    usual: tuple[BoundField, ...]
    more: Promise | str
    rare: tuple[BoundField, ...]
    is_open: bool


GROUPS = (
    Group(title=_("What it is"), usual=("title", "description", "status", "starts_on", "ends_on")),
    Group(
        title=_("Where"),
        usual=("countries",),
        more=_("More about places"),
        rare=("shares", "localities"),
    ),
    Group(
        title=_("Who takes part"),
        usual=("donors", "implementers"),
        more=_("More about who takes part"),
        rare=("accountable", "extending", "hosts", "co_organisers", "leads"),
    ),
    Group(
        title=_("Money"),
        usual=("budget", "currency"),
        more=_("More about the money"),
        rare=("budget_year", "budget_is_withheld"),
    ),
    Group(
        title=_("For whom, and on whose request"),
        usual=("modality", "beneficiary", "requested_by"),
        more=_("More about the request"),
        rare=("request_reference", "assessment_reference"),
    ),
    Group(
        title=_("Results and human rights"),
        usual=("due_diligence", "outcome"),
    ),
    Group(
        title=_("How this is known"),
        usual=("source", "confidence"),
        more=_("More about how this is known"),
        rare=("confirmed_on", "contact"),
    ),
)


def names() -> tuple[str, ...]:
    return tuple(name for group in GROUPS for name in (*group.usual, *group.rare))


def bound(*, form: forms.Form) -> Iterator[BoundGroup]:
    for group in GROUPS:
        usual = tuple(form[name] for name in group.usual if name in form.fields)
        rare = tuple(form[name] for name in group.rare if name in form.fields)
        if not usual:
            usual, rare = rare, ()
        if usual:
            is_open = any(field.errors or field.value() for field in rare)
            yield BoundGroup(title=group.title, usual=usual, more=group.more, rare=rare, is_open=is_open)
