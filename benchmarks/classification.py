"""Relevance and measures found by the shipped vocabulary against labels given by reading, and against simpler ways on
the same activities in the same run: never relevant, sector codes alone, the same phrases as plain words without stems.

`python benchmarks/classification.py` prints one JSON line for each claim; `--report` adds the tables of
docs/classification.md to standard error; `--half dev` looks at the half on which the vocabulary was tuned.
"""

import argparse
import json
import platform
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from _labelled import AREA, DATA, Activity, Label, activities, compiled, definition, labels, phrases_and_codes
from _scores import Case, Score, by_measure, interval, macro_f1, micro, relevance_score
from concord.assistance.logic.classification import Vocabulary, classify
from concord.assistance.logic.classification.languages import language_of
from concord.assistance.logic.classification.words import keys_of
from concord.assistance.logic.relevance import relevance
from concord.strategy.terms import Aside

BOUNDS = {"relevance": 0.75, "macro": 0.6, "micro": 0.6, "speed": 3000.0}
ENOUGH = 3
Found = tuple[bool, tuple[str, ...]]
_WORD = re.compile(r"\w+")


def with_vocabulary(vocabulary: Vocabulary) -> Callable[[Activity], Found]:
    def found(activity: Activity) -> Found:
        classification = classify(vocabulary=vocabulary, subject=activity.subject)
        concerned = relevance(classification=classification, places=activity.places, area=AREA).is_relevant
        return concerned, tuple(each.key for each in classification.measures) if concerned else ()

    return found


def with_plain_words(threshold: float) -> Callable[[Activity], Found]:
    """A measure is found where one of its phrases that would suffice alone stands in the text letter by letter."""
    phrases, _ = phrases_and_codes(definition())
    asides = {each.value for each in Aside}
    wanted = [
        (f" {_plain(each.phrase)} ", each.subject)
        for each in phrases
        if each.weight >= threshold and each.subject not in asides
    ]

    def found(activity: Activity) -> Found:
        text = f" {_plain(' '.join(words for _, words in (*activity.subject.titles, *activity.subject.texts)))} "
        keys = tuple(dict.fromkeys(key for phrase, key in wanted if phrase in text))
        return bool(keys), keys

    return found


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def never(_activity: Activity) -> Found:
    return False, ()


def cases(
    way: Callable[[Activity], Found], given: Iterable[Label], known: dict[str, Activity], weights: dict[str, float]
) -> list[Case]:
    rows = []
    for label in given:
        concerned, keys = way(known[label.identifier])
        first = keys[0] if keys else ""
        weight = weights[label.stratum]
        rows.append(Case(label.stratum, label.relevant, concerned, label.measures, frozenset(keys), first, weight))
    return rows


def corpus_weights(given: Sequence[Label], known: dict[str, Activity]) -> dict[str, float]:
    """For how many activities of the corpus one labelled activity of strata S and R stands. C stands for itself."""
    drawn = Counter(label.stratum for label in given)
    secure = sum(each.is_security for each in known.values())
    return {"S": secure / drawn["S"], "R": (len(known) - secure) / drawn["R"], "C": 1.0}


def drawn(rows: Sequence[Case]) -> list[Case]:
    """The random strata; C was searched for and would flatter."""
    return [row for row in rows if row.stratum != "C"]


def speed(vocabulary: Vocabulary, known: Sequence[Activity]) -> float:
    """Activities a second on one core, the best of three: processor time, so that neighbours do not count. Nothing is
    remembered from the pass before, as in an import.
    """
    best = float("inf")
    for _ in range(3):
        keys_of.cache_clear()
        language_of.cache_clear()
        begin = time.process_time()
        for each in known:
            classify(vocabulary=vocabulary, subject=each.subject)
        best = min(best, time.process_time() - begin)
    return len(known) / best


def claim(name: str, *, measured: float, unit: str, baseline: float, bound: float) -> None:
    print(
        json.dumps(
            {
                "claim": name,
                "measured": round(measured, 3),
                "unit": unit,
                "baseline": round(baseline, 3),
                "ratio": round(measured / baseline, 2) if baseline else None,
                "bound": bound,
                "holds": measured >= bound and measured > baseline,
                "machine": f"{platform.machine()} {platform.system()} Python {platform.python_version()}",
            }
        )
    )


