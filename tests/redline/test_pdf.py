"""Pages as a reader and a screen reader meet them: the words, their order, the tags, the furniture."""

import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.redline import papers

from concord.redline import pdf
from concord.redline.diff import diff
from concord.redline.paper import Clause, Masthead, Paper, clean_paper, compared_paper
from concord.redline.pdf import Words, unprintable
from concord.redline.report import Entry, Report, Statement
from concord.redline.tokens import text_of, tokenise
from concord.redline.values import Kind, Op, Proposal

BARE = Masthead("Plan", language="en")
LETTERS = {
    "Kazakh": "ӘәҒғҚқҢңӨөҰұҮүҺһІі ÄäĞğİıÑñÖöŞşÜüŪūÁáŃńÝý",
    "Kyrgyz": "ҢңӨөҮү",
    "Tajik": "ҒғӢӣҚқӮӯҲҳҶҷ",
    "Turkmen": "ÄäÇçŇňÖöŞşÜüÝýŽž",
    "Uzbek": "OʻoʻGʻgʻʼ ÇçĞğÖöŞş ЎўҚқҒғҲҳ",
    "Russian": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя «»№–—…",
    "English": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz “”‘’§°%&@",
}
HOSTILE = (
    '#read("/etc/passwd")',
    "]]]))}}",
    "```raw```",
    '#import "@preview/a:1.0.0": *',
    "$x^2$",
    "*bold* _slanted_ <label> @label",
    "// gone /* gone */",
    "\\u{41} \\#",
    '"; panic("x',
    "= Heading - item + item / term: x",
    "#sys.inputs {n} {m} {}",
    "-- --- ... ~ fi ffl",
)
_WORDS = st.sampled_from(
    (*" ".join(HOSTILE).split(), "shall ", "Ҳукумат", "Oʻzbekiston,", "\n", "Türkmenistanyň", "[1]")
)
_TEXTS = st.lists(_WORDS, max_size=60).map(" ".join)
_STYLES = st.sampled_from(papers.STYLES)
PROFILE = settings().max_examples
PAGES = settings(max_examples=50 if PROFILE <= 200 else PROFILE)
"""A page takes its time to set: all examples by night, fifty by day."""


def pages(data: bytes) -> list[list[str]]:
    """The lines of each page."""
    return [page.extract_text().splitlines() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def body(data: bytes) -> list[str]:
    """The lines of a paper with a bare masthead, without the language above and the number below, and the title."""
    return [line.rstrip() for page in pages(data) for line in page[1:-1]][1:]


def words(data: bytes) -> list[str]:
    return " ".join(body(data)).split()


def structure(data: bytes) -> list[str]:
    """The tags of the document, in reading order."""
    root = pypdf.PdfReader(io.BytesIO(data)).root_object["/StructTreeRoot"]
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if isinstance(node, pypdf.generic.IndirectObject) else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node["/S"])
            walk(node.get("/K"))

    walk(root["/K"])
    return found


def rolling() -> Paper:
    base = tokenise(text="States shall report every year.")
    may = diff(before=base, after=tokenise(text="States may report every second year."))
    return Paper(
        Masthead("Joint Plan", "CA/2026/L.1", "en", "2 March 2026", "Limited", "RESTRICTED", "Regional Centre"),
        (
            Clause("p", tokenise(text="Borders"), "I.", "part"),
            Clause(
                "a",
                base,
                "1.",
                "measure",
                (
                    Proposal("t-1", "Tajikistan", may, 1, ("Oʻzbekiston",), explanation="Capacity."),
                    Proposal("t-2", "Türkmenistan", (), 2, kind=Kind.NOC),
                ),
            ),
            Clause("b", (), "1 bis", "measure", (Proposal("k", "Kyrgyzstan", (Op(0, 0, ("New.",)),), kind=Kind.ADD),)),
        ),
    )


@PAGES
@given(st.lists(st.tuples(_TEXTS, _STYLES), max_size=4))
def test_the_page_holds_exactly_the_words_in_order(texts: list[tuple[str, str]]):
    clauses = tuple(Clause(f"u{n}", tokenise(text=text), style=style) for n, (text, style) in enumerate(texts))
    paper = Paper(BARE, clauses)
    written = " ".join(text_of(tokens=c.tokens) for c in paper.clauses).split()
    assert "".join(words(pdf.write(paper=paper))) == "".join(written)  # a long word may break at a sign within


