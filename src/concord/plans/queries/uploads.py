"""What is in a Word file that somebody brought."""

from concord.plans.logic.uploads import uploaded
from concord.plans.terms.files import Upload
from concord.plans.terms.rolling import RollingText
from concord.quarantine import Bounds, Stopped, whole
from concord.redline.paper import Paper
from concord.redline.word import Reading, Refused, read

BOUNDS = Bounds(memory=1_000_000_000, computing=30, patience=60)


def upload_against(*, data: bytes, text: RollingText) -> Upload:
    """As ``uploaded``, the file read in a process of its own. Raises ``redline.word.Refused``."""
    return uploaded(data=data, text=text, reader=_read_aside)


def _read_aside(*, data: bytes, base: Paper, lead: str) -> Reading:
    try:
        return whole(read, data=data, base=base, lead=lead, bounds=BOUNDS)
    except Stopped as stopped:
        raise Refused(str(stopped)) from stopped
