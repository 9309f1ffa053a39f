"""A database that cannot serve is told in a sentence that says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONCORD = Path(sys.executable).with_name("concord")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("", "Error: The database is new, or of an older version: run `concord prepare` first.\n"),
        ("postgresql://nobody@/nothing?host=/nowhere", "Error: The database does not answer: "),
    ],
)
def test_what_to_do_is_said(tmp_path, address, told):
    environment = {**os.environ, "CONCORD_HOME": str(tmp_path), "CONCORD_DATABASE_URL": address}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run([CONCORD, "load", "reference"], env=environment, capture_output=True, text=True, check=False)  # noqa: S603  our own command
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr[: len(told)] == told
    assert "Traceback" not in done.stderr
