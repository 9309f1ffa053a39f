"""Characters that nobody sees but that change how the words around them are read."""

import re

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def refuse_unseen(words: str) -> None:
    """A form's validator: what people type holds no control characters, and none that turn the direction of reading."""
    if _UNSEEN.search(words):
        raise ValidationError(_("This holds characters that cannot be seen. Type it anew."), code="unseen")


def isolated(words: str) -> str:
    """What was read from files keeps such characters, and keeps them to itself."""
    return format_html("<bdi>{}</bdi>", words) if _TURNING.search(words) else words