@PAGES
@given(papers.papers())
def test_any_paper_becomes_a_page(paper: Paper):
    """Rolling, as well as with everything accepted; typst holds the file to PDF/UA-1 while it writes."""
    everything = {p.key for c in paper.clauses for p in c.proposals}
    for one in (paper, clean_paper(paper=paper, accepted=everything)):
        assert pdf.write(paper=one).startswith(b"%PDF-")


@PAGES
@given(st.text(max_size=30))
def test_no_character_stops_the_page(text: str):
    """What the fonts lack is written out, each character by its number."""
    shown = "".join(words(pdf.write(paper=Paper(BARE, (Clause("u", (text,)),)))))
    for character in unprintable(text=text):
        assert f"‹U+{ord(character):04X}›" in shown


@pytest.mark.parametrize("text", HOSTILE)
def test_words_are_never_markup(text: str):
    """Wherever a person's words can stand."""
    base = tokenise(text=text)
    proposal = Proposal("k", text, (Op(0, len(base), (text,)),), sponsors=(text,), explanation=text)
    masthead = Masthead(text, text, "en", text, text, text, text)
    paper = Paper(masthead, (Clause("a", base, text, "part"), Clause("b", base, text, "measure", (proposal,))))
    shown = " ".join(line for page in pages(pdf.write(paper=paper)) for line in page)
    bare = "".join(text.split()).translate(str.maketrans("[]", "⁅⁆"))
    assert "".join(shown.split()).translate(str.maketrans("[]", "⁅⁆")).count(bare) >= 14
    said = Statement(text, text, text)
    report = Report(masthead, (Entry(text, text, 1, base, text, (said,), (said,), (said,)),), (text,), (text,))
    assert len(pages(pdf.write_report(report=report))) >= 1


@pytest.mark.parametrize("language", LETTERS)
def test_every_letter_is_there(language: str):
    letters = LETTERS[language]
    assert unprintable(text=letters) == ""
    for style in ("part", "chapeau", "measure"):
        paper = Paper(BARE, (Clause("u", tokenise(text=letters), style=style),))
        assert words(pdf.write(paper=paper)) == letters.split()


def test_furniture_on_every_page():
    paper = replace(rolling(), clauses=tuple(Clause(f"u{n}", ("word ",) * 600) for n in range(3)))
    found = pages(pdf.write(paper=paper))
    assert len(found) == 3
    head = ["Regional Centre", "RESTRICTED", "CA/2026/L.1", "Distr.: Limited", "2 March 2026", "English"]
    for number, page in enumerate(found, start=1):
        assert page[:6] == head
        assert page[-1] == f"CA/2026/L.1 RESTRICTED Page {number} of 3"


def test_the_rolling_text_says_in_words_who_asks_for_what():
    assert pages(pdf.write(paper=rolling()))[0][6:-1] == [
        "Joint Plan",
        "I. Borders",
        "1. States [delete – Tajikistan, Oʻzbekiston: shall] [insert – Tajikistan, Oʻzbekiston: may] report every ",
        "[insert – Tajikistan, Oʻzbekiston: second] year.",
        "Explanation – Tajikistan, Oʻzbekiston: Capacity.",
        "No change – Türkmenistan",
        "1 bis [insert – Kyrgyzstan: New.]",
        "New provision – Kyrgyzstan",
    ]


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("a", "Move the provision, to stand behind 1. – Tajikistan"),
        ("", "Move the provision, to the beginning – Tajikistan"),
        (None, "Move the provision – Tajikistan"),
    ],
)
def test_a_move_says_where(after: str | None, said: str):
    move = Proposal("t", "Tajikistan", (), kind=Kind.MOVE, after=after)
    paper = Paper(BARE, (Clause("a", ("One",), "1."), Clause("b", ("Two",), "2.", proposals=(move,))))
    assert body(pdf.write(paper=paper)) == ["1. One", "2. Two", said]


