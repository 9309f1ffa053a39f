"""From one revision to the next in all languages, as values: words, places, translations, and the fate of the rest."""

from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.plans.logic.consolidation import Version, Words, consolidated
from concord.plans.logic.structure import Ask, StructureClash
from concord.plans.terms import FootingState
from concord.redline import Clashing, Kind, Node, Op, Proposal, apply, clashes, diff, digest, text_of, tokenise

SPACE = UUID(int=7)
EN = {
    "a": "States shall report every year.",
    "b": "Border posts are equipped jointly.",
    "c": "Data are exchanged. Requests are answered.",
}
RU = {"a": "Государства отчитываются.", "b": "Посты оснащаются.", "c": "Данные передаются. Запросы рассматриваются."}


def uuid(name):
    return str(uuid5(SPACE, name))


def version(en=EN, ru=RU):
    words = {}
    for name, text in en.items():
        tokens = tokenise(text=text)
        words[uuid(name), "en"] = Words(tokens=tokens)
        if name in ru:
            words[uuid(name), "ru"] = Words(tokens=tokenise(text=ru[name]), translates=digest(tokens=tokens))
    nodes = {uuid(name): Node(uuid(name), "paragraph", "", order) for name, order in zip(en, "abc", strict=True)}
    return Version(language="en", nodes=nodes, words=words)


def ask(key, on, kind=Kind.MOD, *, ops=(), language="en", order=0, **places):
    names = {"parent": uuid(places["parent"])} if places.get("parent") else {}
    joins = tuple(uuid(name) for name in places.get("joins", ()))
    return Ask(
        proposal=Proposal(key, "kz", tuple(ops), order, kind=kind),
        identity=uuid(key),
        provision=uuid(on),
        language=language,
        place=places.get("place", ""),
        splits=places.get("splits", ()),
        joins=joins,
        **names,
    )


def mod(key, on, after, *, language="en", order=0, texts=None):
    before = tokenise(text=(texts or {"en": EN, "ru": RU}[language])[on])
    return ask(key, on, ops=diff(before=before, after=tokenise(text=after)), language=language, order=order)


def run(accepted, waiting=(), kinds=None, start=None):
    return consolidated(version=start or version(), kinds=kinds or {}, accepted=accepted, waiting=waiting)


def words(result, name, language="en"):
    return text_of(tokens=result.version.words[uuid(name), language].tokens)


def is_fresh(result, name):
    source, other = (result.version.words.get((uuid(name), language)) for language in ("en", "ru"))
    return source is not None and other is not None and other.translates == source.digest


def order(result):
    return [node.uuid for node in sorted(result.version.nodes.values(), key=lambda n: n.order)]


def test_what_is_agreed_becomes_text_and_the_rest_follows_or_waits():
    may = mod("uz-1", "a", "States may report every year.", order=2)
    month = mod("tj-1", "a", "States shall report every month.", order=3)
    same = mod("kg-1", "a", "States should report every year.", order=4)
    result = run([mod("kz-1", "a", "States should report every year.", order=1)], [may, month, same])
    assert words(result, "a") == "States should report every year."
    fates = result.fates
    assert (fates["uz-1"].state, fates["uz-1"].clashes_with) == (FootingState.RETABLE, ("kz-1",))
    assert fates["uz-1"].ops == may.proposal.ops
    assert fates["kg-1"].state is FootingState.ABSORBED
    stands = fates["tj-1"]
    assert (stands.state, stands.base) == (FootingState.STANDING, result.version.words[uuid("a"), "en"].digest)
    now = result.version.words[uuid("a"), "en"].tokens
    assert text_of(tokens=apply(base=now, ops=stands.ops)) == "States should report every month."


def test_only_the_touched_provision_is_to_be_translated_anew():
    result = run([mod("kz-1", "a", "States should report every year.")])
    assert [is_fresh(result, name) for name in "abc"] == [False, True, True]
    assert result.touched == {uuid("a")}


def test_words_changed_in_a_translation_mark_it_too():
    result = run([mod("kz-1", "b", "Посты оснащаются совместно.", language="ru")])
    assert words(result, "b", "ru") == "Посты оснащаются совместно."
    assert [is_fresh(result, name) for name in "abc"] == [True, False, True]


def test_words_that_clash_are_never_consolidated():
    with pytest.raises(Clashing):
        run([mod("kz-1", "a", "States may report every year."), mod("uz-1", "a", "States should report every year.")])


