"""What a Word file says, without asking the code under test."""

from io import BytesIO
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(data: bytes) -> etree._Element:
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def lines(data: bytes) -> list[str]:
    """Paragraphs without the title, each without the run that numbers it."""
    runs = [list(p.iter(f"{W}r"))[1:] for p in document(data).iter(f"{W}p")]
    said = ["".join(words for run in each for words in run.itertext(f"{W}t")) for each in runs]
    return [words for words in said[1:] if words]


def authors(data: bytes) -> set[str]:
    return {each.get(f"{W}author") for each in document(data).iter(f"{W}ins", f"{W}del")}
