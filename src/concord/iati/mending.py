"""Small damage that leaves no doubt about the content: forbidden characters, stray ampersands, undeclared prefixes."""

import html
import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMERIC = re.compile(r"&#(?:([0-9]{1,7})|[xX]([0-9a-fA-F]{1,6}));")
_LOOSE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);|#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};)(?:([A-Za-z][A-Za-z0-9]{1,31});)?")
_PREFIX = re.compile(r"""[<\s/]([A-Za-z_][\w.-]*):[A-Za-z_]""")
_TAG = re.compile(r"""</?[A-Za-z_][^<>"']*+(?:(?:"[^"<]*+"|'[^'<]*+')[^<>"']*+)*>""")
_DECLARED = re.compile(r"xmlns:([\w.-]+)")
_MOST_PREFIXES = 50


@dataclass(frozen=True, slots=True)
class Mended:
    """`rules` say what was done; `prefixes` must be declared around `xml` before it can be parsed."""

    xml: bytes
    rules: tuple[str, ...]
    prefixes: tuple[str, ...]


def mend(xml: bytes, *, declared: frozenset[str]) -> Mended:
    """Repair characters, never structure: no tag is added, moved or taken away. `declared`: prefixes known outside."""
    rules: list[str] = []
    try:
        text = xml.decode("utf-8")
    except UnicodeDecodeError:
        text = xml.decode("utf-8", "replace")
        rules.append("bad-bytes")
    clean = _NUMERIC.sub(_allowed, _FORBIDDEN.sub("", text))
    if clean != text:
        rules.append("illegal-characters")
    mended = "".join(_ampersands(clean))
    if mended != clean:
        rules.append("unknown-entity")
    used = {prefix for tag in _TAG.findall(mended) for prefix in _PREFIX.findall(tag)}
    missing = sorted(used - declared - {"xml", "xmlns"} - set(_DECLARED.findall(mended)))[:_MOST_PREFIXES]
    if missing:
        rules.append("undeclared-prefix")
    return Mended(mended.encode("utf-8", "replace"), tuple(rules), tuple(missing))


def _ampersands(text: str) -> Iterator[str]:
    """The text with its loose ampersands spelled out, except in CDATA, where they are right as they are."""
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        yield _LOOSE.sub(_spelled, text[at:start])
        yield text[start:end]
        at = end
    yield _LOOSE.sub(_spelled, text[at:])


def _allowed(reference: re.Match[str]) -> str:
    code = int(reference.group(1)) if reference.group(1) else int(reference.group(2), 16)
    legal = code in {9, 10, 13} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF  # noqa: PLR2004  # the Char production of XML 1.0
    return reference.group() if legal else ""


def _spelled(loose: re.Match[str]) -> str:
    """A named entity of HTML as its character, anything else as text."""
    name = loose.group(1)
    if name:
        character = html.entities.html5.get(name + ";")
        if character:
            return html.escape(character)
        return "&amp;" + name + ";"
    return "&amp;"
