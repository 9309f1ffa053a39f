"""Files of others are the ones that their README names, unchanged, each with its licence."""

import hashlib
import re
from pathlib import Path

import concord.ui

VENDOR = Path(concord.ui.__file__).parent / "static" / "ui" / "vendor"
ROW = re.compile(
    r"^\| `(?P<file>[^`]+)` \| [^|]+ \| [^|]+ \| (?P<texts>[^|]+) \| `(?P<sum>[0-9a-f]{64})` \|$", re.MULTILINE
)
ROWS = [match.groupdict() for match in ROW.finditer((VENDOR / "README.md").read_text("utf-8"))]


def test_every_file_has_its_sum():
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*") if path.is_file()}
    del files["README.md"]
    assert files == {row["file"]: row["sum"] for row in ROWS}


def test_every_licence_is_there_and_used():
    assert {path.name for path in (VENDOR / "licences").iterdir()} == {
        text for row in ROWS for text in row["texts"].split(", ")
    }


def test_sheets_name_only_fonts_that_are_there():
    sheets = "".join(path.read_text("utf-8") for path in (VENDOR.parent / "css").glob("*.css"))
    assert set(re.findall(r'url\("\.\./vendor/([^"]+)"\)', sheets)) == {path.name for path in VENDOR.glob("*.woff2")}
