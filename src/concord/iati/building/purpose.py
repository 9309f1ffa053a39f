from concord.iati.building.draft import Draft, narratives
from concord.iati.building.element import Element
from concord.iati.mint import mint
from concord.iati.upgrade import MARKER_VOCABULARY, SECTOR_VOCABULARY
from concord.iati.values import AidType, HumanitarianScope, PolicyMarker, Sector, Tag

make_sector = mint(Sector)
make_marker = mint(PolicyMarker)
make_tag = mint(Tag)
make_aid_type = mint(AidType)


def sector(element: Element, draft: Draft) -> Sector | None:
    get = element.get
    code = get("code") or get("ref") or ""
    vocabulary = get("vocabulary") or "1"
    percentage = get("percentage")
    names = narratives(element, draft)
    if not code:
        draft.tell("code-missing", element, "sector")
        if not names:
            return None
    return make_sector(
        code.strip(),
        SECTOR_VOCABULARY.get(vocabulary, vocabulary),
        draft.number(percentage, element) if percentage else None,
        names,
        get("vocabulary-uri") or "",
    )


def policy_marker(element: Element, draft: Draft) -> PolicyMarker | None:
    get = element.get
    code = get("code")
    if not code:
        draft.tell("code-missing", element, "policy-marker")
        return None
    vocabulary = get("vocabulary") or "1"
    return make_marker(
        code.strip(),
        MARKER_VOCABULARY.get(vocabulary, vocabulary),
        get("significance") or "",
        narratives(element, draft),
        get("vocabulary-uri") or "",
    )


def tag(element: Element, draft: Draft) -> Tag | None:
    get = element.get
    code = get("code")
    if not code:
        draft.tell("code-missing", element, "tag")
        return None
    return make_tag(code.strip(), get("vocabulary") or "", narratives(element, draft), get("vocabulary-uri") or "")


def aid_type(element: Element, draft: Draft) -> AidType | None:
    code = element.get("code")
    if not code or not code.strip():
        draft.tell("code-missing", element, "aid-type")
        return None
    return make_aid_type(code.strip(), element.get("vocabulary") or "1")


def humanitarian_scope(element: Element, draft: Draft) -> HumanitarianScope:
    get = element.get
    return HumanitarianScope(
        get("type") or "",
        get("vocabulary") or "",
        (get("code") or "").strip(),
        narratives(element, draft),
        get("vocabulary-uri") or "",
    )
