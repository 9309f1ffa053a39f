"""Akoma Ntoso out and in, valid against the schema of the standard."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from lxml import etree
from tests.conftest import SHARED_DATA
from tests.redline import papers

from concord.redline.akn import Imprint, NotAkomaNtoso, read_akn, write_akn
from concord.redline.akn.imprint import a
from concord.redline.paper import Paper, base_paper, clean_paper
from concord.redline.tokens import text_of

XSD = SHARED_DATA / "akn" / "xsd" / "final20170330-akomantoso30.xsd"
IMPRINT = Imprint("jpa-2026", date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4))
needs_schema = pytest.mark.skipif(not XSD.exists(), reason="the schema is not here: set CONCORD_TEST_DATA")


class _Beside(etree.Resolver):
    """The schema asks for ./xml.xsd, which stands beside it under another name."""

    def resolve(self, url: str | None, _: str | None, context: Any) -> Any:  # type: ignore[override]
        if url and Path(url).name == "xml.xsd":
            return self.resolve_filename(str(XSD.with_name("final20170330-xml.xsd")), context)
        return None


@cache
def schema() -> etree.XMLSchema:
    parser = etree.XMLParser()
    parser.resolvers.add(_Beside())
    return etree.XMLSchema(etree.parse(str(XSD), parser))


@needs_schema
@given(papers.papers())
def test_valid(paper: Paper):
    schema().assertValid(etree.fromstring(write_akn(paper=paper, imprint=IMPRINT)))


@given(papers.papers())
def test_what_is_written_is_read(paper: Paper):
    assert read_akn(data=write_akn(paper=paper, imprint=IMPRINT)) == paper


@given(papers.papers())
def test_text_content_is_the_clean_text_with_one_identity_for_each_provision(paper: Paper):
    everything = {p.key for c in paper.clauses for p in c.proposals}
    for clean in (base_paper(paper=paper), clean_paper(paper=paper, accepted=everything)):
        root = etree.fromstring(write_akn(paper=clean, imprint=IMPRINT))
        shown = ["".join(line.itertext()) for line in root.iterfind(f".//{a('content')}/{a('p')}")]
        assert shown == [text_of(tokens=c.tokens) for c in clean.clauses]
        assert [e.get("GUID") for e in root.iter(a("paragraph"))] == [c.key for c in clean.clauses]


@pytest.mark.skipif(not XSD.exists(), reason="the samples are not here: set CONCORD_TEST_DATA")
@pytest.mark.parametrize("path", sorted(XSD.parents[1].glob("samples/*.xml")), ids=lambda p: p.stem)
def test_documents_of_others_are_read_or_refused(path: Path):
    try:
        paper = read_akn(data=path.read_bytes())
    except NotAkomaNtoso:
        return
    assert all(clause.proposals == () for clause in paper.clauses)


@pytest.mark.parametrize("data", [b"<a/>", b"<a", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_anything_else_is_refused(data: bytes):
    with pytest.raises(NotAkomaNtoso):
        read_akn(data=data)
