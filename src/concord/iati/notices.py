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
}


def notice(rule: str, *, detail: str = "", file: str = "", line: int = 0, activity: str = "", count: int = 1) -> Notice:
    """The notice of a rule; `detail` is quoted after the rule's own words and cut at 200 characters."""
    known = RULES[rule]
    message = f"{known.says}: {detail[:200]}" if detail else known.says
    return Notice(known.severity, rule, message, file, line, activity[:200], known.kept, count)
