"""Medians of runs taken in turn, so that a slow moment of the machine hits all sides alike."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping


def in_turn(sides: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median seconds of each side over so many rounds, after one that is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for counted in range(rounds + 1):
        for name, run in sides.items():
            seconds = run()
            if counted:
                taken[name].append(seconds)
    return {name: statistics.median(times) for name, times in taken.items()}


def process(code: str, *arguments: str) -> Callable[[], float]:
    """Seconds of a whole Python process that runs the code."""

    def run() -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, *arguments], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - began

    return run


def show(title: str, taken: Mapping[str, float], base: str, goal: str = "") -> None:
    """Print each side in milliseconds and as a multiple of the base."""
    print(f"\n{title}" + (f"  (goal: {goal})" if goal else ""))
    for name, seconds in taken.items():
        print(f"  {name:<52} {seconds * 1000:9.1f} ms  x {seconds / taken[base]:6.2f}")
