"""A reader in a process of its own: what it gives, what it raises, and every way in which it may end."""

import base64
import itertools
import json
import math
import operator
import os
import time
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pytest

from concord.quarantine import Bounds, Cause, Stopped, pieces, whole

WIDE = Bounds(memory=1_000_000_000, computing=20, patience=60)

pytestmark = pytest.mark.threat("T24")


def test_it_gives_what_the_work_gives():
    assert whole(math.factorial, 30, bounds=WIDE) == math.factorial(30)
    assert whole(json.loads, s="null", bounds=WIDE) is None
    assert list(pieces(range, 5, bounds=WIDE)) == [0, 1, 2, 3, 4]
    assert list(pieces(range, 0, bounds=WIDE)) == []


def test_a_file_is_opened_there(tmp_path: Path):
    path = tmp_path / "lines"
    path.write_bytes(b"one\ntwo\n")
    assert list(pieces(iter, file=path, bounds=WIDE)) == [b"one\n", b"two\n"]


def test_large_pieces_come_whole():
    sent = os.urandom(3_000_000)
    assert whole(base64.b64encode, sent, bounds=WIDE) == base64.b64encode(sent)


@pytest.mark.parametrize(
    ("work", "given", "raised"),
    [
        (json.loads, ("{",), json.JSONDecodeError),
        (ZipFile, ("/dev/null",), BadZipFile),
        (operator.truediv, (1, 0), ZeroDivisionError),
        (open, ("/nowhere",), FileNotFoundError),
    ],
)
def test_what_it_raises_is_raised_here_and_says_where(work, given, raised):
    with pytest.raises(raised) as told:
        whole(work, *given, bounds=WIDE)
    assert "quarantine" in told.value.__notes__[0]


@pytest.mark.parametrize(
    ("work", "given", "bounds", "cause", "said"),
    [
        (operator.mul, (b"x", 10**12), WIDE, Cause.MEMORY, "takes more than 1000 MB of memory"),
        (bytearray, (900_000_000,), replace(WIDE, memory=400_000_000), Cause.MEMORY, "more than 400 MB"),
        (operator.pow, (7, 10**9), replace(WIDE, computing=1), Cause.COMPUTING, "more than 1 seconds of computing"),
        (time.sleep, (600,), replace(WIDE, patience=0.5), Cause.STANDSTILL, "stood still for 0.5 seconds"),
        (os.abort, (), WIDE, Cause.BREAKDOWN, "broke down"),
        (os._exit, (0,), WIDE, Cause.BREAKDOWN, "broke down"),
    ],
    ids=["bomb", "greed", "loop", "standstill", "crash", "silence"],
)
def test_every_way_to_end_is_named(work, given, bounds, cause, said):
    with pytest.raises(Stopped) as told:
        whole(work, *given, bounds=bounds)
    assert (told.value.cause, said in str(told.value)) == (cause, True)


def test_what_came_before_the_end_is_whole():
    slow = pieces(map, time.sleep, (0, 0, 600), bounds=replace(WIDE, patience=0.5))
    assert (next(slow), next(slow)) == (None, None)
    with pytest.raises(Stopped):
        next(slow)


def test_who_stops_listening_leaves_nothing_running():
    endless = pieces(itertools.repeat, "x", bounds=WIDE)
    assert (next(endless), next(endless)) == ("x", "x")
    endless.close()
    with pytest.raises(StopIteration):
        next(endless)


def test_it_writes_no_file_and_starts_no_program(tmp_path: Path):
    with pytest.raises(OSError, match="too large"):
        whole(Path.write_bytes, tmp_path / "x", b"x" * 10, bounds=WIDE)
    assert whole(os.getenv, "PATH", bounds=WIDE) is None, "it knows nothing of our settings"