def test_an_added_provision_stands_in_its_place_and_rivals_in_tabling_order():
    late = ask("uz-1", "late", Kind.ADD, ops=[Op(0, 0, ("Later", "."))], place="ai", order=2)
    early = ask("kz-1", "early", Kind.ADD, ops=[Op(0, 0, ("Earlier", "."))], place="ai", order=1)
    waiting = ask("tj-1", "third", Kind.ADD, ops=[Op(0, 0, ("Third", "."))], place="ai", order=3)
    result = run([late, early], [waiting], kinds={uuid(n): "paragraph" for n in ("late", "early")})
    assert order(result) == [uuid(n) for n in ("a", "early", "late", "b", "c")]
    assert (words(result, "early"), words(result, "late")) == ("Earlier.", "Later.")
    assert result.fates["tj-1"].state is FootingState.STANDING
    assert uuid("third") not in result.version.nodes


def test_a_rival_for_the_same_new_provision_needs_retabling():
    one = ask("kz-1", "new", Kind.ADD, ops=[Op(0, 0, ("One",))], place="ai")
    other = ask("uz-1", "new", Kind.ADD, ops=[Op(0, 0, ("Other",))], place="ai")
    same = ask("tj-1", "new", Kind.ADD, ops=[Op(0, 0, ("One",))], place="ai")
    result = run([one], [other, same], kinds={uuid("new"): "paragraph"})
    assert words(result, "new") == "One"
    assert (result.fates["uz-1"].state, result.fates["uz-1"].clashes_with) == (FootingState.RETABLE, ("kz-1",))
    assert result.fates["tj-1"].state is FootingState.ABSORBED
    with pytest.raises(StructureClash):
        run([one, other], kinds={uuid("new"): "paragraph"})


def test_a_deleted_provision_takes_those_under_it_along():
    start = version()
    nodes = dict(start.nodes) | {uuid("c"): Node(uuid("c"), "paragraph", uuid("b"), "i")}
    under = Version(language="en", nodes=nodes, words=start.words)
    waiting = [
        mod("uz-1", "c", "Data are exchanged weekly. Requests are answered."),
        ask("tj-1", "b", Kind.SUP),
        ask("kg-1", "new", Kind.ADD, ops=[Op(0, 0, ("New",))], parent="b", place="i"),
    ]
    result = run([ask("kz-1", "b", Kind.SUP)], waiting, start=under)
    assert set(result.version.nodes) == {uuid("a")}
    assert set(result.version.words) == {(uuid("a"), "en"), (uuid("a"), "ru")}
    states = {key: (fate.state, fate.clashes_with) for key, fate in result.fates.items()}
    assert states == {
        "uz-1": (FootingState.RETABLE, ("kz-1",)),
        "tj-1": (FootingState.ABSORBED, ()),
        "kg-1": (FootingState.RETABLE, ("kz-1",)),
    }


def test_what_was_moved_away_in_time_is_not_deleted():
    start = version()
    nodes = dict(start.nodes) | {uuid("c"): Node(uuid("c"), "paragraph", uuid("b"), "i")}
    under = Version(language="en", nodes=nodes, words=start.words)
    away = ask("uz-1", "c", Kind.MOVE, place="d")
    result = run([ask("kz-1", "b", Kind.SUP), away], start=under)
    assert order(result) == [uuid("a"), uuid("c")]
    assert is_fresh(result, "c")


def test_a_move_changes_no_word_and_no_translation():
    same = ask("tj-1", "a", Kind.MOVE, place="d")
    other = ask("uz-1", "a", Kind.MOVE, place="bi")
    result = run([ask("kz-1", "a", Kind.MOVE, place="d")], [same, other])
    assert order(result) == [uuid(n) for n in "bca"]
    assert result.touched == frozenset()
    assert all(is_fresh(result, name) for name in "abc")
    assert result.fates["tj-1"].state is FootingState.ABSORBED
    assert (result.fates["uz-1"].state, result.fates["uz-1"].clashes_with) == (FootingState.RETABLE, ("kz-1",))


def test_provisions_under_each_other_are_refused():
    moves = [ask("kz-1", "a", Kind.MOVE, parent="b", place="i"), ask("uz-1", "b", Kind.MOVE, parent="a", place="i")]
    with pytest.raises(StructureClash) as refused:
        run(moves)
    assert refused.value.keys == ("kz-1", "uz-1")


