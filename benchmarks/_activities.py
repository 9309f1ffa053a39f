"""Synthetic activities with the proportions of real ones, the same for the same seed."""

import numpy as np
import pyarrow as pa

STATES = ("KG", "KZ", "TJ", "TM", "UZ")
_OTHERS = ("AF", "CN", "MN", "PK")
_BENEFICIARIES = (
    "border_services",
    "law_enforcement",
    "justice",
    "financial",
    "health",
    "education",
    "communities",
    "",
)
_FLOWS = ("budget", "commitment", "disbursement", "expenditure", "planned")
MEASURES = 47
_UNDATED, _OPEN_ENDED, _FOREIGN, _SHARELESS, _OVERSHARED = 0.03, 0.05, 0.02, 0.03, 0.98
_SERVED = 40
"""Measures that any activity serves: the other seven are gaps everywhere."""


def tables(*, rows: int, seed: int = 20110722) -> dict[str, pa.Table]:
    """Arrow tables named and typed as ``coverage.logic.tables`` declares: 1 to 3 places (one in twelve a region only),
    1 to 4 measures, 3 years of money in 3 flows, 1 to 3 funders and implementers of a few hundred.
    """
    rng = np.random.default_rng(seed)
    project = np.arange(1, rows + 1, dtype=np.int64)
    starts = rng.integers(_day("2006-01-01"), _day("2026-01-01"), rows).astype(np.int32)
    lasting = rng.gamma(2.0, 300.0, rows).astype(np.int32) + 1
    undated = rng.random(rows) < _UNDATED
    open_ended = undated | (rng.random(rows) < _OPEN_ENDED)
    return {
        "projects": pa.table(
            {
                "project": project,
                "identifier": pa.array([f"XM-{number}" for number in project]),
                "reporter": _names("reporter", rng.integers(0, 90, rows)),
                "beneficiary": _chosen((*_BENEFICIARIES, ""), rng.integers(0, len(_BENEFICIARIES) + 1, rows)),
                "starts_on": pa.array(starts, mask=undated).cast(pa.date32()),
                "ends_on": pa.array(starts + lasting, mask=open_ended).cast(pa.date32()),
                "secondary": pa.array(np.zeros(rows, dtype=bool)),
            }
        ),
        "places": _places(rng, project),
        "measures": _measures(rng, project),
        "money": _money(rng, project, starts),
        "parties": _parties(rng, project),
        "links": pa.table(
            {
                "project": pa.array([], pa.int64()),
                "kind": pa.array([], pa.string()),
                "identifier": pa.array([], pa.string()),
            }
        ),
    }


def _places(rng: np.random.Generator, project: np.ndarray) -> pa.Table:
    count = rng.choice((1, 2, 3), len(project), p=(0.7, 0.2, 0.1))
    owner, within = _repeated(project, count)
    everywhere = np.array(STATES + _OTHERS)
    first = rng.integers(0, len(everywhere), len(project))
    country = everywhere[(first[owner - 1] + within * 2) % len(everywhere)]
    region_only = (rng.random(len(project)) < 1 / 12) & (count == 1)
    regional = region_only[owner - 1]
    share, lost = _shares(rng, count, owner)
    return pa.table(
        {
            "project": owner,
            "country": pa.array(np.where(regional, "", country)),
            "region": pa.array(np.where(regional, "798", "")),
            "share": pa.array(share, mask=lost),
        }
    )


def _measures(rng: np.random.Generator, project: np.ndarray) -> pa.Table:
    count = rng.choice((1, 2, 3, 4), len(project), p=(0.4, 0.3, 0.2, 0.1))
    owner, within = _repeated(project, count)
    first = np.minimum(rng.geometric(0.06, len(project)) - 1, _SERVED - 1)
    share, lost = _shares(rng, count, owner)
    return pa.table(
        {
            "project": owner,
            "measure": (first[owner - 1] + within * 7) % _SERVED + 1,
            "share": pa.array(share, mask=lost),
            "verdict": _chosen(("suggested", "confirmed", "rejected"), rng.choice(3, len(owner), p=(0.75, 0.2, 0.05))),
        }
    )


def _money(rng: np.random.Generator, project: np.ndarray, starts: np.ndarray) -> pa.Table:
    owner, within = _repeated(project, np.full(len(project), 9))
    year = (starts.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970)[owner - 1] + within % 3
    flow = (within // 3 + rng.integers(0, 3, len(project))[owner - 1]) % len(_FLOWS)
    value = np.round(rng.lognormal(10, 1.5, len(owner)), 2)
    foreign = rng.random(len(owner)) < _FOREIGN
    return pa.table(
        {
            "project": owner,
            "flow": _chosen(_FLOWS, flow),
            "year": year.astype(np.int16),
            "usd": pa.array(value, mask=foreign),
        }
    )


def _parties(rng: np.random.Generator, project: np.ndarray) -> pa.Table:
    parts = []
    for role, pool, chances in (("1", 60, (0.1, 0.7, 0.15, 0.05)), ("4", 300, (0.1, 0.75, 0.1, 0.05))):
        owner, within = _repeated(project, rng.choice((0, 1, 2, 3), len(project), p=chances))
        name = (rng.integers(0, pool, len(project))[owner - 1] + within * 11) % pool
        role_of = pa.array([role] * len(owner))
        position = np.arange(len(owner), dtype=np.int64)
        parts.append(
            pa.table({"project": owner, "role": role_of, "position": position, "party": _names(f"party {role}", name)})
        )
    return pa.concat_tables(parts)


def _shares(rng: np.random.Generator, count: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Equal parts in whole per cent, as publishers write them; one project in thirty says nothing, or too much."""
    share = np.floor(100 / count)[owner - 1] / 100
    draw = rng.random(len(count))[owner - 1]
    return np.where(draw > _OVERSHARED, share * 2, share), draw < _SHARELESS


def _repeated(project: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    owner = np.repeat(project, count)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    return owner, within


def _chosen(words: tuple[str, ...], index: np.ndarray) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(index.astype(np.int32)), pa.array(words)).cast(pa.string())


def _names(stem: str, number: np.ndarray) -> pa.Array:
    return _chosen(tuple(f"{stem} {each}" for each in range(int(number.max(initial=0)) + 1)), number)


def _day(text: str) -> int:
    return int(np.datetime64(text, "D").astype(int))
