from decimal import Decimal, InvalidOperation

from concord.iati.building.draft import Draft, narratives
from concord.iati.building.element import Element
from concord.iati.mint import mint
from concord.iati.upgrade import GEOGRAPHIC_VOCABULARY, LOCATION_EXACTNESS
from concord.iati.values import Administrative, Country, Location, LocationId, Narrative, Point, Region

make_country = mint(Country)
make_region = mint(Region)
make_location = mint(Location)


def country(element: Element, draft: Draft) -> Country | None:
    get = element.get
    code = (get("code") or "").strip()
    percentage = get("percentage")
    names = narratives(element, draft)
    if not code:
        draft.tell("code-missing", element, "recipient-country")
        if not names:
            return None
    return make_country(code.upper(), draft.number(percentage, element) if percentage else None, names)


def region(element: Element, draft: Draft) -> Region | None:
    get = element.get
    code = (get("code") or "").strip()
    percentage = get("percentage")
    names = narratives(element, draft)
    if not code:
        draft.tell("code-missing", element, "recipient-region")
        if not names:
            return None
    return make_region(
        code,
        get("vocabulary") or "1",
        draft.number(percentage, element) if percentage else None,
        names,
        get("vocabulary-uri") or "",
    )


def location(element: Element, draft: Draft) -> Location:  # noqa: C901, PLR0912  # one branch an element name
    names: tuple[Narrative, ...] = ()
    descriptions: tuple[Narrative, ...] = ()
    activity_descriptions: tuple[Narrative, ...] = ()
    reach = exactness = location_class = feature = ""
    ids: list[LocationId] = []
    administratives: list[Administrative] = []
    point: Point | None = None
    for child in element[:]:
        tag = child.tag
        code = child.get("code") or ""
        if tag == "point":
            point = _point(child, draft) or point
        elif tag == "name":
            names += narratives(child, draft)
        elif tag == "exactness":
            exactness = code
        elif tag == "location-class":
            location_class = code
        elif tag == "location-reach":
            reach = code
        elif tag == "description":
            descriptions += narratives(child, draft)
        elif tag == "location-id":
            vocabulary = child.get("vocabulary") or ""
            ids.append(LocationId(code, GEOGRAPHIC_VOCABULARY.get(vocabulary, vocabulary)))
        elif tag in {"feature-designation", "location-type"}:
            feature = code
        elif tag == "activity-description":
            activity_descriptions += narratives(child, draft)
        elif tag == "administrative":
            administratives += _administratives(child)
        elif tag == "coordinates":
            point = _coordinates(child, draft) or point
            exactness = LOCATION_EXACTNESS.get(child.get("precision") or "", exactness)
        elif tag == "gazetteer-entry":
            stated = child.get("gazetteer-ref") or ""
            ids.append(LocationId((child.text or "").strip(), GEOGRAPHIC_VOCABULARY.get(stated, stated)))
        else:
            draft.passed_over[tag] += 1
    return make_location(
        element.get("ref") or "",
        reach,
        tuple(ids),
        names,
        descriptions,
        activity_descriptions,
        tuple(administratives),
        point,
        exactness,
        location_class,
        feature,
    )


def _administratives(element: Element) -> list[Administrative]:
    """One code of 1.04 and later, or the attributes country, adm1, adm2 of 1.03 as levels 0, 1, 2."""
    get = element.get
    if get("code"):
        return [Administrative(get("code") or "", get("vocabulary") or "", get("level") or "")]
    levels = ((0, "country"), (1, "adm1"), (2, "adm2"))
    return [Administrative(get(name) or "", "", str(level)) for level, name in levels if get(name)]


def _point(element: Element, draft: Draft) -> Point | None:
    for child in element[:]:
        if child.tag == "pos" and child.text and child.text.strip():
            parts = child.text.replace(",", " ").split()
            if len(parts) == 2:  # noqa: PLR2004  # latitude and longitude
                return _degrees(parts[0], parts[1], element.get("srsName") or "", child, draft)
            draft.tell("bad-number", child, child.text)
    return None


def _coordinates(element: Element, draft: Draft) -> Point | None:
    latitude, longitude = element.get("latitude"), element.get("longitude")
    return _degrees(latitude, longitude, "", element, draft) if latitude and longitude else None


def _degrees(latitude: str, longitude: str, srs: str, element: Element, draft: Draft) -> Point | None:
    try:
        north, east = Decimal(latitude), Decimal(longitude)
    except InvalidOperation:
        draft.tell("bad-number", element, f"{latitude} {longitude}")
        return None
    if not (north.is_finite() and east.is_finite() and abs(north) <= 90 and abs(east) <= 360):  # noqa: PLR2004  # degrees
        draft.tell("bad-number", element, f"{latitude} {longitude}")
        return None
    return Point(north, east, srs)
