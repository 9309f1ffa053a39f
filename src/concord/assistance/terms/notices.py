"""What imports say, in the reader's language: stored in English by those who read files, put into words when shown.

A sentence with values is recognised by its form. What is not recognised is shown as it is stored.
"""

import re
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

SAYS: tuple[Promise, ...] = (
    _("the file is empty"),
    _("the file is not XML"),
    _("the file is a web page, not IATI"),
    _("the file is an IATI organisation file, not an activity file"),
    _("the first element is not iati-activities"),
    _("the file declares a document type (DTD), which IATI has no use for"),
    _("the character encoding is not accepted"),
    _("the compressed file is damaged"),
    _("the compressed file unpacks to suspiciously much"),
    _("the file is larger than the limit"),
    _("reading the file failed"),
    _("the file ends in the middle"),
    _("the file ends without closing iati-activities"),
    _("the file holds no activity"),
    _("something other than an activity stands between activities"),
    _("the file names no version; its shape decides"),
    _("the version is not one of IATI"),
    _("the file is of the 1.0x generation and was read into 2.03 codes"),
    _("the elements are in a namespace although IATI has none"),
    _("an activity is larger than the limit"),
    _("an activity has more elements and attributes than the limit"),
    _("a start tag is longer than the limit"),
    _("an activity is not well-formed XML"),
    _("an activity is cut off before its end"),
    _("characters that XML forbids were taken out"),
    _("bytes that are not text in the file's encoding were replaced"),
    _("an ampersand or a named entity that XML does not know was read as text"),
    _("a namespace prefix is used without being declared"),
    _("the activity has no iati-identifier"),
    _("the same iati-identifier was already used in this file"),
    _("the iati-identifier had white space around it"),
    _("contact-info was published and is not kept"),
    _("a language code was not in lower case"),
    _("a date is not a date"),
    _("a number is not a number"),
    _("a number had spaces or separators in it"),
    _("a yes-or-no value is neither"),
    _("a sum of money has no amount"),
    _("a sum of money has no currency, and the activity no default"),
    _("a sum of money has no value date"),
    _("a transaction or a period has no date"),
    _("a transaction has no type"),
    _("a code is missing"),
    _("a text is empty"),
    _("a percentage is below 0 or above 100"),
    _("percentages do not sum to 100"),
    _("some shares have a percentage and some have none"),
    _("places are given for the activity and for its transactions"),
    _("sectors are given for the activity and for its transactions"),
    _("an element that the schema does not know here"),
    _("an element stands behind one that must follow it"),
    _("a required element is missing"),
    _("an element stands more often than the schema allows"),
    _("a required attribute is missing"),
    _("an attribute that the schema does not know here"),
    _("text stands where only elements may"),
    _("a value is not of the type that the schema asks for"),
    _("a code is on no list of the standard"),
    _("a code is withdrawn"),
    _("the iati-identifier is that of the reporting organisation"),
    _("the iati-identifier does not begin with that of the reporting organisation"),
    _("an identifier contains /, &, | or ?"),
    _("neither a planned nor an actual start date"),
    _("a period ends before it begins"),
    _("a budget period is longer than a year"),
    _("something that has happened is dated in the future"),
    _("no sector, neither on the activity nor on its transactions"),
    _("sectors are given for some transactions and not for all"),
    _("no country or region, neither on the activity nor on its transactions"),
    _("a code of the publisher's own vocabulary has no words"),
    _("more than one default aid type in one vocabulary"),
    _("no title"),
    _("no description"),
    _("texts without a language, and the activity has none"),
    _("an organisation has neither an identifier nor a name"),
    _("transactions of zero"),
    _("a budget below zero"),
    _("references on the result and on its indicator"),
    _("the value of an indicator does not fit its measure"),
)
"""What a rule of the reader says; a detail may follow after a colon."""

