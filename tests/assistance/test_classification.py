"""What counts as evidence, and how it adds up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.assistance.logic.classification import (
    Boilerplate,
    Classification,
    Code,
    Evidence,
    Phrase,
    Subject,
    Vocabulary,
    classify,
    subject_of,
)
from concord.assistance.terms import PartyFact, PartyRole, ProjectFacts, SectorFact
from concord.ui.text import Text

BORDER, CUSTOMS, POLICE = "GCTS:II.13", "GCTS:III.11", "GCTS:IV.4"
ASIDE, COMMON = "adjacent", "relevance"


def vocabulary(*phrases: Phrase, codes: tuple[Code, ...] = (), **calibration: float) -> Vocabulary:
    return Vocabulary.compile(
        measures=(BORDER, CUSTOMS, POLICE),
        phrases=phrases,
        codes=codes,
        outside=(ASIDE,),
        general=(COMMON,),
        calibration=calibration,
    )


def reading(of: Vocabulary, text: str = "", **more: object) -> Classification:
    return classify(vocabulary=of, subject=Subject(texts=(("en", text),), **more))  # type: ignore[arg-type]


def keys(found: Classification) -> tuple[str, ...]:
    return tuple(each.key for each in found.measures)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("border guard", "Training of border guards."),
        ("border guard", "BORDER GUARDS trained"),
        ("prevention of torture", "Preventing torture"),
        ("counter-terrorism", "counter terrorism"),
        ("пограничная служба", "Обучение сотрудников пограничной службы"),
        ("учёт оружия", "УЧЕТ ОРУЖИЯ"),
        ("охрана границы", "An English text with охраны границы inside"),
        ("EXBS", "The EXBS programme"),
    ],
)
def test_a_phrase_is_met_by_its_stems(phrase: str, text: str) -> None:
    assert keys(reading(vocabulary(Phrase(BORDER, "en", phrase, 0.6)), text)) == (BORDER,)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("arms", "Support to small farms"),
        ("border guard", "The border. Guards of the museum"),
        ("border guard", "guard of the border"),
        ("ATA", "Almaty was Alma-Ata"),
        ("border guard", "border, river and forest guard"),
    ],
)
def test_a_phrase_is_not_met_by_parts_of_words_across_sentences_or_out_of_order(phrase: str, text: str) -> None:
    assert reading(vocabulary(Phrase(BORDER, "en", phrase, 0.6)), text) == Classification()


def test_what_a_phrase_needs_may_stand_anywhere_in_the_project() -> None:
    of = vocabulary(Phrase(BORDER, "en", "customs", 0.6, needs=("contraband", "border post")))
    assert keys(reading(of, "Customs reform")) == ()
    assert keys(reading(of, "Customs reform", titles=(("en", "New border posts"),))) == (BORDER,)


def test_what_spoils_a_phrase_does_so_in_its_own_sentence_only() -> None:
    of = vocabulary(Phrase(BORDER, "en", "smuggling", 0.6, excludes=("wildlife",)))
    assert keys(reading(of, "Smuggling of wildlife is on the rise.")) == ()
    assert keys(reading(of, "Smuggling of goods. Wildlife is protected.")) == (BORDER,)


def test_the_longer_phrase_stands_for_the_shorter_of_the_same_measure() -> None:
    of = vocabulary(Phrase(BORDER, "en", "border", 0.4), Phrase(BORDER, "en", "border guard", 0.6))
    (match,) = reading(of, "border guards").measures
    assert [piece.text for piece in match.evidence] == ["border guards"]


def test_a_phrase_that_speaks_against_swallows_what_stands_inside_it() -> None:
    of = vocabulary(Phrase(POLICE, "en", "police", 0.6), Phrase(ASIDE, "en", "police academy museum", 0.01))
    assert keys(reading(of, "Police academy museum")) == ()
    assert keys(reading(of, "Police academy museum; police reform")) == (POLICE,)


def test_evidence_adds_up_as_chances_each_further_piece_discounted() -> None:
    of = vocabulary(
        Phrase(BORDER, "en", "checkpoint", 0.5), Phrase(BORDER, "en", "patrol", 0.5), repetition=0.8, threshold=0.5
    )
    assert reading(of, "checkpoint").score == 0.5
    assert reading(of, "checkpoint and patrol").score == 0.7
    assert reading(of, "checkpoint, checkpoint and checkpoint").score == 0.5


def test_what_lies_outside_lowers_an_unsure_score_more_than_a_sure_one() -> None:
    of = vocabulary(
        Phrase(BORDER, "en", "customs", 0.5),
        Phrase(POLICE, "en", "police reform", 0.9),
        Phrase(ASIDE, "en", "agriculture", 0.5),
        against=0.8,
    )
    assert reading(of, "customs for agriculture").score == pytest.approx(0.4)
    assert reading(of, "police reform and agriculture").score == pytest.approx(0.864)
    assert [piece.kind for piece in reading(of, "customs for agriculture").against] == ["against"]


def test_decisive_evidence_against_refutes_any_score() -> None:
    of = vocabulary(Phrase(POLICE, "en", "police reform", 0.9), Phrase(ASIDE, "en", "Southeast Asia", 0.97))
    assert keys(reading(of, "Police reform in Southeast Asia")) == ()


def test_general_evidence_counts_only_so_far_as_no_other_measure_is_sure() -> None:
    of = vocabulary(
        Phrase(POLICE, "en", "terrorism", 0.6),
        Phrase(COMMON, "en", "terrorism", 0.6),
        Phrase(BORDER, "en", "border guard", 0.8),
    )
    assert keys(reading(of, "Against terrorism")) == (POLICE,)
    found = reading(of, "Border guards against terrorism")
    assert keys(found) == (BORDER,)
    assert found.score == 0.8


def test_general_evidence_alone_names_no_measure() -> None:
    assert keys(reading(vocabulary(Phrase(COMMON, "en", "terrorism", 0.9)), "terrorism")) == ()


def test_shares_follow_scores_and_sum_to_one() -> None:
    of = vocabulary(Phrase(BORDER, "en", "border", 0.9), Phrase(CUSTOMS, "en", "border", 0.6))
    found = reading(of, "border")
    assert [(each.key, each.share) for each in found.measures] == [
        (BORDER, pytest.approx(0.6)),
        (CUSTOMS, pytest.approx(0.4)),
    ]


def test_runners_up_must_come_near_and_not_be_too_many() -> None:
    phrases = [Phrase(key, "en", "border", weight) for key, weight in ((BORDER, 0.9), (CUSTOMS, 0.8), (POLICE, 0.5))]
    assert keys(reading(vocabulary(*phrases), "border")) == (BORDER, CUSTOMS)
    assert keys(reading(vocabulary(*phrases, runner_up=0.5), "border")) == (BORDER, CUSTOMS, POLICE)
    assert keys(reading(vocabulary(*phrases, most=1), "border")) == (BORDER,)
    assert keys(reading(vocabulary(*phrases, threshold=0.95), "border")) == ()


def test_a_sector_weighs_what_its_share_says() -> None:
    of = vocabulary(codes=(Code(BORDER, "1", "15210", 0.6),))
    assert keys(reading(of, sectors=(SectorFact("1", "15210", "", 1.0),))) == (BORDER,)
    assert keys(reading(of, sectors=(SectorFact("1", "15210"),))) == (BORDER,)
    small = reading(of, sectors=(SectorFact("1", "15210", "", 0.1),))
    assert (keys(small), small.score) == ((), 0.06)


def test_a_five_digit_code_falls_back_to_its_category() -> None:
    of = vocabulary(codes=(Code(BORDER, "2", "152", 0.6), Code(POLICE, "1", "15220", 0.6)))
    assert keys(reading(of, sectors=(SectorFact("1", "15210"),))) == (BORDER,)
    assert keys(reading(of, sectors=(SectorFact("1", "15220"),))) == (POLICE,)


def test_a_publishers_own_codes_are_read_by_who_publishes() -> None:
    of = vocabulary(codes=(Code(BORDER, "99@US-GOV", "2", 0.6),))
    sector = (SectorFact("99", "2"),)
    assert keys(reading(of, sectors=sector, reporter="US-GOV-11")) == (BORDER,)
    assert keys(reading(of, sectors=sector, reporter="SE-0")) == ()


def test_tags_and_markers_are_read_as_codes_unless_a_marker_says_not_targeted() -> None:
    of = vocabulary(codes=(Code(BORDER, "tag:99", "BORDER", 0.6), Code(POLICE, "marker", "2", 0.6)))
    assert keys(reading(of, tags=(("99", "BORDER"),))) == (BORDER,)
    assert keys(reading(of, markers=(("2", "2"),))) == (POLICE,)
    assert keys(reading(of, markers=(("2", "0"),))) == ()


def test_codes_may_need_words() -> None:
    of = vocabulary(codes=(Code(BORDER, "1", "33120", 0.6, needs=("border", "customs post")),))
    sector = (SectorFact("1", "33120"),)
    assert keys(reading(of, "Trade rules", sectors=sector)) == ()
    assert keys(reading(of, "Trade rules at the border", sectors=sector)) == (BORDER,)


def test_names_of_organisations_weigh_less_than_texts() -> None:
    of = vocabulary(Phrase(BORDER, "en", "border service", 0.8), name=0.5)
    assert reading(of, "border service").score == 0.8
    assert reading(of, names=("Border Service",)).score == 0.4


def test_evidence_shows_the_words_where_they_stand() -> None:
    text = "To train the Border  Guards of Khatlon."
    (match,) = reading(vocabulary(Phrase(BORDER, "en", "border guard", 0.6)), text).measures
    assert match.evidence == (Evidence("phrase", "Border  Guards", "en", 0.6, "description", 13),)
    assert text[13:].startswith("Border  Guards")


def test_a_text_in_another_language_than_declared_is_noticed_and_its_phrases_weigh_less() -> None:
    text = (
        "Ce projet vise à renforcer les capacités des services de police et à améliorer la coopération entre les "
        "autorités nationales et les communautés locales. Il prévoit des formations et du matériel."
    )
    found = reading(vocabulary(Phrase(POLICE, "en", "police", 0.6), foreign=0.5), text)
    assert found.score == 0.3
    (doubt,) = found.doubts
    assert (doubt.declared, doubt.found) == ("en", "fr")


def test_boilerplate_is_passed_over_without_moving_what_follows() -> None:
    text = "Covers border costs. Border guards."
    of = Vocabulary.compile(
        measures=(BORDER,),
        phrases=(Phrase(BORDER, "en", "border", 0.6),),
        codes=(),
        boilerplate=(Boilerplate("covers [^.]*", "US-GOV"),),
    )
    (match,) = reading(of, text, reporter="US-GOV-11").measures
    assert [piece.start for piece in match.evidence] == [21]
    (match,) = reading(of, text, reporter="SE-0").measures
    assert [piece.start for piece in match.evidence] == [7]


def test_one_boilerplate_inside_another_hides_neither_whatever_their_order() -> None:
    patterns = (Boilerplate("redacted under .*"), Boilerplate("Border Act"))
    for order in (patterns, patterns[::-1]):
        of = Vocabulary.compile(
            measures=(BORDER,), phrases=(Phrase(BORDER, "en", "border", 0.6),), codes=(), boilerplate=order
        )
        assert keys(reading(of, "Redacted under the Border Act for border reasons")) == ()


def test_the_subject_of_facts_has_every_language_and_the_names_of_those_who_do_the_work() -> None:
    facts = ProjectFacts(
        title=Text.of(en="Border", ru="Граница"),
        parties=(PartyFact(PartyRole.FUNDING, "", "Police Fund"), PartyFact(PartyRole.IMPLEMENTING, "", "UNODC")),
        reporting_ref="XM-1",
    )
    subject = subject_of(facts=facts)
    assert subject.titles == (("en", "Border"), ("ru", "Граница"))
    assert (subject.names, subject.reporter) == (("UNODC",), "XM-1")


def test_nothing_said_is_nothing_found() -> None:
    assert classify(vocabulary=vocabulary(), subject=Subject()) == Classification()


def test_a_vocabulary_refuses_phrases_without_words_and_unknown_numbers() -> None:
    with pytest.raises(ValueError, match="no word"):
        vocabulary(Phrase(BORDER, "en", "—", 0.6))
    with pytest.raises(ValueError, match="tolerance"):
        vocabulary(tolerance=0.5)


WORDS = ("border", "guards", "customs", "police", "agriculture", "terrorism", "границы", "of", ".", "XYZ", "farm")
PHRASES = (
    Phrase(BORDER, "en", "border", 0.5),
    Phrase(BORDER, "en", "border guard", 0.7),
    Phrase(BORDER, "ru", "граница", 0.6),
    Phrase(CUSTOMS, "en", "customs", 0.6, needs=("border",)),
    Phrase(POLICE, "en", "police", 0.55, excludes=("farm",)),
    Phrase(POLICE, "en", "terrorism", 0.5),
    Phrase(COMMON, "en", "terrorism", 0.5),
    Phrase(ASIDE, "en", "agriculture", 0.6),
)
COMPILED = vocabulary(*PHRASES)


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_any_text_gives_scores_within_bounds_shares_of_a_whole_and_evidence_from_the_text(text: str) -> None:
    found = reading(COMPILED, text)
    assert all(COMPILED.calibration.threshold <= each.score <= 1 for each in found.measures)
    assert list(found.measures) == sorted(found.measures, key=lambda each: (-each.score, each.key))
    if found.measures:
        assert sum(each.share for each in found.measures) == pytest.approx(1)
    for piece in (*found.against, *(piece for each in found.measures for piece in each.evidence)):
        assert piece.start is not None
        assert text[piece.start : piece.start + len(piece.text)] == piece.text


@given(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
def test_reading_twice_finds_the_same(text: str) -> None:
    assert reading(COMPILED, text) == reading(COMPILED, text)
