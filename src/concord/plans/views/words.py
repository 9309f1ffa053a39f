"""Words with their proposals in place, as HTML. Built in one pass: a template tag for each word would take seconds.

Who asks for what is said in words before each change and its end is said after it, so that a voice tells it too; colour
and chip repeat it for the eye.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from concord.plans.exports.sentences import names
from concord.plans.terms.rolling import Party, RollingProvision
from concord.redline import Bracket, Bracketed, Clash, Op, Proposal, Reason, Segment, SegmentKind, Tokens, render
from concord.ui.dates import day_words
from concord.ui.language import localised

_REFERENCE = re.compile(r"\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}")
_LONGEST_CODE = 3
_AROUND = 5  # tokens shown on each side of a change


def chip(party: Party) -> str:
    """What fits beside a word: the code of a State, else the short name."""
    return party.code.upper() if len(party.code) <= _LONGEST_CODE else localised(party.short_name or party.name)


def hue(party: Party) -> int:
    """The number of the colour in the sheets."""
    return party.colour % 12 + 1


@dataclass(frozen=True, slots=True)
class Places:
    """Where hard clashes touch one provision: the base words, and the gaps in which each proposal puts new words."""

    words: tuple[Clash, ...]
    gaps: frozenset[tuple[str, int]]

    @classmethod
    def of(cls, provision: RollingProvision) -> "Places":
        hard = tuple(clash for clash in provision.clashes if not clash.soft)
        ops = {each.key: each.ops for each in provision.proposals}
        gaps = {
            (key, end)
            for clash in hard
            for key in (clash.first, clash.second)
            for start, end, _words in ops.get(key, ())
            if start <= clash.start and clash.end <= end
        }
        return cls(hard, frozenset(gaps))

    def touch(self, segment: Segment) -> bool:
        if not self.words or not segment.keys:
            return False
        if segment.kind is SegmentKind.INSERTED:
            return any((key, segment.start) in self.gaps for key in segment.keys)
        end = segment.start + len(segment.tokens)
        return any(
            segment.start < clash.end
            and clash.start < end
            and (clash.first in segment.keys or clash.second in segment.keys)
            for clash in self.words
        )


class Writer:
    """Writes the provisions of one page. ``numbers`` are labels by uuid, for references; ``link`` is the address of a
    provision's proposals, to which the key of one is added. ``language`` is that of the words.
    """

    def __init__(
        self, *, parties: Iterable[Party], numbers: Mapping[str, str], at: datetime, language: str = "en"
    ) -> None:
        self.language = language
        self.parties = {party.code: party for party in parties}
        self.numbers = numbers
        self.at = at
        self._said: dict[tuple[object, ...], tuple[str, str, str]] = {}
        self._reasons = {
            Reason.DELETION: _("a deletion"),
            Reason.INSERTION: _("an insertion"),
            Reason.ALTERNATIVES: _("alternatives"),
            Reason.RESERVATION: _("a reservation"),
        }
        self._clash = escape(_("in clash with another proposal"))
        self._agreed = {
            SegmentKind.DELETED: escape(_("Agreed deletion:")) + " ",
            SegmentKind.INSERTED: escape(_("Agreed insertion:")) + " ",
        }
        self._ends = {
            SegmentKind.DELETED: escape(_(", end of deletion.")) + " ",
            SegmentKind.INSERTED: escape(_(", end of insertion.")) + " ",
        }

    def number(self, provision: UUID) -> str:
        return self.numbers.get(str(provision), "?")

    def plain(self, tokens: Tokens) -> SafeString:
        return mark_safe(self._words(tokens))  # noqa: S308  escaped word by word

    def rolling(self, runs: Iterable[Bracketed], *, places: Places, link: str) -> SafeString:
        """The whole of one provision with its brackets, as `redline.brackets.bracketed_text` sets them."""
        out: list[str] = []
        open_: tuple[Bracket, ...] = ()
        last = tuple(runs)
        for at, run in enumerate(last):
            shared = 0
            for mine, theirs in zip(run.brackets, open_, strict=False):
                if mine != theirs or mine.reason is not Reason.RESERVATION:
                    break
                shared += 1
            out.append(_CLOSE * sum(bracket.reason is Reason.RESERVATION for bracket in open_[shared:]))
            out += [
                self._open(bracket, link) for bracket in run.brackets[shared:] if bracket.reason is Reason.RESERVATION
            ]
            following = last[at + 1].segment if at + 1 < len(last) else None
            out.append(self._run(run, places, link, following))
            open_ = run.brackets
        out.append(_CLOSE * sum(bracket.reason is Reason.RESERVATION for bracket in open_))
        return mark_safe("".join(out))  # noqa: S308  every part is escaped where it is made

    def change(self, base: Tokens, ops: Iterable[Op]) -> SafeString:
        """One text turned into another, by nobody in particular."""
        changed = render(base=base, proposals=[Proposal("change", "", tuple(ops))])
        said = {
            SegmentKind.DELETED: ("del", escape(_("Deleted:")) + " "),
            SegmentKind.INSERTED: ("ins", escape(_("Inserted:")) + " "),
        }
        out = []
        for segment in changed.segments:
            words = self._words(segment.tokens)
            if segment.kind in said:
                tag, spoken = said[segment.kind]
                words = (
                    f'<span class="said">{spoken}</span><{tag}>{words}</{tag}>'
                    f'<span class="said">{self._ends[segment.kind]}</span>'
                )
            out.append(words)
        return mark_safe("".join(out))  # noqa: S308  as above

    def excerpt(self, base: Tokens, ops: Iterable[Op]) -> SafeString:
        """What one proposal changes, each change with a few words around it."""
        ordered = tuple(ops)
        out, upto = [], 0
        for at, op in enumerate(ordered):
            start = max(op.start - _AROUND, upto)
            after = ordered[at + 1].start if at + 1 < len(ordered) else len(base)
            end = min(op.end + _AROUND, after)
            here = self.change(base[start:end], [Op(op.start - start, op.end - start, op.words)])
            out += ["… " if start > upto else "", here]
            upto = end
        return mark_safe("".join(out) + ("…" if upto < len(base) else ""))  # noqa: S308  as above

    def chips(self, parties: Iterable[Party]) -> SafeString:
        """Colour and code of each; the names are in words beside them."""
        marks = "".join(f'<span data-hue="{hue(party)}"><i></i>{escape(chip(party))}</span>' for party in parties)
        return mark_safe(f'<span class="by" aria-hidden="true">{marks}</span>' if marks else "")  # noqa: S308  as above

    def _run(self, run: Bracketed, places: Places, link: str, following: Segment | None) -> str:
        segment = run.segment
        words = self._words(segment.tokens)
        kept = words.rstrip()
        space = words[len(kept) :]
        if segment.kind is SegmentKind.KEPT or not segment.keys:
            return words
        tag = "del" if segment.kind is SegmentKind.DELETED else "ins"
        if not run.brackets or run.brackets[-1].reason is Reason.RESERVATION:
            return (
                f'<span class="said">{self._agreed[segment.kind]}</span><{tag} data-agreed>{kept}</{tag}>'
                f'<span class="said">{self._ends[segment.kind]}</span>{space}'
            )
        clashing = places.touch(segment)
        spoken, tip, chips = self._say(run.brackets[-1], segment, clashing=clashing)
        lead = self.parties.get(segment.sponsors[0])
        told = not (tag == "del" and _covered(segment, following))
        marks = f' data-hue="{hue(lead)}"' if lead else ""
        marks += " data-clash" if clashing else ""
        return (
            f'<a class="br" href="{link}#{escape(segment.keys[0])}" aria-label="{spoken}"'
            f' aria-description="{tip}">[</a><{tag}{marks}>{kept}</{tag}>'
            f'<span class="said">{self._ends[segment.kind]}</span>{chips if told else ""}{_CLOSE}{space}'
        )

    def _open(self, bracket: Bracket, link: str) -> str:
        who = names(self._of(bracket.owners))
        said = escape(_("Reservation of %(who)s begins") % {"who": who})
        tip = escape(self._tip(bracket))
        return f'<a class="br" data-reserved href="{link}#positions" aria-label="{said}" aria-description="{tip}">[</a>'

    def _of(self, codes: Iterable[str]) -> list[Party]:
        return [self.parties[code] for code in codes if code in self.parties]

    def _say(self, bracket: Bracket, segment: Segment, *, clashing: bool) -> tuple[str, str, str]:
        """What is spoken before the words, what the bracket tells, and the chips; the same for the same people."""
        age = self._age(bracket)
        key = (segment.kind, segment.replaces, segment.sponsors, bracket.owners, bracket.reason, age, clashing)
        if key not in self._said:
            who = self._of(segment.sponsors)
            count = len(who)
            if segment.kind is SegmentKind.DELETED:
                spoken = ngettext("%(who)s proposes to delete", "%(who)s propose to delete", count)
            elif segment.replaces:
                spoken = ngettext("%(who)s proposes to insert instead", "%(who)s propose to insert instead", count)
            else:
                spoken = ngettext("%(who)s proposes to insert", "%(who)s propose to insert", count)
            said = escape(spoken % {"who": names(who)}) + (f", {self._clash}" if clashing else "")
            self._said[key] = said, escape(self._tip(bracket)), self.chips(who)
        return self._said[key]

    def _tip(self, bracket: Bracket) -> str:
        """Owner, reason, age, and who can lift it."""
        who = names(self._of(bracket.owners))
        told = [pgettext("bracket", "%(who)s: %(reason)s.") % {"who": who, "reason": self._reasons[bracket.reason]}]
        if age := self._age(bracket):
            since, days = age
            told.append(
                ngettext("Open since %(day)s, %(days)s day.", "Open since %(day)s, %(days)s days.", days)
                % {"day": day_words(since), "days": days}
            )
        told.append(_("Goes when the owners withdraw or agree, or the meeting decides."))
        return " ".join(told)

    def _age(self, bracket: Bracket) -> tuple[date, int] | None:
        """The day on which it was opened, and the whole days since."""
        return None if bracket.since is None else (bracket.since.date(), max((self.at - bracket.since).days, 0))

    def _words(self, tokens: Iterable[str]) -> str:
        words = escape("".join(tokens))
        return _REFERENCE.sub(self._reference, words) if "{" in words else words

    def _reference(self, found: re.Match[str]) -> str:
        number = self.numbers.get(found[1])
        return f'<a href="#text-{found[1]}">{escape(number)}</a>' if number else "[?]"


_CLOSE = '<span class="br" aria-hidden="true">]</span>'


def _covered(segment: Segment, following: Segment | None) -> bool:
    """The new words that stand right behind name the same delegations already."""
    return (
        following is not None
        and following.kind is SegmentKind.INSERTED
        and following.replaces
        and following.sponsors == segment.sponsors
    )
