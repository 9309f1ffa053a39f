"""What a delegate types: the clean words, or what is to happen to the provision."""

import re
from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from concord.plans.logic.numbers import full_numbers
from concord.plans.logic.tabling import LONGEST
from concord.plans.terms import ProposalKind, ProvisionKind
from concord.plans.terms.rolling import RollingProvision, RollingText
from concord.plans.terms.tabling import Tabling
from concord.redline import Tokens, normalise, text_of, tokenise

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_REFERENCE = re.compile(rf"\{{({_UUID})\}}")
_NAMED = re.compile(r"\{([^{}\n]{1,60})\}")
_BREAK = re.compile(r"\s*\n\s*")
_BEGINNING = 60  # characters by which a provision is told in a list
_FIRST = "in:"
_OF_THE_TEXT = (
    *(ProposalKind.MOD, ProposalKind.SUP, ProposalKind.NOC, ProposalKind.ADD),
    *(ProposalKind.MOVE, ProposalKind.MERGE, ProposalKind.SPLIT),
)


class ProposalForm(forms.Form):
    """``base`` is the digest of the words that are being edited. Cross-references are typed by number: {II.3}."""

    base = forms.CharField(widget=forms.HiddenInput, required=False)
    language = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("What do you propose?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("The words as they should read"),
        help_text=_("Write the clean text. What you change is worked out and shown beside the form."),
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "true"}),
    )
    pieces = forms.CharField(
        label=_("Where it is to be split"),
        help_text=_("Put a line break at each place. The words themselves stay as they are."),
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    makes = forms.ChoiceField(label=_("It would be"), required=False)
    after = forms.ChoiceField(label=_("Where it should stand"), required=False)
    joins = forms.MultipleChoiceField(
        label=_("Merge with"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    within = forms.ChoiceField(label=_("Who sees it"), required=False, widget=forms.RadioSelect)
    explanation = forms.CharField(
        label=_("Explanation"),
        help_text=_("Why, in a sentence or two. It stands beside the text, never in it."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *args: Any, text: RollingText, provision: RollingProvision | None, group: str = "", **kwargs: Any
    ) -> None:
        """``group`` is the name of the small group that the provision is with, for its members."""
        super().__init__(*args, **kwargs)
        self.text, self.provision = text, provision
        self._numbers = {str(uuid): number for uuid, number in full_numbers(provisions=text.provisions).items()}
        if provision is None:
            kinds: tuple[ProposalKind, ...] = (ProposalKind.ADD,)
        elif provision.is_new:
            kinds = (ProposalKind.MOD,)
        else:
            kinds = _OF_THE_TEXT
        self._offer("kind", [(kind.value, capfirst(str(kind.label))) for kind in kinds])
        if group:
            among = _now("The small group alone, until it reports: %(group)s") % {"group": group}
            self._offer("within", [("group", among), ("", _now("All delegations"))])
        else:
            del self.fields["within"]
        self._offer("makes", [(kind.value, capfirst(str(kind.label))) for kind in ProvisionKind])
        self._offer("after", self._places())
        self._offer("joins", [(str(each.uuid), self._told(each)) for each in _others(text, provision)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def _told(self, provision: RollingProvision) -> str:
        words = Truncator(text_of(tokens=provision.tokens)).chars(_BEGINNING)
        return f"{self._numbers[str(provision.uuid)]} {words}".strip()

    def _places(self) -> list[tuple[str, str]]:
        parents = {each.parent for each in self.text.provisions}
        places = [("", _now("at the very beginning"))]
        for each in self.text.provisions:
            if each.is_new:
                continue
            told = {"provision": self._told(each)}
            if each.kind in (ProvisionKind.PART, ProvisionKind.ANNEX) or each.uuid in parents:
                places.append((f"{_FIRST}{each.uuid}", _now("first under %(provision)s") % told))
            places.append((str(each.uuid), _now("after %(provision)s") % told))
        return places

    def shown(self, tokens: Tokens) -> str:
        """Words as they are typed: a reference by its number."""
        return _REFERENCE.sub(lambda found: f"{{{self._numbers.get(found[1], found[1])}}}", text_of(tokens=tokens))

    def typed(self, words: str) -> str:
        """Words as they are kept: a reference by identity, where exactly one provision has that number."""
        uuids: dict[str, list[str]] = {}
        for uuid, number in self._numbers.items():
            uuids.setdefault(number, []).append(uuid)

        def kept(found: re.Match[str]) -> str:
            named = uuids.get(found[1].strip(), [])
            return f"{{{named[0]}}}" if len(named) == 1 else found[0]

        return _NAMED.sub(kept, words)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == ProposalKind.SPLIT and "pieces" in cleaned and self.provision is not None:
            joined = _BREAK.sub(" ", self.typed(cleaned["pieces"])).strip()
            if normalise(text=joined).split() != text_of(tokens=self.provision.tokens).split():
                self.add_error("pieces", _("Only line breaks may be added here; the words are others now."))
        return cleaned

    @property
    def is_within_group(self) -> bool:
        return self.cleaned_data.get("within") == "group"

    def tabling(self, *, alternate: str = "", supersedes: str = "") -> Tabling:
        """Of a valid form."""
        data: Mapping[str, Any] = self.cleaned_data
        kind = ProposalKind(data["kind"])
        is_placed = kind in (ProposalKind.ADD, ProposalKind.MOVE)
        here = self.provision.uuid if self.provision else None
        return Tabling(
            kind=kind,
            language=self.text.language,
            provision=None if kind is ProposalKind.ADD else here,
            words=self.typed(data["words"]) if kind in (ProposalKind.ADD, ProposalKind.MOD) else None,
            base=data["base"] if kind is ProposalKind.MOD else "",
            explanation=data["explanation"],
            alternate=alternate,
            supersedes=supersedes,
            makes=ProvisionKind(data["makes"] or ProvisionKind.PARAGRAPH),
            joins=tuple(UUID(each) for each in data["joins"]) if kind is ProposalKind.MERGE else (),
            splits=self._splits(data["pieces"]) if kind is ProposalKind.SPLIT else (),
            **(self._place(data["after"]) if is_placed else {}),
        )

    def _place(self, after: str) -> dict[str, Any]:
        if after.startswith(_FIRST):
            return {"parent": UUID(after.removeprefix(_FIRST)), "is_first": True}
        sibling = self.text.provision(UUID(after)) if after else None
        return {"parent": sibling.parent, "after": sibling.uuid} if sibling else {"is_first": True}

    def _splits(self, pieces: str) -> tuple[int, ...]:
        """Token positions in the words, which are the same but for the breaks."""
        at, found = 0, []
        for piece in _BREAK.split(self.typed(pieces).strip())[:-1]:
            at += len(tokenise(text=f"{piece} "))
            found.append(at)
        return tuple(found)


def _others(text: RollingText, provision: RollingProvision | None) -> list[RollingProvision]:
    return [each for each in text.provisions if not each.is_new and each is not provision]
