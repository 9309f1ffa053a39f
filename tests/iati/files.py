"""Small IATI files, made by the tests."""

import io
from collections.abc import Iterable

from concord.iati import Activity, Limits, Notice, Reading, read

LIMITS = Limits()
WHOLE = (
    '<iati-activity default-currency="USD" xml:lang="en"><iati-identifier>{identifier}</iati-identifier>'
    '<reporting-org ref="XM-DAC-1" type="10"><narrative>Agency</narrative></reporting-org>'
    "<title><narrative>Border training</narrative></title>{more}</iati-activity>"
)


def activity(more: str = "", *, identifier: str = "X-1") -> str:
    return WHOLE.format(identifier=identifier, more=more)


def document(*activities: str, version: str = "2.03", root: str = "") -> bytes:
    body = "\n".join(activities)
    return f'<iati-activities version="{version}"{root}>\n{body}\n</iati-activities>\n'.encode()


def taken(data: bytes, *, limits: Limits = LIMITS, name: str = "f.xml") -> tuple[Reading, list[Activity], list[Notice]]:
    reading = read(io.BytesIO(data), name=name, limits=limits)
    notices: list[Notice] = []
    activities = list(reading.activities(tell=notices.append))
    return reading, activities, notices


def one(more: str = "") -> tuple[Activity, list[str]]:
    """The activity of a file that holds one, and the rules of its notices."""
    _reading, activities, notices = taken(document(activity(more)))
    assert len(activities) == 1
    return activities[0], rules(notices)


def rules(notices: Iterable[Notice]) -> list[str]:
    return [notice.rule for notice in notices]
