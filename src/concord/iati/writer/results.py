from concord.iati.values import Baseline, Indicator, Measured, Period, Reference, Result
from concord.iati.writer.markup import Value, dated, tag, worded
from concord.iati.writer.parts import document


def result(one: Result) -> str:
    inside = [
        worded("title", one.titles),
        worded("description", one.descriptions),
        *map(document, one.documents),
        *map(_reference, one.references),
        *map(_indicator, one.indicators),
    ]
    return tag("result", {"type": one.type, "aggregation-status": one.aggregation}, "".join(inside))


def _reference(one: Reference) -> str:
    stated = {
        "vocabulary": one.vocabulary,
        "code": one.code,
        "vocabulary-uri": one.vocabulary_uri,
        "indicator-uri": one.indicator_uri,
    }
    return tag("reference", stated)


def _indicator(one: Indicator) -> str:
    inside = [
        worded("title", one.titles),
        worded("description", one.descriptions),
        *map(document, one.documents),
        *map(_reference, one.references),
        *map(_baseline, one.baselines),
        *map(_period, one.periods),
    ]
    stated: dict[str, Value] = {
        "measure": one.measure,
        "ascending": one.ascending,
        "aggregation-status": one.aggregation,
    }
    return tag("indicator", stated, "".join(inside))


def _places(one: Baseline | Measured) -> str:
    locations = "".join(tag("location", {"ref": ref}) for ref in one.locations)
    return locations + "".join(
        tag("dimension", {"name": dimension.name, "value": dimension.value}) for dimension in one.dimensions
    )


def _baseline(one: Baseline) -> str:
    inside = _places(one) + "".join(map(document, one.documents)) + worded("comment", one.comments)
    return tag("baseline", {"iso-date": one.on, "year": one.year, "value": one.value}, inside)


def _period(one: Period) -> str:
    inside = [
        dated("period-start", one.start),
        dated("period-end", one.end),
        *(_measured("target", target) for target in one.targets),
        *(_measured("actual", actual) for actual in one.actuals),
    ]
    return tag("period", {}, "".join(inside))


def _measured(name: str, one: Measured) -> str:
    inside = _places(one) + worded("comment", one.comments) + "".join(map(document, one.documents))
    return tag(name, {"value": one.value}, inside)
