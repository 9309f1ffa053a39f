# ruff: noqa: E501  # XML reads best unbroken
"""What real files do: broken, cut off, in the wrong encoding, not IATI at all. Whole activities are saved."""

import gzip

import pytest
from tests.iati.files import activity, document, rules, taken

from concord.iati import Limits, Severity

A, B, C = (activity(identifier=name) for name in "ABC")


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty-file"),
        (b" \n ", "empty-file"),
        (b'{"result":[]}', "not-xml"),
        (b"PK\x03\x04rest of a spreadsheet", "not-xml"),
        (b"<", "not-xml"),
        (b"<html><body>404</body></html>", "html-page"),
        (b"<!DOCTYPE html><html/>", "html-page"),
        (b"<!DOCTYPE iati-activities><iati-activities/>", "doctype-refused"),
        (b"<iati-organisations version='2.03'><iati-organisation/></iati-organisations>", "organisation-file"),
        (b"<?xml version='1.0' encoding='utf-7'?><iati-activities/>", "encoding-refused"),
        (b"<?xml version='1.0' encoding='cp037'?><iati-activities/>", "encoding-refused"),
        (b"<?xml version='1.0' encoding='no-such'?><iati-activities/>", "encoding-refused"),
        (b"\x1f\x8bnot gzip", "bad-gzip"),
    ],
)
def test_files_that_are_refused_by_name(data: bytes, rule: str) -> None:
    reading, activities, notices = taken(data)
    assert (activities, rules(notices), reading.refused) == ([], [rule], True)
    assert notices[0].severity is Severity.CRITICAL


def test_another_root_is_told_and_the_activities_inside_are_saved() -> None:
    reading, activities, notices = taken(b"<result><ok/>" + document(A, B) + b"</result>")
    assert [read.identifier for read in activities] == ["A", "B"]
    assert rules(notices)[0] == "wrong-root"
    assert not reading.refused
    assert taken(b"<rss><channel/></rss>")[0].refused


def test_an_activity_alone_is_read() -> None:
    _reading, activities, notices = taken(A.encode())
    assert [read.identifier for read in activities] == ["A"]
    assert rules(notices) == ["wrong-root", "version-missing"]


@pytest.mark.parametrize(
    ("version", "rule"), [("", "version-missing"), ("9.9", "version-unknown"), ("1.03", "version-upgraded")]
)
def test_a_missing_or_wrong_version_is_told(version: str, rule: str) -> None:
    _reading, activities, notices = taken(document(A, version=version))
    assert (len(activities), rules(notices)) == (1, [rule])


def test_a_file_without_activities() -> None:
    for data in (document(), b"<iati-activities version='2.03'/>"):
        assert rules(taken(data)[2]) == ["no-activities"]


def test_cut_off_in_the_middle_saves_what_is_whole() -> None:
    whole = document(A, B, C)
    cut = whole[: whole.index(b"Border", whole.index(b">C<"))]
    _reading, activities, notices = taken(cut)
    assert [read.identifier for read in activities] == ["A", "B"]
    assert [(notice.rule, notice.line, notice.activity) for notice in notices] == [
        ("cut-off", 4, "C"),
        ("truncated", 4, ""),
    ]


def test_every_possible_cut_keeps_exactly_the_whole_activities() -> None:
    whole = document(A, B)
    ends = [whole.index(b"</iati-activity>") + 16, whole.rindex(b"</iati-activity>") + 16]
    for cut in range(len(whole)):
        _reading, activities, _notices = taken(whole[:cut])
        assert len(activities) == sum(end <= cut for end in ends), cut


def test_a_missing_end_loses_one_activity_not_the_next() -> None:
    _reading, activities, notices = taken(document(A, B.replace("</iati-activity>", ""), C))
    assert [read.identifier for read in activities] == ["A", "C"]
    assert [(notice.rule, notice.line, notice.activity) for notice in notices] == [("cut-off", 3, "B")]


def test_crossed_tags_lose_one_activity_and_say_where() -> None:
    broken = activity("\n<description><narrative>x</description></narrative>", identifier="B")
    _reading, activities, notices = taken(document(A, broken, C))
    assert [read.identifier for read in activities] == ["A", "C"]
    assert [(n.rule, n.line, n.activity, n.severity) for n in notices] == [("not-well-formed", 4, "B", Severity.ERROR)]


