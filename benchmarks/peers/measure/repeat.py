"""Repetitions taken in turns, so that a busy minute of the machine meets everybody."""

import statistics
import time

from measure import programs


class Job:
    """One thing to measure: measure() runs a process and returns its figure. It is measured no more often than `most`,
    if that is given."""

    def __init__(self, name, measure, most=None):
        self.name, self.measure, self.most = name, measure, most
        self.figures, self.failure = [], ""

    def median(self):
        return statistics.median(self.figures) if self.figures else None


def in_turns(jobs, most, seconds, say, steady=lambda jobs: ()):
    """Measures every job once, then in turns until each has `most` figures or has taken `seconds` on the clock. Those
    that steady(jobs) picks once all have a figure get `most`, however long they take."""
    spent, held = dict.fromkeys(jobs, 0.0), ()
    for turn in range(most):
        for job in jobs:
            too_long = turn > 0 and job not in held and spent[job] * (turn + 1) / turn > seconds
            enough = job.most is not None and turn >= job.most
            if job.failure or too_long or enough:
                continue
            begun = time.monotonic()
            try:
                job.figures.append(job.measure())
            except programs.Failed as failure:
                job.failure = str(failure)
            spent[job] += time.monotonic() - begun
            if turn == 0:
                say(f"  {job.name}: {job.failure or format(job.figures[-1], '.4g')}")
        if turn == 0:
            held = tuple(steady(jobs))