def test_merged_provisions_keep_every_word_in_every_language():
    waiting = [
        mod("uz-1", "b", "Border posts are built jointly."),
        mod("tj-1", "c", "Data are exchanged weekly. Requests are answered."),
        ask("kg-1", "c", Kind.SUP),
    ]
    result = run([ask("kz-1", "b", Kind.MERGE, joins=["c"])], waiting)
    assert words(result, "b") == f"{EN['b']} {EN['c']}"
    assert words(result, "b", "ru") == f"{RU['b']} {RU['c']}"
    assert is_fresh(result, "b")
    assert order(result) == [uuid("a"), uuid("b")]
    fate = result.fates["uz-1"]
    now = result.version.words[uuid("b"), "en"].tokens
    assert text_of(tokens=apply(base=now, ops=fate.ops)) == f"Border posts are built jointly. {EN['c']}"
    for key in ("tj-1", "kg-1"):
        assert (result.fates[key].state, result.fates[key].clashes_with) == (FootingState.RETABLE, ("kz-1",))


def test_a_merged_translation_is_stale_if_a_piece_was():
    changed = mod("uz-1", "c", "Data are exchanged weekly. Requests are answered.")
    result = run([ask("kz-1", "b", Kind.MERGE, joins=["c"]), changed])
    assert words(result, "b") == f"{EN['b']} Data are exchanged weekly. Requests are answered."
    assert not is_fresh(result, "b")


def test_a_split_provision_breaks_in_its_own_language():
    cut = tokenise(text=EN["c"]).index("Requests ")
    first = mod("uz-1", "c", "Data are exchanged weekly. Requests are answered.")
    second = mod("tj-1", "c", "Data are exchanged. Requests are answered within a week.")
    keeps = ask("kg-1", "c", Kind.NOC)
    result = run([ask("kz-1", "c", Kind.SPLIT, splits=(cut,))], [first, second, keeps])
    (part,) = result.made[uuid("c")]
    assert words(result, "c") == "Data are exchanged."
    assert text_of(tokens=result.version.words[part, "en"].tokens) == "Requests are answered."
    assert (part, "ru") not in result.version.words
    assert words(result, "c", "ru") == RU["c"]
    assert not is_fresh(result, "c")
    assert order(result) == [uuid("a"), uuid("b"), uuid("c"), part]
    now = result.version.words[uuid("c"), "en"].tokens
    assert text_of(tokens=apply(base=now, ops=result.fates["uz-1"].ops)) == "Data are exchanged weekly."
    assert result.fates["tj-1"].state is FootingState.RETABLE
    assert result.fates["kg-1"].state is FootingState.RETABLE


def test_words_agreed_before_a_break_move_it():
    cut = tokenise(text=EN["c"]).index("Requests ")
    longer = mod("uz-1", "c", "Data and reports are exchanged. Requests are answered soon.")
    result = run([ask("kz-1", "c", Kind.SPLIT, splits=(cut,)), longer])
    (part,) = result.made[uuid("c")]
    assert words(result, "c") == "Data and reports are exchanged."
    assert text_of(tokens=result.version.words[part, "en"].tokens) == "Requests are answered soon."
    across = mod("tj-1", "c", "Data are exchanged and requests are answered.")
    with pytest.raises(StructureClash) as refused:
        run([ask("kz-1", "c", Kind.SPLIT, splits=(cut,)), across])
    assert refused.value.keys == ("kz-1", "tj-1")


def test_a_move_may_bring_words_of_its_own():
    before = tokenise(text=EN["a"])
    after = tokenise(text="States shall report every month.")
    moved = ask("kz-1", "a", Kind.MOVE, place="d", ops=diff(before=before, after=after))
    result = run([moved])
    assert words(result, "a") == "States shall report every month."
    assert order(result)[-1] == uuid("a")
    result = run([mod("uz-1", "a", "States shall report every month.")], [moved])
    assert (result.fates["kz-1"].state, result.fates["kz-1"].ops) == (FootingState.STANDING, ())


@pytest.mark.parametrize(
    "pair",
    [
        (ask("kz-1", "a", Kind.SUP), mod("uz-1", "a", "States may report every year.")),
        (ask("kz-1", "a", Kind.NOC), mod("uz-1", "a", "States may report every year.")),
        (ask("kz-1", "a", Kind.MOVE, place="d"), ask("uz-1", "a", Kind.MOVE, place="e")),
        (ask("kz-1", "b", Kind.SPLIT, splits=(2,)), ask("uz-1", "b", Kind.SPLIT, splits=(3,))),
        (ask("kz-1", "b", Kind.SPLIT, splits=(2,)), ask("uz-1", "b", Kind.MERGE, joins=["c"])),
        (ask("kz-1", "a", Kind.MERGE, joins=["c"]), ask("uz-1", "b", Kind.MERGE, joins=["c"])),
        (ask("kz-1", "a", Kind.MERGE, joins=["c"]), ask("uz-1", "c", Kind.SUP)),
        (ask("kz-1", "a", Kind.MOVE, parent="b", place="i"), ask("uz-1", "b", Kind.SUP)),
    ],
)
def test_what_cannot_stand_together_in_the_tree(pair):
    with pytest.raises(StructureClash) as refused:
        run(pair)
    assert refused.value.keys == ("kz-1", "uz-1")


