from concord.coverage.queries.doubles import doubles
from concord.coverage.queries.extracts import NoReader, forget, reader_of
from concord.coverage.queries.flows import by_country, flows, progress
from concord.coverage.queries.framing import (
    framed_countries,
    framed_doubles,
    framed_flows,
    framed_gaps,
    framed_overlaps,
    framed_progress,
    overview,
)
from concord.coverage.queries.hints import gaps, overlaps
from concord.coverage.queries.matrix import cell, matrix
from concord.coverage.queries.selecting import answered

__all__ = [
    "NoReader",
    "answered",
    "by_country",
    "cell",
    "doubles",
    "flows",
    "forget",
    "framed_countries",
    "framed_doubles",
    "framed_flows",
    "framed_gaps",
    "framed_overlaps",
    "framed_progress",
    "gaps",
    "matrix",
    "overlaps",
    "overview",
    "progress",
    "reader_of",
]
