"""Accepting and rejecting as Word does, held to documents that others made."""

from pathlib import Path

import pytest
from lxml import etree
from tests.conftest import SHARED_DATA

from concord.redline.word.inspection import parse, parts_of
from concord.redline.word.names import w
from concord.redline.word.settle import accept_all, own_text, reject_all
from concord.redline.word.stories import story_of

TRIPLES = SHARED_DATA / "docx" / "word-triples"
NAMES = sorted(p.stem for p in TRIPLES.glob("*.docx") if not p.stem.endswith(("-Accepted", "-Rejected")))
AUTHORS = SHARED_DATA / "docx" / "multi-author"


def outline(data: bytes) -> dict[str, list[str]]:
    """Paragraphs, and where tables, rows and cells begin and end, of every part with text. An empty table is none."""
    found = {}
    for name, content in parts_of(data=data).items():
        if name.startswith("word/") and name.endswith(".xml") and Path(name).stem.rstrip("0123456789") in {
            "document", "header", "footer", "footnotes", "endnotes",
        }:  # fmt: skip
            lines: list[str] = []
            _walk(parse(content=content, place=name), lines)
            found[name] = lines
    return found


def _walk(element: etree._Element, lines: list[str]) -> None:
    if element.tag == w("p"):
        lines.append("".join(p.text for line in story_of(root=element, part="").lines for p in line.pieces))
        return
    frame = str(element.tag).rpartition("}")[2] if element.tag in {w("tbl"), w("tr"), w("tc")} else ""
    if frame == "tbl" and next(element.iter(w("p")), None) is None:
        return
    lines += [f"<{frame}>"] if frame else []
    for child in element:
        _walk(child, lines)
    lines += [f"</{frame}>"] if frame else []


@pytest.mark.skipif(not NAMES, reason="the Word-made triples are not here: set CONCORD_TEST_DATA")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("way", "suffix"), [(accept_all, "Accepted"), (reject_all, "Rejected")])
def test_as_word_does(name: str, way: object, suffix: str):
    expected = TRIPLES / f"{name}-{suffix}.docx"
    if not expected.exists():
        pytest.skip(f"there is no {expected.name} to compare with")
    assert callable(way)
    assert outline(way(data=(TRIPLES / f"{name}.docx").read_bytes())) == outline(expected.read_bytes())


@pytest.mark.skipif(not AUTHORS.is_dir(), reason="the files of several authors are not here: set CONCORD_TEST_DATA")
def test_each_author_reads_own_text():
    data = (AUTHORS / "shared_conformance_fixtures_multi_author.docx").read_bytes()
    first = {
        name: next(line for line in outline(own_text(data=data, delegation=name))["word/document.xml"] if "net" in line)
        for name in ("Jane Doe", "Bob Smith", "Acme LLP")
    }
    assert first == {
        "Jane Doe": "Invoiced charges are due net forty-five (45) days from the invoice date.",
        "Bob Smith": "Invoiced charges are due net thirtythirty (30) days from the invoice date.",
        "Acme LLP": "Invoiced charges are due net thirty (30) days from the invoice date.",
    }
