import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.iati.files import activity, document, taken

from concord.iati import Activity, Limits, Notice

BASE = document(
    activity(
        "<description type='1'><narrative xml:lang='ru'>Текст &amp; &#171;слово&#187;</narrative></description>",
        identifier="A",
    ),
    activity("<!-- c --><sector code='1' percentage='50'/><budget><value>5</value></budget>", identifier="B"),
    activity("<transaction ref='1'><value currency='EUR'>1,000</value></transaction><![CDATA[x]]>", identifier="C"),
)
ODD = [
    b"<",
    b">",
    b"&",
    b"'",
    b'"',
    b"\0",
    b"\xff",
    b"]]>",
    b"<!--",
    b"-->",
    b"<?",
    b"<![CDATA[",
    b"</",
    b"<iati-activity>",
]
ODD += [
    b"</iati-activity>",
    b"</iati-activities>",
    b"<!DOCTYPE x [",
    b"&#0;",
    b"xmlns='u'",
    b"x:",
    b"\x1f\x8b",
    b"\xfe\xff",
]


def read_all(data: bytes, chunk: int = 4096) -> None:
    """Reading ends, with activities or with the reason why there are none."""
    _reading, activities, notices = taken(
        data, limits=Limits(chunk=chunk, activity=20_000, stray=5_000, nodes=500, tag=900)
    )
    assert all(isinstance(one, Activity) for one in activities)
    assert all(isinstance(one, Notice) for one in notices)
    assert activities or notices


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_all(data)
    read_all(b"<iati-activities>" + data)
    read_all(b"<iati-activities><iati-activity>" + data + b"</iati-activity>")


@given(
    edits=st.lists(
        st.tuples(st.integers(0, len(BASE)), st.integers(0, 40), st.sampled_from(ODD) | st.binary(max_size=8)),
        max_size=6,
    ),
    chunk=st.integers(1, 600),
    packed=st.booleans(),
)
def test_any_mutation_is_read_or_refused(edits: list[tuple[int, int, bytes]], chunk: int, *, packed: bool) -> None:
    data = BASE
    for at, removed, put in edits:
        data = data[:at] + put + data[at + removed :]
    read_all(gzip.compress(data) if packed else data, chunk)


@given(cut=st.integers(0, 100_000), flips=st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 255)), max_size=5))
@settings(max_examples=40)
def test_real_files_with_damage_never_raise(shared_data: Path, cut: int, flips: list[tuple[int, int]]) -> None:
    path = shared_data / "iati" / "us-2025-03" / "dod-tajikistan.xml"
    data = bytearray(path.read_bytes()[: 500 + cut])
    for at, value in flips:
        data[at % len(data)] = value
    _reading, activities, notices = taken(bytes(data))
    assert activities or notices


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp1251", "utf-8-sig"])
@given(data=st.data())
@settings(max_examples=20)
def test_any_text_in_any_encoding_is_kept(encoding: str, data: st.DataObject) -> None:
    letters = (
        st.sampled_from("АБВгде abc 123 ёЁ")
        if encoding == "cp1251"
        else st.characters(codec="utf-8", categories=("L", "N"))
    )
    text = data.draw(st.text(letters, min_size=1).map(str.strip).filter(bool))
    whole = document(activity(f"<description><narrative>{text}</narrative></description>")).decode()
    raw = (f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>' + whole).encode(encoding)
    assert taken(raw)[1][0].descriptions[0][1][0].text == text
