"""Numbers of provisions stand before the words, and what somebody types beside them is not lost."""

from tests.redline.files import WHO, docx, dt, gone, ins, p, t

from concord.redline.paper import Clause, Masthead, Paper
from concord.redline.tokens import tokenise
from concord.redline.values import Kind, Op
from concord.redline.word import read

STYLE = '<w:rPr><w:rStyle w:val="ClauseNumber"/></w:rPr>'
LABEL = f"<w:r>{STYLE}<w:t>1.</w:t><w:tab/></w:r>"
BASE = Paper(Masthead(""), (Clause("u", tokenise(text="States act."), "1."),))


def styled(text: str) -> str:
    return f'<w:r>{STYLE}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_words_typed_behind_the_number_are_words():
    reading = read(data=docx(p(LABEL, ins(styled("All ")), t("States act."))), base=BASE)
    assert [f.proposal.ops for f in reading.found] == [(Op(0, 0, ("All ",)),)]
    assert reading.unplaced == ()


def test_a_number_that_is_struck_is_listed():
    struck = gone(f"<w:r>{STYLE}<w:delText>1.</w:delText><w:tab/></w:r>")
    reading = read(data=docx(p(struck, t("States act."))), base=BASE)
    assert reading.found == ()
    assert {(u.reason, u.author) for u in reading.unplaced} == {("the number of the provision", "Kazakhstan")}
    everything = read(data=docx(p(struck, gone(dt("States act.")))), base=BASE)
    assert ([f.proposal.kind for f in everything.found], everything.unplaced) == ([Kind.SUP], ())


def test_a_new_paragraph_in_the_style_of_numbers_keeps_its_words():
    for inner, words in ((styled("New words."), "New words."), (LABEL + styled("New words."), "New words.")):
        reading = read(data=docx(p(LABEL, t("States act.")) + p(ins(inner), mark="ins") + p()), base=BASE)
        assert [(f.proposal.kind, "".join(f.proposal.ops[0].words)) for f in reading.found] == [(Kind.ADD, words)]
        assert reading.unplaced == ()


def test_a_paragraph_split_at_its_beginning():
    first = f"<w:p><w:pPr><w:rPr><w:ins {WHO}/></w:rPr></w:pPr>{LABEL}{ins(styled('Chapeau'))}</w:p>"
    reading = read(data=docx(first + p(t("States act."))), base=BASE)
    texts = ["".join(word for op in f.proposal.ops for word in op.words) for f in reading.found]
    assert "Chapeau" in "".join(texts)