def test_a_comparison_shows_both_texts():
    before = Paper(BARE, (Clause("a", tokenise(text="States shall act."), "1."),))
    after = Paper(BARE, (Clause("a", tokenise(text="States may act."), "1."),))
    data = pdf.write(paper=compared_paper(before=before, after=after, author="Revision 2"))
    assert body(data) == ["1. States [delete – Revision 2: shall] [insert – Revision 2: may] act."]


def test_brackets_that_somebody_typed_are_told_from_those_of_the_page():
    base = tokenise(text="a [b] c")
    paper = Paper(BARE, (Clause("a", base, proposals=(Proposal("k", "Kazakhstan", (Op(0, 1, ("x ",)),)),)),))
    assert body(pdf.write(paper=paper)) == ["[delete – Kazakhstan: a] [insert – Kazakhstan: x] ⁅b⁆ c"]
    clean = Paper(BARE, (Clause("a", base),))
    assert words(pdf.write(paper=clean)) == ["a", "[b]", "c"]


def test_a_report_of_a_meeting():
    entry = Entry(
        "Borders",
        "3",
        tokens=tokenise(text="States may report."),
        outcome="agreed ad referendum",
        positions=(Statement("Kazakhstan", "supports"), Statement("Türkmenistan", "observes", "We stay neutral.")),
        reservations=(Statement("Kyrgyzstan", "reserves", "On water."),),
        explanations=(Statement("Tajikistan", "", "As in 2011."),),
    )
    report = Report(BARE, (entry, Entry("Water", "3.1", 2, outcome="parked")), ("Opened at ten.",), ("Closed at six.",))
    data = pdf.write_report(report=report, on=date(2026, 3, 2))
    assert body(data) == [
        "Opened at ten.",
        "3 Borders",
        "States may report.",
        "Outcome: agreed ad referendum",
        "Positions",
        "Delegation Position Statement",
        "Kazakhstan supports",
        "Türkmenistan observes We stay neutral.",
        "Reservations",
        "Kyrgyzstan, reserves: On water.",
        "Explanations of position",
        "Tajikistan: As in 2011.",
        "3.1 Water",
        "Outcome: parked",
        "Closed at six.",
    ]
    tags = structure(data)
    assert [tags.count(tag) for tag in ("/Table", "/TR", "/TH", "/TD", "/H1", "/H2")] == [1, 3, 3, 6, 1, 4]


@pytest.mark.parametrize("levels", [(2,), (2, 1, 2), (1, 9), (-1,)])
def test_entries_may_begin_at_any_level(levels: tuple[int, ...]):
    entries = tuple(Entry("", "", level, positions=(Statement("Kazakhstan"),)) for level in levels)
    tags = structure(pdf.write_report(report=Report(BARE, entries)))
    assert tags.count("/Table") == len(levels)


def test_declares_what_it_is():
    data = pdf.write(paper=rolling(), on=date(2026, 3, 2))
    reader = pypdf.PdfReader(io.BytesIO(data))
    root = reader.root_object
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "en"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert reader.metadata is not None
    assert reader.metadata.title == "Joint Plan"
    assert structure(data).count("/H1") == 1


@pytest.mark.parametrize(
    ("language", "name", "page", "change"),
    [
        ("ru", "Русский", "Страница 1 из 1", "исключить – Tajikistan"),
        ("kk", "Қазақша", "Page 1 of 1", "delete – Tajikistan"),
        ("x-own", "x-own", "Page 1 of 1", "delete – Tajikistan"),
    ],
)
def test_the_page_speaks_the_papers_language(language: str, name: str, page: str, change: str):
    paper = rolling()
    lines = pages(pdf.write(paper=replace(paper, masthead=replace(paper.masthead, language=language))))[0]
    assert lines[5] == name
    assert lines[-1].endswith(page)
    assert any(change in line for line in lines)


def test_words_of_the_page_can_be_given():
    assert pages(pdf.write(paper=Paper(BARE, ()), words=Words(page="{n}/{m}")))[0][-1] == "1/1"


def test_the_same_paper_gives_the_same_bytes():
    first, second = (pdf.write(paper=rolling(), on=date(2026, 3, 2)) for _ in range(2))
    assert first == second
    assert pdf.write(paper=rolling(), on=date(2026, 3, 3)) != first
