import pytest
from hypothesis import given
from tests.redline import papers

from concord.redline.interchange import NotAPaper, from_json, to_json
from concord.redline.markdown import to_markdown
from concord.redline.paper import Clause, Masthead, Paper
from concord.redline.tokens import tokenise
from concord.redline.values import Op, Proposal


@given(papers.papers())
def test_what_is_written_as_json_is_read(paper: Paper):
    assert from_json(text=to_json(paper=paper)) == paper


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "other"}', '{"format": "concord.paper/1", "clauses": [1]}']
)
def test_anything_else_is_refused(text: str):
    with pytest.raises(NotAPaper):
        from_json(text=text)


def test_markdown_shows_who_proposes_what_and_escapes_the_words():
    base = tokenise(text="States *shall* report.")
    may = Proposal("k", "Kazakhstan", (Op(2, 3, ("may",)),), explanation="Softer.")
    paper = Paper(
        Masthead("Plan", "L.1"), (Clause("u", base, "1.", "paragraph", (may,)), Clause("v", ("End",), style="part"))
    )
    assert to_markdown(paper=paper).split("\n\n") == [
        "# Plan",
        r"L\.1 · en",
        r"1\. States \*~~shall~~{Kazakhstan}**may**{Kazakhstan}\* report\.",
        r"> Kazakhstan: Softer\.",
        "## End\n",
    ]