@pytest.mark.parametrize(
    ("bad", "text", "rule"),
    [
        (b"tab\x0bhere", "tabhere", "illegal-characters"),
        (b"a&#0;b&#xFFFF;c", "abc", "illegal-characters"),
        (b"R & D", "R & D", "unknown-entity"),
        (b"a&nbsp;b&unknown;", "a\xa0b&unknown;", "unknown-entity"),
        (b"caf\xe9", "caf\ufffd", "bad-bytes"),
    ],
)
def test_illegal_characters_are_mended_and_told(bad: bytes, text: str, rule: str) -> None:
    data = document(A, B).replace(b"Border training", bad, 1)
    _reading, activities, notices = taken(data)
    assert [read.titles[0].text for read in activities] == [text, "Border training"]
    assert [(notice.rule, notice.activity, notice.line) for notice in notices] == [(rule, "A", 2)]


def test_an_ampersand_in_cdata_stays_as_it_is() -> None:
    data = document(A).replace(b"Border training", b"<![CDATA[R&D]]> & \x01")
    assert taken(data)[1][0].titles[0].text == "R&D &"


def test_an_undeclared_prefix_is_told() -> None:
    _reading, activities, notices = taken(document(activity("<usg:tec1 usg:a='1'/>")))
    assert (len(activities), rules(notices)) == (1, ["undeclared-prefix"])


def test_a_default_namespace_is_told_and_read_through() -> None:
    data = document(A, root=' xmlns="http://iatistandard.org/ns"')
    _reading, activities, notices = taken(data)
    assert (activities, rules(notices)) == (taken(document(A))[1], ["default-namespace"])
    own = A.replace("<iati-activity ", '<iati-activity xmlns="urn:own" ')
    assert taken(document(own))[1] == taken(document(A))[1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r"])
def test_other_encodings_are_read(encoding: str) -> None:
    text = document(activity("<description><narrative>Граница</narrative></description>")).decode()
    data = (f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>' + text).encode(encoding)
    _reading, activities, notices = taken(data)
    assert (activities[0].descriptions[0][1][0].text, notices) == ("Граница", [])


def test_a_declaration_of_utf_16_over_plain_bytes_is_not_believed() -> None:
    assert len(taken(b'<?xml version="1.0" encoding="UTF-16"?>' + document(A))[1]) == 1


def test_gzip_is_read_and_its_damage_told() -> None:
    packed = gzip.compress(document(A, B))
    assert len(taken(packed)[1]) == 2
    assert len(taken(packed + b"\0\0\0")[1]) == 2
    assert len(taken(gzip.compress(document(A)[:-1]) + gzip.compress(b" "))[1]) == 1
    assert rules(taken(packed[:-9])[2])[-1] == "bad-gzip"


def test_gzip_members_that_end_with_a_chunk() -> None:
    first, second = gzip.compress(document(A)[:-20]), gzip.compress(B.encode() + b"</iati-activities>")
    assert len(taken(first + second, limits=Limits(chunk=len(first)))[1]) == 2


def test_blank_lines_comments_and_instructions_before_the_root() -> None:
    data = b"\n\n<!-- <iati-activity> --><?xml-stylesheet href='a'?>\n" + document(A)
    _reading, activities, notices = taken(data)
    assert ([read.line for read in activities], notices) == ([5], [])


def test_stray_content_between_activities_is_told_once_a_gap() -> None:
    _reading, activities, notices = taken(document(A, "stray <b/> text", B, "<!-- <iati-activity> -->", C))
    assert len(activities) == 3
    assert [(notice.rule, notice.line) for notice in notices] == [("stray-content", 3)]


def test_empty_activities_are_activities() -> None:
    _reading, activities, notices = taken(
        document("<iati-activity/>", "<iati-activity a='/>'/>", A, "<iati-activity  />")
    )
    assert [read.identifier for read in activities] == ["", "", "A", ""]
    assert rules(notices) == ["identifier-missing"] * 3


def test_one_activity_of_four_megabytes() -> None:
    paid = "<transaction><transaction-type code='3'/><transaction-date iso-date='2020-01-01'/><value>1</value></transaction>"
    _reading, activities, _notices = taken(document(A, activity(paid * 40_000), B))
    assert [len(read.transactions) for read in activities] == [0, 40_000, 0]
