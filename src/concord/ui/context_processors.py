from typing import TYPE_CHECKING

from concord.ui.chrome import chrome_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from concord.ui.chrome import Chrome


def chrome(request: "HttpRequest") -> "dict[str, Chrome]":
    return {"chrome": chrome_of(request)}
