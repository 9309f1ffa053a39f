from collections.abc import Iterator

import ibis
import pytest
from ibis.backends.duckdb import Backend

from concord.coverage.queries import forget


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """Rows made by a test are rolled back without an act, so what was remembered of them must go too."""
    forget()
    yield
    forget()


@pytest.fixture(scope="module")
def backend() -> Backend:
    return ibis.duckdb.connect(threads=2)
