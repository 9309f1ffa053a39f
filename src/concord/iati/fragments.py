"""A byte stream cut into activities, each whole, with its line, before any XML parser sees it.

The cut is exact for well-formed XML: `<` cannot stand in an attribute or in text, so the marks can hide only in
comments, CDATA and processing instructions, and an activity that holds one of those is measured token by token.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from concord.iati.guards import Limits, Refused

_OPEN = b"<iati-activity"
_CLOSE = b"</iati-activity"
_START = re.compile(rb"\s*+(?=<iati-activity[\s/>])")
_END = re.compile(rb"</iati-activity\s*+>")
_SELF_CLOSED = re.compile(rb"""<iati-activity[^>"'/]*+(?:(?:"[^"]*+"|'[^']*+'|/(?!>))[^>"'/]*+)*/>""")
_INSIDE = re.compile(rb"<!--|<!\[CDATA\[|<\?|<iati-activity(?=[\s/>])|</iati-activity\s*+>")
_BETWEEN = re.compile(rb"<!--|<!\[CDATA\[|<\?|<iati-activity(?=[\s/>])|</iati-activities")
_CLOSING = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_LONGEST_MARK = 20
_COST = 64  # what one mark between activities counts for, in bytes, beside its length


@dataclass(frozen=True, slots=True)
class Fragment:
    """`rule` is empty for an activity that may be parsed; else it says why not, and `xml` is only the beginning."""

    xml: bytes
    line: int
    rule: str = ""


@dataclass(slots=True)
class Cutter:
    """Hands out the activities of `buffer`, then of `chunks`. `closed` tells whether the root's end was seen."""

    chunks: Iterator[bytes]
    limits: Limits
    buffer: bytes = b""
    position: int = 0
    line: int = 1
    closed: bool = False
    stray: int = 0
    known_end: int = -1  # where the next end tag stands, once found, so that broken activities do not search it again

    def fragments(self) -> Iterator[Fragment]:
        """Raises `Refused` when more lies between the activities than the limit allows, or when the stream does."""
        while True:
            stray_at, stray = self._to_start()
            if stray:
                yield Fragment(stray, stray_at, "stray-content")
            if self.position >= len(self.buffer):
                return
            yield self._activity()

    def _more(self) -> bool:
        """More bytes behind what is not used up, half as many again at least, so that copying stays linear; False at
        the end. Positions found before become invalid.
        """
        rest = self.buffer[self.position :]
        parts = [rest]
        wanted = len(rest) // 2 + 1
        while wanted > 0 and (chunk := next(self.chunks, None)) is not None:
            parts.append(chunk)
            wanted -= len(chunk)
        if len(parts) == 1:
            return False
        self.buffer = b"".join(parts)
        self.known_end -= self.position
        self.position = 0
        return True

    def _use(self, end: int) -> None:
        self.line += self.buffer.count(b"\n", self.position, end)
        self.position = end

    def _to_start(self) -> tuple[int, bytes]:
        """Go to the next activity or to the end; return the line and the beginning of what else was on the way."""
        found_at, found = 0, b""
        while True:
            plain = _START.match(self.buffer, self.position)
            if plain:
                self.stray += plain.end() - self.position
                self._use(plain.end())
                return found_at, found
            mark = _BETWEEN.search(self.buffer, self.position)
            end = mark.start() if mark else max(self.position, len(self.buffer) - _LONGEST_MARK)
            passed = self.buffer[self.position : end]
            self.stray += len(passed) + _COST
            if not found and passed.strip() and not self._is_root_end(passed):
                lead = len(passed) - len(passed.lstrip())
                found_at, found = self.line + passed.count(b"\n", 0, lead), passed.strip()[:200]
            if self.stray > self.limits.stray:
                raise Refused("stray-content", "the rest of the file was not read", self.line)
            self._use(end)
            if mark and mark.group() == b"</iati-activities":
                self.closed = True
                self._use(mark.end())
            elif mark and mark.group() != _OPEN:
                self._pass(_CLOSING[mark.group()])
            elif not mark and not self._more():
                rest = self.buffer[self.position :]
                if rest.strip() and not self._is_root_end(rest) and not found:
                    found_at, found = self.line, rest.strip()[:200]
                self._use(len(self.buffer))
                return found_at, found

    def _is_root_end(self, passed: bytes) -> bool:
        """Whether `passed` is only what follows `</iati-activities`, that is the closing bracket."""
        return self.closed and not passed.strip(b" \t\r\n>")

    def _pass(self, closing: bytes) -> None:
        """Go behind the comment, CDATA section or instruction that begins here."""
        opened = self.line
        self._use(self.position + 2)
        while (end := self.buffer.find(closing, self.position)) < 0:
            passed = max(0, len(self.buffer) - self.position - len(closing))
            self.stray += passed
            if self.stray > self.limits.stray:
                raise Refused("stray-content", "a comment without an end", opened)
            self._use(self.position + passed)
            if not self._more():
                self._use(len(self.buffer))
                return
        self.stray += end - self.position
        self._use(end + len(closing))

    def _activity(self) -> Fragment:
        """The activity that begins at `position`."""
        scanned = 0
        while True:
            start, buffer = self.position, self.buffer
            close = self.known_end
            if close < start + scanned:
                close = self.known_end = buffer.find(_CLOSE, start + scanned)
            if close >= 0:
                end = _END.match(buffer, close)
                if end and self._is_plain(start, close):
                    return self._take(end.end())
                if end or len(buffer) - close > _LONGEST_MARK * 10:
                    return self._measured(start)
                scanned = close - start
            else:
                scanned = max(0, len(buffer) - start - _LONGEST_MARK)
            if len(buffer) - start > self.limits.activity:
                # no end in all this: whatever begins in it before the last start cannot be whole either
                return self._too_large(start, scan_from=max(start + len(_OPEN), buffer.rfind(_OPEN, start)))
            if not self._more():
                return self._measured(self.position)

    def _is_plain(self, start: int, end: int) -> bool:
        buffer = self.buffer
        return (
            buffer.find(_OPEN, start + 1, end) < 0
            and (
                buffer.find(b"!", start, end) < 0 or buffer.find(b"<!", start, end) < 0
            )  # one byte is found 50 times faster
            and (buffer.find(b"?", start, end) < 0 or buffer.find(b"<?", start, end) < 0)
        )

    def _take(self, end: int, rule: str = "") -> Fragment:
        if end - self.position > self.limits.activity:
            rule = rule or "activity-too-large"
        taken = Fragment(self.buffer[self.position : min(end, self.position + 4096) if rule else end], self.line, rule)
        self._use(end)
        return taken

    def _measured(self, start: int) -> Fragment:
        """Token by token: for activities with comments or CDATA, without content, or without an end."""
        at = start + len(_OPEN)
        while True:
            mark = _INSIDE.search(self.buffer, at)
            if mark is None:
                at = max(at, len(self.buffer) - _LONGEST_MARK)
            elif mark.group() == _OPEN:
                empty = _SELF_CLOSED.match(self.buffer, start, start + self.limits.tag)
                return self._take(empty.end()) if empty else self._take(mark.start(), "cut-off")
            elif mark.group() in _CLOSING:
                close = self.buffer.find(_CLOSING[mark.group()], mark.end())
                at = mark.start() if close < 0 else close + 2
                if close >= 0:
                    continue
            else:
                return self._take(mark.end())
            if len(self.buffer) - start > self.limits.activity:
                return self._too_large(start, scan_from=start + len(_OPEN))
            at -= start
            if not self._more():
                empty = _SELF_CLOSED.match(self.buffer, start, start + self.limits.tag)
                return self._take(empty.end()) if empty else self._take(len(self.buffer), "cut-off")
            start = self.position
            at += start

    def _too_large(self, start: int, *, scan_from: int) -> Fragment:
        """Skip to the next mark of an activity at or after `scan_from`, keeping only the beginning."""
        kept = Fragment(self.buffer[start : start + 4096], self.line, "activity-too-large")
        self._use(scan_from)
        while True:
            end = _INSIDE_OR_END.search(self.buffer, self.position)
            if end:
                whole = _END.match(self.buffer, end.start())
                self._use(whole.end() if whole else end.start() + (0 if end.group() == _OPEN else len(_CLOSE)))
                return kept
            self._use(max(self.position, len(self.buffer) - _LONGEST_MARK))
            if not self._more():
                self._use(len(self.buffer))
                return kept


_INSIDE_OR_END = re.compile(rb"</?iati-activity(?=[\s/>])")
