from concord.iati.building.draft import Draft, narratives
from concord.iati.building.element import Element
from concord.iati.mint import mint
from concord.iati.values import DocumentLink, Narrative

make_document = mint(DocumentLink)


def document(element: Element, draft: Draft) -> list[DocumentLink]:
    """One link, or none when it has no address."""
    url = (element.get("url") or "").strip()
    if not url:
        draft.tell("code-missing", element, "document-link without url")
        return []
    titles: tuple[Narrative, ...] = ()
    descriptions: tuple[Narrative, ...] = ()
    categories: list[str] = []
    languages: list[str] = []
    on = None
    for child in element[:]:
        tag = child.tag
        if tag == "category":
            categories.append(child.get("code") or "")
        elif tag == "title":
            titles += narratives(child, draft)
        elif tag == "language":
            languages.append((child.get("code") or "").strip().lower())
        elif tag == "description":
            descriptions += narratives(child, draft)
        elif tag == "document-date":
            on = draft.day(child)
        else:
            draft.passed_over[tag] += 1
    return [
        make_document(url, element.get("format") or "", titles, descriptions, tuple(categories), tuple(languages), on)
    ]