WORDS = ("States", "shall", "may", "report", "meet", "every", "year", ".", ",", "[")
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8)


@st.composite
def tabled(draw):
    """A text in two languages and proposals on it, some of them a set that can stand together."""
    en = {name: " ".join(draw(SENTENCE)) for name in "abc"}
    ru = {name: " ".join(draw(SENTENCE)) for name in "abc"}
    asks = []
    for number in range(draw(st.integers(0, 7))):
        on, language = draw(st.sampled_from("abc")), draw(st.sampled_from(["en", "ru"]))
        texts = en if language == "en" else ru
        made = mod(f"p-{number}", on, " ".join(draw(SENTENCE)), language=language, order=number, texts=texts)
        if made.proposal.ops:
            asks.append(made)
    moves = draw(st.lists(st.sampled_from("abc"), unique=True, max_size=2))
    asks += [ask(f"m-{name}", name, Kind.MOVE, place=f"d{name}", order=50) for name in moves]
    if draw(st.booleans()):
        asks.append(ask("s", draw(st.sampled_from("abc")), Kind.SUP, order=60))
    if draw(st.booleans()):
        asks.append(ask("j", "a", Kind.MERGE, joins=[draw(st.sampled_from("bc"))], order=70))
    chosen = [each for each in asks if draw(st.booleans())]
    return version(en, ru), asks, chosen


def stand_together(start, chosen):
    by_place = {}
    for each in chosen:
        by_place.setdefault((each.provision, each.language), []).append(each.proposal)
    if any(not clash.soft for group in by_place.values() for clash in clashes(proposals=group)):
        return None
    try:
        return consolidated(version=start, kinds={}, accepted=chosen, waiting=())
    except StructureClash:
        return None


@given(tabled())
def test_every_consolidation_keeps_its_laws(example):
    start, asks, chosen = example
    if stand_together(start, chosen) is None:
        return
    waiting = [each for each in asks if each not in chosen]
    result = consolidated(version=start, kinds={}, accepted=chosen, waiting=waiting)
    after = result.version
    assert set(result.fates) == {each.key for each in waiting}
    assert {place[0] for place in after.words} == set(after.nodes)
    for each in waiting:
        fate = result.fates[each.key]
        now = after.words.get((each.provision, each.language))
        if fate.state is FootingState.STANDING and now is not None:
            assert fate.base == now.digest
            assert all(op.end <= len(now.tokens) for op in fate.ops)
        if fate.state is FootingState.RETABLE:
            assert fate.ops == each.proposal.ops
            assert fate.clashes_with
            assert set(fate.clashes_with) <= {ask.key for ask in chosen}
    merged = {uuid for each in chosen if each.kind is Kind.MERGE for uuid in (each.provision, *each.joins)}
    for uuid_ in start.nodes.keys() & after.nodes.keys() - merged:
        source, other = after.words[uuid_, "en"], after.words[uuid_, "ru"]
        assert (other.translates == source.digest) == (uuid_ not in result.touched)
    for words_ in after.words.values():
        assert tokenise(text=text_of(tokens=words_.tokens)) == words_.tokens


@given(tabled())
def test_agreeing_now_or_on_the_next_revision_leads_to_one_text(example):
    start, _, chosen = example
    together = stand_together(start, chosen)
    words_only = [each for each in chosen if each.kind is Kind.MOD]
    if together is None or len(words_only) < len(chosen) or not chosen:
        return
    first, last = chosen[:-1], chosen[-1]
    half = consolidated(version=start, kinds={}, accepted=first, waiting=[last])
    fate = half.fates[last.key]
    assert fate.state is not FootingState.RETABLE
    now = half.version.words[last.provision, last.language].tokens
    assert text_of(tokens=apply(base=now, ops=fate.ops)) == text_of(
        tokens=together.version.words[last.provision, last.language].tokens
    )
