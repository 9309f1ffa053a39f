"""How fast and how small the IATI reader is.

Speed: all values of all activities built by `concord.iati.read`, against bare `lxml.etree.iterparse` that only visits
the same elements of the same files and clears them, in the same process, turn by turn; the median ratio counts.
Memory: the peak of a process that reads a generated file of 1 GB. Prints one JSON line for each claim.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from lxml import etree

from concord.iati import Activity, read

PROJECT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("CONCORD_TEST_DATA", PROJECT.parent / "shared" / "data"))
FOLDERS = ("multi-2021", "us-2025-03")
SPEED_BOUND = 0.25
MEMORY_BOUND_MB = 200
MB = 1_000_000


def machine() -> str:
    versions = f"Python {platform.python_version()}, lxml {etree.__version__}"
    return f"{platform.machine()}, {os.cpu_count()} processors, {versions}"


def claim(name: str, measured: float, unit: str, *, bound: float, holds: bool, **more: float | str | None) -> bool:
    line = {"claim": name, "measured": round(measured, 3), "unit": unit, "baseline": None, "ratio": None}
    print(json.dumps({**line, **more, "bound": bound, "holds": holds, "machine": machine()}), flush=True)
    return holds


def well_formed(folder: Path) -> list[Path]:
    """The files that the baseline can read at all: it stops at the first fault, our reader does not."""
    good = []
    for path in sorted(path for name in FOLDERS for path in (folder / "iati" / name).glob("*.xml")):
        try:
            for _event, element in etree.iterparse(path):
                element.clear()
        except etree.XMLSyntaxError:
            continue
        good.append(path)
    return good


def visit(paths: list[Path]) -> tuple[int, float]:
    """Processor seconds of bare iterparse over all elements, and the number of activities seen."""
    count = 0
    started = time.process_time()
    for path in paths:
        for _event, element in etree.iterparse(path):
            if element.tag == "iati-activity":
                count += 1
            element.clear()
    return count, time.process_time() - started


def build(paths: list[Path]) -> tuple[int, float]:
    """Processor seconds of our reader, and the number of activities built."""
    count = 0
    started = time.process_time()
    for path in paths:
        with path.open("rb") as source:
            for item in read(source, name=path.name):
                count += isinstance(item, Activity)
    return count, time.process_time() - started


def speed(paths: list[Path], *, turns: int) -> bool:
    visit(paths[:3])
    build(paths[:3])
    ratios, visits, builds = [], [], []
    for _turn in range(turns):
        seen, visited = visit(paths)
        built, took = build(paths)
        assert seen == built
        ratios.append(visited / took)
        visits.append(visited)
        builds.append(took)
    size = sum(path.stat().st_size for path in paths) / MB
    ratio = statistics.median(ratios)
    return claim(
        "iati: speed with all values built, as a part of bare iterparse that only visits",
        size / statistics.median(builds),
        "MB/s",
        baseline=round(size / statistics.median(visits), 3),
        ratio=round(ratio, 3),
        spread=f"{min(ratios):.3f} to {max(ratios):.3f} in {turns} turns",
        activities_per_second=round(built / statistics.median(builds)),
        bound=SPEED_BOUND,
        holds=ratio >= SPEED_BOUND,
    )


def large_file(path: Path, paths: list[Path], *, size: int) -> None:
    """The real activities of `paths` over and over, each time under other identifiers, until `size` bytes."""
    declared = {}
    for one in paths:
        root = next(element for _event, element in etree.iterparse(one, events=["start"]))
        declared.update({prefix: uri for prefix, uri in root.nsmap.items() if prefix})
    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in declared.items())
    with path.open("wb") as target:
        written = target.write(f'<iati-activities version="2.03"{names}>'.encode())
        turn = 0
        while written < size:
            turn += 1
            mark = f"-{turn}</iati-identifier>".encode()
            for one in paths:
                data = one.read_bytes()
                start, end = data.index(b"<iati-activity "), data.rindex(b"</iati-activity>") + len(b"</iati-activity>")
                written += target.write(data[start:end].replace(b"</iati-identifier>", mark))
                if written >= size:
                    break
        target.write(b"</iati-activities>")


def memory(paths: list[Path], *, size: int) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xml"
        large_file(path, paths, size=size)
        command = [sys.executable, __file__, "--peak-of", str(path)]
        report = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603  # ourselves
        return claim(
            f"iati: peak memory while reading a file of {size / MB:.0f} MB",
            report["peak"],
            "MB",
            activities=report["activities"],
            seconds=report["seconds"],
            bound=MEMORY_BOUND_MB,
            holds=report["peak"] < MEMORY_BOUND_MB,
        )


def peak_of(path: Path) -> None:
    """In a process of its own: read, and print the peak resident size in MB."""
    count, seconds = build([path])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MB
    print(json.dumps({"peak": peak, "activities": count, "seconds": round(seconds, 1)}))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--data", type=Path, default=DATA, help="the folder that holds iati/multi-2021, iati/us-2025-03"
    )
    options.add_argument("--quick", action="store_true", help="three turns and a file of 100 MB")
    options.add_argument("--peak-of", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.peak_of:
        peak_of(chosen.peak_of)
        return 0
    paths = well_formed(chosen.data)
    if not paths:
        print(f"no IATI files in {chosen.data}", file=sys.stderr)
        return 2
    held = [
        speed(paths, turns=3 if chosen.quick else 9),
        memory(paths, size=100 * MB if chosen.quick else 1000 * MB),
    ]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
