from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """`critical`: the file, or the rest of it, could not be read. `error`: something published was not kept.
    `warning`: all was kept, but it is not what the standard asks for.
    """

    CRITICAL = "critical"
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that a reader of the import report should know.

    `rule` is a stable code, the key of `RULES`. `line` is 1-based, the first place where it was seen; `count` how often
    in the same activity. `activity` is the identifier as published, empty for the file as a whole. `kept` says in words
    what was kept.
    """

    severity: Severity
    rule: str
    message: str
    file: str = ""
    line: int = 0
    activity: str = ""
    kept: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    severity: Severity
    says: str
    kept: str


_C, _E, _W = Severity.CRITICAL, Severity.ERROR, Severity.WARNING
_NONE = "nothing"
_REST = "the other activities"
_ALL = "everything"
_BARE = "the activity without it"
_READ = "what the reader could read"

RULES: dict[str, Rule] = {
    # the file
    "empty-file": Rule(_C, "the file is empty", _NONE),
    "not-xml": Rule(_C, "the file is not XML", _NONE),
    "html-page": Rule(_C, "the file is a web page, not IATI", _NONE),
    "organisation-file": Rule(_C, "the file is an IATI organisation file, not an activity file", _NONE),
    "wrong-root": Rule(_C, "the first element is not iati-activities", "the activities found inside, if any"),
    "doctype-refused": Rule(_C, "the file declares a document type (DTD), which IATI has no use for", _NONE),
    "encoding-refused": Rule(_C, "the character encoding is not accepted", _NONE),
    "bad-gzip": Rule(_C, "the compressed file is damaged", "what came before"),
    "gzip-bomb": Rule(_C, "the compressed file unpacks to suspiciously much", "what came before"),
    "too-large": Rule(_C, "the file is larger than the limit", "what came before"),
    "unreadable": Rule(_C, "reading the file failed", "what came before"),
    "truncated": Rule(_C, "the file ends in the middle", "what came before"),
    "unclosed-file": Rule(_W, "the file ends without closing iati-activities", _ALL),
    "no-activities": Rule(_W, "the file holds no activity", _NONE),
    "stray-content": Rule(_W, "something other than an activity stands between activities", "the activities"),
    "version-missing": Rule(_W, "the file names no version; its shape decides", _ALL),
    "version-unknown": Rule(_W, "the version is not one of IATI", "everything, read as 2.03"),
    "version-upgraded": Rule(_W, "the file is of the 1.0x generation and was read into 2.03 codes", _ALL),
    "default-namespace": Rule(_W, "the elements are in a namespace although IATI has none", _ALL),
    # one activity
    "activity-too-large": Rule(_E, "an activity is larger than the limit", _REST),
    "activity-too-complex": Rule(_E, "an activity has more elements and attributes than the limit", _REST),
    "tag-too-long": Rule(_E, "a start tag is longer than the limit", _REST),
    "not-well-formed": Rule(_E, "an activity is not well-formed XML", _REST),
    "cut-off": Rule(_E, "an activity is cut off before its end", _REST),
    "illegal-characters": Rule(_W, "characters that XML forbids were taken out", "the activity"),
    "bad-bytes": Rule(_W, "bytes that are not text in the file's encoding were replaced", "the activity"),
    "unknown-entity": Rule(
        _W, "an ampersand or a named entity that XML does not know was read as text", "the activity"
    ),
    "undeclared-prefix": Rule(_W, "a namespace prefix is used without being declared", "the activity"),
    "identifier-missing": Rule(_E, "the activity has no iati-identifier", "the activity, without identifier"),
    "identifier-duplicate": Rule(_E, "the same iati-identifier was already used in this file", "both activities"),
    "identifier-spaces": Rule(_W, "the iati-identifier had white space around it", "the identifier without it"),
    "personal-data": Rule(_W, "contact-info was published and is not kept", "the activity without it"),
    "language-case": Rule(_W, "a language code was not in lower case", "the code in lower case"),
    # values
    "bad-date": Rule(_E, "a date is not a date", _BARE),
    "bad-number": Rule(_E, "a number is not a number", _BARE),
    "mended-number": Rule(_W, "a number had spaces or separators in it", "the number without them"),
    "bad-flag": Rule(_W, "a yes-or-no value is neither", _BARE),
    "value-missing": Rule(_E, "a sum of money has no amount", _BARE),
    "currency-missing": Rule(
        _W, "a sum of money has no currency, and the activity no default", "the sum, without currency"
    ),
    "value-date-missing": Rule(_W, "a sum of money has no value date", "the sum, without the date"),
    "date-missing": Rule(_W, "a transaction or a period has no date", "the rest of it"),
    "type-missing": Rule(_W, "a transaction has no type", "the transaction, without type"),
    "code-missing": Rule(_E, "a code is missing", _BARE),
    "narrative-empty": Rule(_W, "a text is empty", _BARE),
    "percentage-range": Rule(_W, "a percentage is below 0 or above 100", "the percentage as it is"),
    "percentage-sum": Rule(_W, "percentages do not sum to 100", "the percentages as they are"),
    "percentage-partial": Rule(_W, "some shares have a percentage and some have none", "the shares as they are"),
    "place-twice": Rule(_W, "places are given for the activity and for its transactions", "both"),
    "sector-twice": Rule(_W, "sectors are given for the activity and for its transactions", "both"),
    # what `check` adds: structure and codes of 2.03
    "structure-unknown-element": Rule(_E, "an element that the schema does not know here", _READ),
    "structure-order": Rule(_E, "an element stands behind one that must follow it", _READ),
    "structure-missing": Rule(_E, "a required element is missing", _READ),
    "structure-too-many": Rule(_E, "an element stands more often than the schema allows", _READ),
    "structure-attribute-missing": Rule(_E, "a required attribute is missing", _READ),
    "structure-attribute-unknown": Rule(_E, "an attribute that the schema does not know here", _READ),
    "structure-text": Rule(_E, "text stands where only elements may", _READ),
    "structure-type": Rule(_E, "a value is not of the type that the schema asks for", _READ),
    "code-unknown": Rule(_E, "a code is on no list of the standard", _READ),
    "code-withdrawn": Rule(_W, "a code is withdrawn", _READ),
    # what `check` adds: rules over the values
    "identifier-of-organisation": Rule(_E, "the iati-identifier is that of the reporting organisation", _READ),
    "identifier-prefix": Rule(_W, "the iati-identifier does not begin with that of the reporting organisation", _READ),
    "identifier-symbols": Rule(_W, "an identifier contains /, &, | or ?", _READ),
    "start-date-missing": Rule(_E, "neither a planned nor an actual start date", _READ),
    "dates-order": Rule(_E, "a period ends before it begins", _READ),
    "budget-period-long": Rule(_E, "a budget period is longer than a year", _READ),
    "date-in-future": Rule(_E, "something that has happened is dated in the future", _READ),
    "sector-missing": Rule(_E, "no sector, neither on the activity nor on its transactions", _READ),
    "sector-not-on-all": Rule(_E, "sectors are given for some transactions and not for all", _READ),
    "place-missing": Rule(_E, "no country or region, neither on the activity nor on its transactions", _READ),
    "own-code-unexplained": Rule(_E, "a code of the publisher's own vocabulary has no words", _READ),
    "aid-type-twice": Rule(_W, "more than one default aid type in one vocabulary", _READ),
    "title-missing": Rule(_E, "no title", _READ),
    "description-missing": Rule(_E, "no description", _READ),
    "language-missing": Rule(_E, "texts without a language, and the activity has none", _READ),
    "organisation-unnamed": Rule(_E, "an organisation has neither an identifier nor a name", _READ),
    "zero-value": Rule(_W, "transactions of zero", _READ),
    "negative-budget": Rule(_W, "a budget below zero", _READ),
    "reference-twice": Rule(_E, "references on the result and on its indicator", _READ),
    "indicator-value": Rule(_W, "the value of an indicator does not fit its measure", _READ),
}


def notice(rule: str, *, detail: str = "", file: str = "", line: int = 0, activity: str = "", count: int = 1) -> Notice:
    """The notice of a rule; `detail` is quoted after the rule's own words and cut at 200 characters."""
    known = RULES[rule]
    message = f"{known.says}: {detail[:200]}" if detail else known.says
    return Notice(known.severity, rule, message, file, line, activity[:200], known.kept, count)
