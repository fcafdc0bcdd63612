"""How far a solution is from the reference."""

import dataclasses
import pathlib

import numpy as np


@dataclasses.dataclass
class Error:
    """kelvin is the most that any state at any sample is off; seconds the most that any switching is, or None where a
    switch counts otherwise than in the reference."""

    kelvin: float
    seconds: float | None
    switchings: int
    miscounts: int
    switches: int


def load(file):
    """Every state of every sample in a row, and the switchings by (whose, time)."""
    events = np.fromfile(f"{file}.events").reshape(-1, 2)
    return np.memmap(f"{file}.states", dtype=np.float64, mode="r"), events[np.lexsort((events[:, 0], events[:, 1]))]


def compare(file, reference):
    states, events = load(file)
    true_states, true_events = load(reference)
    if states.shape != true_states.shape:
        raise ValueError(f"{file} has {states.size} numbers, the reference {true_states.size}")
    kelvin, block = 0.0, 1 << 22
    for at in range(0, states.size, block):
        kelvin = max(kelvin, float(np.abs(states[at : at + block] - true_states[at : at + block]).max()))
    switches = int(max(events[:, 1].max(), true_events[:, 1].max())) + 1
    counts = [np.bincount(e[:, 1].astype(int), minlength=switches) for e in (events, true_events)]
    miscounts = int(np.count_nonzero(counts[0] != counts[1]))
    seconds = None if miscounts else float(np.abs(events[:, 0] - true_events[:, 0]).max())
    return Error(kelvin, seconds, len(events), miscounts, switches)


def of_the_end(file, end):
    """The largest relative error of a state at the end: 1e-6 stands for six significant correct digits, as the test set
    for initial value problems counts them."""
    states = np.fromfile(f"{file}.states")[-len(end) :]
    return float(np.abs(states / np.array(end) - 1).max())


def of_the_course(file, reference):
    """The most that any state of any sample (in its own SI unit) or the time of any event (in s) is off; None where the
    events are not as many as in the reference."""
    states, true_states = (np.fromfile(f"{f}.states") for f in (file, reference))
    times, true_times = (np.fromfile(f"{f}.events").reshape(-1, 2)[:, 0] for f in (file, reference))
    if states.shape != true_states.shape:
        raise ValueError(f"{file} has {states.size} numbers, the reference {true_states.size}")
    if len(times) != len(true_times):
        return None
    return float(max(np.abs(states - true_states).max(), np.abs(times - true_times).max(initial=0)))


def remove(file):
    for suffix in (".states", ".events"):
        pathlib.Path(f"{file}{suffix}").unlink(missing_ok=True)
