from concord.iati.building.document import document
from concord.iati.building.draft import Draft, narratives
from concord.iati.building.element import Element
from concord.iati.mint import mint
from concord.iati.upgrade import FLAG, INDICATOR_VOCABULARY
from concord.iati.values import (
    Baseline,
    Dimension,
    DocumentLink,
    Indicator,
    Measured,
    Narrative,
    Period,
    Reference,
    Result,
)

make_dimension = mint(Dimension)
make_measured = mint(Measured)
make_baseline = mint(Baseline)
make_period = mint(Period)
make_indicator = mint(Indicator)


def result(element: Element, draft: Draft) -> Result:
    titles: tuple[Narrative, ...] = ()
    descriptions: tuple[Narrative, ...] = ()
    documents: list[DocumentLink] = []
    references: list[Reference] = []
    indicators: list[Indicator] = []
    for child in element[:]:
        tag = child.tag
        if tag == "indicator":
            indicators.append(_indicator(child, draft))
        elif tag == "title":
            titles += narratives(child, draft)
        elif tag == "description":
            descriptions += narratives(child, draft)
        elif tag == "document-link":
            documents += document(child, draft)
        elif tag == "reference":
            references.append(_reference(child))
        else:
            draft.passed_over[tag] += 1
    return Result(
        element.get("type") or "",
        FLAG.get(element.get("aggregation-status") or ""),
        titles,
        descriptions,
        tuple(documents),
        tuple(references),
        tuple(indicators),
    )


def _reference(element: Element) -> Reference:
    get = element.get
    vocabulary = get("vocabulary") or ""
    return Reference(
        get("code") or "",
        INDICATOR_VOCABULARY.get(vocabulary, vocabulary),
        get("vocabulary-uri") or "",
        get("indicator-uri") or "",
    )


def _indicator(element: Element, draft: Draft) -> Indicator:
    titles: tuple[Narrative, ...] = ()
    descriptions: tuple[Narrative, ...] = ()
    documents: list[DocumentLink] = []
    references: list[Reference] = []
    baselines: list[Baseline] = []
    periods: list[Period] = []
    for child in element[:]:
        tag = child.tag
        if tag == "period":
            periods.append(_period(child, draft))
        elif tag == "title":
            titles += narratives(child, draft)
        elif tag == "description":
            descriptions += narratives(child, draft)
        elif tag == "baseline":
            baselines.append(_baseline(child, draft))
        elif tag == "reference":
            references.append(_reference(child))
        elif tag == "document-link":
            documents += document(child, draft)
        else:
            draft.passed_over[tag] += 1
    return make_indicator(
        element.get("measure") or "",
        FLAG.get(element.get("ascending") or "", True),
        FLAG.get(element.get("aggregation-status") or ""),
        titles,
        descriptions,
        tuple(documents),
        tuple(references),
        tuple(baselines),
        tuple(periods),
    )


def _period(element: Element, draft: Draft) -> Period:
    start = end = None
    targets: list[Measured] = []
    actuals: list[Measured] = []
    for child in element[:]:
        tag = child.tag
        if tag == "actual":
            actuals.append(make_measured(child.get("value") or "", *_particulars(child, draft)))
        elif tag == "target":
            targets.append(make_measured(child.get("value") or "", *_particulars(child, draft)))
        elif tag == "period-start":
            start = draft.day(child)
        elif tag == "period-end":
            end = draft.day(child)
        else:
            draft.passed_over[tag] += 1
    return make_period(start, end, tuple(targets), tuple(actuals))


def _baseline(element: Element, draft: Draft) -> Baseline:
    get = element.get
    on = draft.day(element) if get("iso-date") else None
    return make_baseline(get("value") or "", get("year") or "", on, *_particulars(element, draft))


Particulars = tuple[tuple[str, ...], tuple[Dimension, ...], tuple[Narrative, ...], tuple[DocumentLink, ...]]
_NO_PARTICULARS: Particulars = ((), (), (), ())


def _particulars(element: Element, draft: Draft) -> Particulars:
    """What baselines, targets and actuals share: locations, dimensions, comments, documents."""
    if not len(element):
        return _NO_PARTICULARS
    locations: list[str] = []
    dimensions: list[Dimension] = []
    comments: tuple[Narrative, ...] = ()
    documents: list[DocumentLink] = []
    for child in element[:]:
        tag = child.tag
        if tag == "dimension":
            dimensions.append(make_dimension(child.get("name") or "", child.get("value") or ""))
        elif tag == "location":
            locations.append(child.get("ref") or "")
        elif tag == "comment":
            comments += narratives(child, draft)
        elif tag == "document-link":
            documents += document(child, draft)
        else:
            draft.passed_over[tag] += 1
    return tuple(locations), tuple(dimensions), comments, tuple(documents)
