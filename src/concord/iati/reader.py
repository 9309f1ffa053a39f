"""The door: bytes in, activities and notices out, in the order of the file, in constant memory."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NoReturn, cast

from lxml import etree

from concord.iati.building import Draft, Element, Memory, build
from concord.iati.fragments import Cutter, Fragment
from concord.iati.guards import Limits, Refused, complaint, encoding_of, in_utf8, parser, unpacked
from concord.iati.mending import mend
from concord.iati.notices import Notice, notice
from concord.iati.prolog import head_of, prolog
from concord.iati.values import Activity, Header, Source

_TAIL = b"</iati-activities>"
_IDENTIFIER = re.compile(rb"<iati-identifier[^>]*>\s*([^<]{1,200})")
_DEFAULT_NAMESPACE = re.compile(rb"""\sxmlns\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+')""")
_CONTACT_END = re.compile(rb"</contact-info\s*+>")
_STANDARD_LIMITS = Limits()
_ENOUGH_TO_KNOW = 512  # bytes of an XML declaration
_MOST_MENDED = 8 * 1024 * 1024  # mending holds the text several times


class Reading(Iterator[Activity | Notice]):
    """One pass over one file. Iterate it: an activity is followed by the notices about it.

    `header` is known once iteration has begun. `activity_count`, `tally` (notices by rule) and `passed_over`
    (elements that have no place in the values, by name, contact-info and foreign namespaces among them)
    grow as it goes. `refused` is true when the file, or the rest of it, was given up; the last notice then says why.
    """

    def __init__(self, source: BinaryIO, *, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.header: Header | None = None
        self.activity_count = 0
        self.tally: Counter[str] = Counter()
        self.passed_over: Counter[str] = Counter()
        self.refused = False
        self._steps = self._read(source)
        self._memory = Memory()
        self._identifiers: dict[str, int] = {}
        self._parser = parser()
        self._head = b"<iati-activities>"
        self._prefixes: frozenset[str] = frozenset()
        self._renamed = False

    def __next__(self) -> Activity | Notice:
        return next(self._steps)

    def activities(self, *, tell: Callable[[Notice], object] | None = None) -> Iterator[Activity]:
        """The activities alone; every notice goes to `tell` (`notices.append`, for one) as it arises."""
        for item in self._steps:
            if isinstance(item, Activity):
                yield item
            elif tell is not None:
                tell(item)

    def _notice(self, rule: str, detail: str = "", line: int = 0, activity: str = "") -> Notice:
        self.tally[rule] += 1
        return notice(rule, detail=detail, file=self.name, line=line, activity=activity)

    def _read(self, source: BinaryIO) -> Iterator[Activity | Notice]:
        cutter: Cutter | None = None
        try:
            raw = unpacked(source, limits=self.limits)
            first = b""
            while len(first) < _ENOUGH_TO_KNOW and (more := next(raw, b"")):
                first += more
            encoding, mark = encoding_of(first)
            chunks = in_utf8(_again(first[mark:], raw), encoding=encoding)
            start = prolog(chunks, limits=self.limits, encoding=encoding)
            self.header, self._head = start.header, start.head
            self._prefixes = frozenset(prefix for prefix, _uri in start.header.namespaces)
            for rule, detail in start.rules:
                self._renamed |= rule == "default-namespace"
                yield self._notice(rule, detail, 1)
            cutter = Cutter(chunks, self.limits, start.rest, line=start.line, closed=start.closed)
            broken = 0
            ended = ""
            for fragment in cutter.fragments():
                items = self._items(fragment)
                ended = fragment.rule
                broken += not any(isinstance(item, Activity) for item in items)
                yield from items
                if broken > self.limits.broken:
                    self._give_up(fragment.line)
            wrong = self.header is not None and any(rule == "wrong-root" for rule, _detail in start.rules)
            if ended == "cut-off" and not cutter.closed:
                yield self._notice("truncated", "", cutter.line)
            elif not cutter.closed and not wrong:
                yield self._notice("unclosed-file", "", cutter.line)
            if not self.activity_count:
                self.refused = wrong
                yield self._notice("no-activities", "", start.line)
        except Refused as refusal:
            self.refused = True
            line = refusal.line or (cutter.line if cutter else 0)
            yield self._notice(refusal.rule, refusal.detail, line)

    def _give_up(self, line: int) -> NoReturn:
        raise Refused("unreadable", f"more than {self.limits.broken} activities could not be read", line)

    def _items(self, fragment: Fragment) -> list[Activity | Notice]:
        rule = fragment.rule or complaint(fragment.xml, limits=self.limits)
        if rule:
            shown = repr(fragment.xml[:80].decode("utf-8", "replace")) if rule == "stray-content" else ""
            return [self._notice(rule, shown, fragment.line, _guessed(fragment.xml))]
        try:
            root = etree.fromstring(self._head + fragment.xml + _TAIL, self._parser)
        except etree.XMLSyntaxError as fault:
            return self._mended(fragment, fault)
        if self._renamed or root[0].tag != "iati-activity":
            return self._mended(fragment, None)
        return self._built(cast("Element", root[0]), fragment.xml, fragment.line, self._head, [])

    def _mended(self, fragment: Fragment, fault: etree.XMLSyntaxError | None) -> "list[Activity | Notice]":
        """What is left when the parser has refused: mend characters once, else say where and why."""
        if len(fragment.xml) > _MOST_MENDED:
            return [self._notice("not-well-formed", fault.msg if fault else "", fragment.line, _guessed(fragment.xml))]
        xml = _DEFAULT_NAMESPACE.sub(b"", fragment.xml) if fault is None else fragment.xml
        mended = mend(xml, declared=self._prefixes)
        declared = self.header.namespaces if self.header else ()
        extra = tuple((prefix, f"urn:undeclared:{prefix}") for prefix in mended.prefixes)
        head = head_of(declared + extra) if extra else self._head
        try:
            root = etree.fromstring(head + mended.xml + _TAIL, self._parser)
        except etree.XMLSyntaxError as still:
            fault = still
            root = None
        if root is None or not len(root) or root[0].tag != "iati-activity":
            where = fragment.line + ((fault.lineno or 1) - 1 if fault else 0)
            reason = (fault.msg or "") if fault else "not in the namespace of IATI"
            rule = "activity-too-complex" if "depth" in reason else "not-well-formed"
            return [self._notice(rule, reason, where, _guessed(fragment.xml))]
        return self._built(cast("Element", root[0]), mended.xml, fragment.line, head, list(mended.rules))

    def _built(
        self, element: Element, xml: bytes, line: int, head: bytes, rules: list[str]
    ) -> "list[Activity | Notice]":
        draft = Draft(line=line, memory=self._memory, passed_over=self.passed_over)
        for rule in rules:
            draft.tell(rule)
        if b"contact-info" in xml:
            xml = _without_contacts(xml, element)
        activity = build(element, draft=draft, source=Source(self.name, line, xml, head))
        self._memory.trim()
        identifier = activity.identifier
        if identifier:
            earlier = self._identifiers.setdefault(identifier, line)
            if earlier != line:
                draft.tell("identifier-duplicate", None, f"first on line {earlier}")
        self.activity_count += 1
        if not draft.seen:
            return [activity]
        notices = draft.notices(file=self.name, activity=identifier)
        for one in notices:
            self.tally[one.rule] += one.count
        return [activity, *notices]


def read(source: BinaryIO, *, name: str, limits: Limits = _STANDARD_LIMITS) -> Reading:
    """Read an IATI activity file, plain or gzip, of any version from 1.01 to 2.03. `name` is what notices call
    the file. Nothing in the bytes makes it raise; `source.read` may.
    """
    return Reading(source, name=name, limits=limits)


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _guessed(xml: bytes) -> str:
    """The identifier of an activity that cannot be parsed, for the report."""
    found = _IDENTIFIER.search(xml[:8192])
    return found.group(1).decode("utf-8", "replace").strip() if found else ""


def _without_contacts(xml: bytes, element: Element) -> bytes:
    """The XML without personal data; written anew where cutting it out of the text leaves any doubt."""
    parts = []
    at = 0
    while (start := xml.find(b"<contact-info", at)) >= 0:
        end = _CONTACT_END.match(xml, xml.find(b"</contact-info", start))
        if end is None:
            break
        parts.append(xml[at:start] + b"\n" * xml.count(b"\n", start, end.end()))  # lines stay where they are
        at = end.end()
    cut = b"".join([*parts, xml[at:]])
    if b"contact-info" not in cut and b"<!" not in xml:
        return cut
    twin = etree.fromstring(etree.tostring(cast("Any", element), encoding="utf-8"), parser())
    for contact in list(twin.iter("contact-info")):
        parent = contact.getparent()
        if parent is not None:
            parent.remove(contact)
    return etree.tostring(twin, encoding="utf-8")