KEPT: tuple[Promise, ...] = (
    _("nothing"),
    _("the activities found inside, if any"),
    _("what came before"),
    _("everything"),
    _("the activities"),
    _("everything, read as 2.03"),
    _("the other activities"),
    _("the activity"),
    _("the activity, without identifier"),
    _("both activities"),
    _("the identifier without it"),
    _("the activity without it"),
    _("the code in lower case"),
    _("the number without them"),
    _("the sum, without currency"),
    _("the sum, without the date"),
    _("the rest of it"),
    _("the transaction, without type"),
    _("the percentage as it is"),
    _("the percentages as they are"),
    _("the shares as they are"),
    _("both"),
    _("what the reader could read"),
    _("the row without it"),
)

SENTENCES: tuple[Promise, ...] = (
    _("it ends on %(end)s before it starts on %(start)s"),
    _("no status is stated"),
    _("the status is %(value)s"),
    _("%(who)s takes part in the role %(value)s"),
    _("%(value)s is not a country code"),
    _("a %(flow)s of %(value)s is larger than any sum we keep"),
    _("%(value)s is not a currency code"),
    _("reported by %(who)s: it stands under your organisation, and its page says that you brought it"),
    _("%(column)s: the project has no title"),
    _("%(column)s: only the year %(value)s is given; its first day stands for it"),
    _("%(column)s: %(value)s is not a date such as 2026-03-31 or 31.03.2026"),
    _("%(column)s: %(value)s is not a known status; it is taken as planned"),
    _("%(column)s: no status is given; it is taken as planned"),
    _("%(column)s: %(value)s is not among the choices"),
    _("%(column)s: %(value)s is not an address"),
    _("%(column)s: %(value)s is not a country known here"),
    _("%(column)s: %(value)s is not a sum"),
    _("%(column)s: %(value)s is not a currency code such as USD"),
    _("%(column)s: %(value)s is not a year"),
    _("%(column)s: it ends on %(end)s before it starts on %(start)s"),
    _("%(file)s cannot be read as a table: %(fault)s"),
    _("%(file)s is refused because it has columns of personal data: %(columns)s. Take them out and try again."),
    _("%(file)s has no column “title”."),
    _("%(file)s was read up to row %(row)s: %(fault)s"),
    _("reading it takes more than %(value)s MB of memory"),
    _("reading it takes more than %(value)s seconds of computing"),
    _("reading it stood still for %(value)s seconds"),
    _("the program that reads it broke down"),
    _("a fault of this site ended it; the file is kept, and the operator's log says more"),
    _("no activity was found"),
    _("The seat of the person who brought the file has ended."),
)
"""What else is said, with values in it."""


def in_words(stored: str) -> str:
    """A stored sentence in the reader's language."""
    if (get_language() or "en").startswith("en"):
        return stored
    plain, forms = _known()
    if stored in plain:
        return str(plain[stored])
    rule, colon, detail = stored.partition(": ")
    if colon and rule in plain:
        return f"{plain[rule]}: {detail}"
    for form, words in forms:
        if found := form.fullmatch(stored):
            return str(words) % found.groupdict()
    return stored


def refusal_in_words(stored: str) -> str:
    """A stored refusal: a sentence, or what is said of each file."""
    whole = in_words(stored)
    if whole != stored:
        return whole
    told = (part.partition(": ") for part in stored.split("; "))
    return "; ".join(f"{file}{colon}{in_words(said)}" for file, colon, said in told)


@cache
def _known() -> tuple[dict[str, Promise], tuple[tuple[re.Pattern[str], Promise], ...]]:
    with override("en"):
        plain = {str(words): words for words in (*SAYS, *KEPT, *SENTENCES)}
        forms = tuple((_form(str(words)), words) for words in SENTENCES if "%(" in str(words))
    return plain, forms


def _form(words: str) -> re.Pattern[str]:
    parts = re.split(r"%\((\w+)\)s", words)
    named = (f"(?P<{part}>.+?)" if odd % 2 else re.escape(part) for odd, part in enumerate(parts))
    return re.compile("".join(named), re.DOTALL)