def report(rows: Sequence[Case], ways: dict[str, list[Case]], keys: Sequence[str]) -> None:
    def line(name: str, score: Score, interval_of: tuple[float, float] | None = None) -> None:
        spread = f" (95 %: {interval_of[0]:.2f} to {interval_of[1]:.2f})" if interval_of else ""
        print(
            f"{name:44} P {score.precision:.2f} R {score.recall:.2f} F1 {score.f1:.2f}{spread}"
            f"  [{score.hits:.0f} found, {score.false:.0f} false, {score.missed:.0f} missed]",
            file=sys.stderr,
        )

    for stratum in "SRC":
        of = [row for row in rows if row.stratum == stratum]
        line(f"relevance, stratum {stratum}, n = {len(of)}", _unweighted(of))
    line("relevance, all", _unweighted(rows), interval(rows, lambda some: _unweighted(some).f1))
    for measure in ("precision", "recall", "f1"):
        low, high = interval(drawn(rows), lambda some, m=measure: getattr(relevance_score(some), m))
        print(f"  reweighted to the corpus, {measure}: 95 % {low:.2f} to {high:.2f}", file=sys.stderr)
    for name, some in ways.items():
        line(f"relevance, reweighted, {name}", relevance_score(drawn(some)))
        line(f"measures, micro, {name}", micro(some), interval(some, lambda part: micro(part).f1))
        low, high = interval(some, lambda part: macro_f1(part, keys=keys))
        print(f"  macro-F1 {macro_f1(some, keys=keys):.2f} (95 %: {low:.2f} to {high:.2f})", file=sys.stderr)
        every = sorted({key for row in some for key in row.measures})
        print(f"  macro-F1 over all {len(every)} labelled: {macro_f1(some, keys=every):.2f}", file=sys.stderr)
    served = [row for row in rows if row.relevant]
    right = sum(row.first in row.measures for row in served)
    print(f"best measure is a labelled one: {right} of {len(served)}", file=sys.stderr)
    for key, score in sorted(by_measure(rows).items()):
        line(key, score)
    confusion = Counter(
        (missed, instead)
        for row in rows
        for missed in row.measures - row.found
        for instead in (row.found - row.measures or {"nothing more"})
    )
    print("expected, found instead:", confusion.most_common(12), file=sys.stderr)


def _unweighted(rows: Sequence[Case]) -> Score:
    return Score(
        sum(row.relevant and row.found_relevant for row in rows),
        sum(not row.relevant and row.found_relevant for row in rows),
        sum(row.relevant and not row.found_relevant for row in rows),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("test", "dev"), default="test")
    parser.add_argument("--report", action="store_true")
    options = parser.parse_args()
    folder = DATA / "us-2025-03"
    if not folder.is_dir():
        print(f"skipped: {folder} is not here; set CONCORD_TEST_DATA", file=sys.stderr)
        return
    words = definition()
    vocabulary = compiled(words)
    known = {each.identifier: each for each in activities(folder)}
    given = [label for label in labels() if label.split == options.half]
    weights = corpus_weights(given, known)
    ways: dict[str, Callable[[Activity], Found]] = {
        "vocabulary": with_vocabulary(vocabulary),
        "sector codes alone": with_vocabulary(compiled(words, words=False)),
        "plain words": with_plain_words(vocabulary.calibration.threshold),
        "never": never,
    }
    results = {name: cases(way, given, known, weights) for name, way in ways.items()}
    counts = Counter(key for label in given for key in label.measures)
    keys = sorted(key for key, count in counts.items() if count >= ENOUGH)
    ours, others = results["vocabulary"], [rows for name, rows in results.items() if name != "vocabulary"]
    claim(
        f"relevance F1, {options.half} half, strata S and R reweighted to the corpus",
        measured=relevance_score(drawn(ours)).f1,
        unit="F1",
        baseline=max(relevance_score(drawn(rows)).f1 for rows in others),
        bound=BOUNDS["relevance"],
    )
    claim(
        f"measures macro-F1, {options.half} half, {len(keys)} measures with at least {ENOUGH} labels",
        measured=macro_f1(ours, keys=keys),
        unit="F1",
        baseline=max(macro_f1(rows, keys=keys) for rows in others),
        bound=BOUNDS["macro"],
    )
    claim(
        f"measures micro-F1, {options.half} half, all labels",
        measured=micro(ours).f1,
        unit="F1",
        baseline=max(micro(rows).f1 for rows in others),
        bound=BOUNDS["micro"],
    )
    if options.report:
        report(ours, results, keys)
    everything = list(known.values())
    begin = time.process_time()
    for each in everything:
        ways["plain words"](each)
    claim(
        "classification speed on one core, processor time, evidence included",
        measured=speed(vocabulary, everything),
        unit="activities/s",
        baseline=len(everything) / (time.process_time() - begin),
        bound=BOUNDS["speed"],
    )


if __name__ == "__main__":
    main()
