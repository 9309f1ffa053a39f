"""Threat T23: hostile XML is refused with a named reason, within 10 s of processor time and 256 MB of memory."""

import json
import os
import resource
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.iati.files import activity, document, rules, taken
from tests.iati.hostile import HOSTILE

import concord
from concord.iati import Limits

REFUSED_WHOLE = {
    "billion-laughs": "doctype-refused",
    "quadratic-blow-up": "doctype-refused",
    "external-entity": "doctype-refused",
    "external-dtd": "doctype-refused",
    "utf-16": "doctype-refused",
    "utf-7": "encoding-refused",
    "attributes-at-the-root": "not-xml",
    "an-endless-root": "not-xml",
    "an-endless-comment-at-the-start": "not-xml",
    "nul-bytes": "not-xml",
    "gzip-bomb-in-a-bomb": "not-xml",
    "gzip-members": "gzip-bomb",
    "wrong-root": "wrong-root",
}
REFUSED_IN_PART = {  # the good activity before and the one behind are saved
    "late-doctype": "stray-content",
    "doctype-in-an-activity": "not-well-formed",
    "deep-nesting": "activity-too-complex",
    "deep-nesting-closed": "activity-too-complex",
    "attributes": "tag-too-long",
    "many-small-attributes": "activity-too-complex",
    "text-node": "activity-too-large",
    "two-gigabytes-of-text": "activity-too-large",
    "open-contacts": "activity-too-complex",
}
REFUSED_FROM_THERE_ON = {  # the good activity before is saved
    "two-gigabytes-of-nothing": "stray-content",
    "two-gigabytes-between": "stray-content",
    "two-gigabytes-of-starts": "unreadable",
    "two-gigabytes-of-comments": "stray-content",
    "an-endless-comment": "stray-content",
    "quotes": "unreadable",
    "gzip-bomb": "gzip-bomb",
    "open-cdata": "cut-off",
}
READ = {"ampersands", "wide-broken-text", "as-many-elements-as-allowed", "as-many-payments-as-allowed"}


def run(name: str, port: int = 9) -> dict[str, Any]:
    """What became of a hostile file in a process that may use 10 s of processor time."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))

    done = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, str(Path(__file__).with_name("hostile.py")), name, str(port)],
        env={**os.environ, "PYTHONPATH": str(Path(concord.__file__).parent.parent)},
        preexec_fn=limit,  # no threads here
        capture_output=True,
        check=True,
        timeout=120,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["rss"] <= 256 * 1024
    return report


def test_every_hostile_file_has_an_expectation() -> None:
    assert {*REFUSED_WHOLE, *REFUSED_IN_PART, *REFUSED_FROM_THERE_ON, *READ} == set(HOSTILE)


@pytest.mark.threat("T23")
@pytest.mark.parametrize("name", sorted(REFUSED_WHOLE))
def test_hostile_files_are_refused_by_name(name: str) -> None:
    report = run(name)
    assert (report["read"], REFUSED_WHOLE[name] in report["rules"], report["refused"]) == (0, True, True)


@pytest.mark.threat("T23")
@pytest.mark.parametrize("name", sorted(REFUSED_IN_PART))
def test_a_hostile_activity_does_not_cost_its_neighbours(name: str) -> None:
    report = run(name)
    assert (report["good"], report["read"], report["rules"]) == (2, 2, [REFUSED_IN_PART[name]])


@pytest.mark.threat("T23")
@pytest.mark.parametrize("name", sorted(REFUSED_FROM_THERE_ON))
def test_what_came_before_the_attack_is_saved(name: str) -> None:
    report = run(name)
    assert (report["good"], report["read"], REFUSED_FROM_THERE_ON[name] in report["rules"]) == (1, 1, True)


@pytest.mark.threat("T23")
@pytest.mark.parametrize("name", sorted(READ))
def test_the_largest_that_is_read_stays_within_memory(name: str) -> None:
    assert run(name)["good"] == 2


@pytest.mark.threat("T23")
def test_an_external_dtd_makes_no_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        assert run("external-dtd", listener.getsockname()[1])["refused"]
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.threat("T23")
def test_the_size_limit_counts_what_is_unpacked() -> None:
    data = document(*[activity(identifier=f"X-{n}") for n in range(1000)])
    limits = Limits(file=100_000, chunk=10_000)
    reading, activities, notices = taken(data, limits=limits)
    assert (rules(notices), reading.refused) == (["too-large"], True)
    assert 0 < len(activities) < 1000


def test_limits_of_one_activity_can_be_set() -> None:
    data = document(activity(identifier="A"), activity("x" * 5000, identifier="B"), activity(identifier="C"))
    for limits in (Limits(activity=1000), Limits(activity=1000, chunk=100)):
        _reading, activities, notices = taken(data, limits=limits)
        assert [read.identifier for read in activities] == ["A", "C"]
        assert [(notice.rule, notice.line, notice.activity) for notice in notices] == [("activity-too-large", 3, "B")]


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 64, 1000])
def test_the_size_of_chunks_changes_nothing(chunk: int) -> None:
    data = document(
        activity("<!-- </iati-activity> -->", identifier="A"),
        "<iati-activity/>",
        "<!-- x -->",
        "stray",
        activity(identifier="B"),
    )
    whole = taken(data)
    pieces = taken(data, limits=Limits(chunk=chunk))
    assert pieces[1:] == whole[1:]
    assert [read.source for read in pieces[1]] == [read.source for read in whole[1]]
