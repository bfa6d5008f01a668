"""Figures as all benchmarks here print them: what was measured, how fast, and beside what."""

from __future__ import annotations

import os
import platform
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Took:
    """Seconds by the processor and by the clock. The first is the fairer one on a machine with other guests."""

    processor: float
    clock: float


def clocked(work: Callable[[], T]) -> tuple[Took, T]:
    """What a function gives, and what it took; the processor's time of this process and of those it waited for."""
    began = _spent(), time.perf_counter()
    result = work()
    return Took(_spent() - began[0], time.perf_counter() - began[1]), result


def _spent() -> float:
    ours, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return ours.ru_utime + ours.ru_stime + theirs.ru_utime + theirs.ru_stime


def best(work: Callable[[], object], runs: int = 3) -> Took:
    """The run that took the processor least: what disturbs a run only ever makes it longer."""
    return min((clocked(work)[0] for _ in range(runs)), key=lambda took: took.processor)


def machine() -> None:
    """Say where the figures come from, and who else was at work."""
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {busy:.1f}, Python {platform.python_version()}")


def row(what: str, took: Took, amount: float, unit: str, note: str = "") -> None:
    """One line: the amount a second of one processor and by the clock."""
    processor = f"{amount / took.processor:10,.1f}" if took.processor else "         -"
    clock = f"{amount / took.clock:10,.1f}"
    print(f"{what:34} {processor} {unit}/s processor {clock} {unit}/s clock  {note}", flush=True)


def memory_of(process: int | str) -> dict[str, float]:
    """Megabytes of a process: what it holds now and held at most (Linux; empty elsewhere)."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return {}
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    names = {"now": "VmRSS", "most": "VmHWM"}
    return {name: int(fields[key].split()[0]) / 1024 for name, key in names.items() if key in fields}
