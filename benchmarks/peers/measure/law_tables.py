"""The Markdown of the nonlinear laws: what each solver takes at equal accuracy."""

import math
import statistics

from measure import laws
from measure.markdown import paragraph, seconds, table

# Errors at which times are compared: those of the table, and half decades for the means.
ERRORS = (1e-4, 1e-6, 1e-8, 1e-10)
FINE = tuple(10 ** (-k / 2) for k in range(6, 23))

SCIPY = tuple(m for m in laws.NAMES if m not in laws.WHATIF + laws.SUNDIALS)

WORDS = paragraph(
    """Classical stiff problems, the Pleiades, and the three mechanisms of T3, whose laws change at events, each with
    relative tolerances from 1e-4 to 1e-11, solved by whatif's `physics/ode` alone, without the engine, by SUNDIALS
    and by scipy. The equations are those of `cpp/smooth.h` and `cpp/mechanics.h`. The absolute tolerance of a state is
    the same for all: the relative one, but for Robertson 1e-4, 1e-10 and 1 times it, by state, and for HIRES 1e-3 times
    it. Implicit methods have the analytic Jacobian, but scipy's and whatif's of the Pleiades and T3. An error is, of those
    without events, the largest relative one of a state at the end, against the values of the test set for initial value
    problems (1e-6 is six significant correct digits); of T3 the most that any state of any sample or the time of any
    event is off, in SI units, against extrapolation in 80-bit numbers (`cpp/laws_reference.cpp`). T3 is sampled each
    10 ms, 0.1 s and 1 ms; the gear's controller acts at each sample, where all but whatif begin anew. A time is that of
    the whole solution with all setting up, in a warm process, the mean over 5 ms and more; of scipy, which has each
    second tolerance, that of one solution."""
)


def front(records):
    """(error, time) of the settings that no other beats in both, from the loosest to the tightest."""
    best, kept = math.inf, []
    for r in sorted((r for r in records if r["cpu"] and r["error"] is not None), key=lambda r: (r["error"], r["cpu"])):
        if r["cpu"] < best:
            best = r["cpu"]
            kept.append((max(r["error"], 1e-17), r["cpu"]))
    return kept[::-1]


def cost(records, error):
    """The time in which a method comes at least as close as that, between two settings by a straight line of the
    logarithms; None where none is close enough."""
    settings = front(records)
    if not settings or error < settings[-1][0]:
        return None
    if error >= settings[0][0]:
        return settings[0][1]
    for (e0, t0), (e1, t1) in zip(settings, settings[1:]):
        if error >= e1:
            part = math.log(error / e0) / math.log(e1 / e0)
            return t0 * (t1 / t0) ** part
    raise AssertionError("the front has no gaps")


def by_problem(records):
    """For each problem's title, its records by method."""
    out = {}
    for r in records:
        out.setdefault(r["title"], {}).setdefault(r["method"], []).append(r)
    return out


def least(times):
    return min((t for t in times if t is not None), default=None)


def costs(methods, names, error):
    """The time of the fastest of some methods that comes so close."""
    return least(cost(methods[name], error) for name in names if name in methods)


COLUMNS = [("bdf",), ("adams",), ("dopri",), SCIPY]
HEADS = [*(laws.NAMES[m] for m in laws.SUNDIALS), "fastest of scipy"]


def ratios(methods, names):
    """Times whatif's own choice, at all errors that both reach."""
    pairs = [(costs(methods, names, e), costs(methods, ("auto",), e)) for e in FINE]
    return [theirs / ours for theirs, ours in pairs if theirs and ours]


def spread(found):
    if not found:
        return "-"
    return f"**{statistics.geometric_mean(found):.3g} x** ({min(found):.3g} to {max(found):.3g})"


def at_a_glance(records):
    """For each problem what the peers take, times whatif: the geometric mean over errors, the least and the most."""
    rows = []
    for title, methods in by_problem(records).items():
        rows.append([title, *(spread(ratios(methods, names)) for names in [("dp5", "rodas5p"), *COLUMNS])])
    return table(["problem", "whatif dp5 or rodas5p", *HEADS], rows)


def at_equal_accuracy(records):
    rows = []
    for title, methods in by_problem(records).items():
        for error in ERRORS:
            ours = costs(methods, ("auto",), error)
            cells = [title, f"{error:.0e}", seconds(ours) if ours else "not reached"]
            for names in [("dp5", "rodas5p"), *COLUMNS]:
                theirs = costs(methods, names, error)
                times = f", {theirs / ours:.3g} x" if theirs and ours else ""
                cells.append(seconds(theirs) + times if theirs else "-")
            rows.append(cells)
    return table(["problem", "error", laws.NAMES["auto"], "whatif dp5 or rodas5p", *HEADS], rows)


def told(record):
    if record is None:
        return ""
    if not record["cpu"]:
        return record["failure"]
    return ("other events" if record["error"] is None else f"{record['error']:.1e}") + f", {seconds(record['cpu'])}"


def in_full(records):
    """Error and time of every setting."""
    tolerances = sorted({r["rtol"] for r in records}, reverse=True)
    rows = []
    for title, methods in by_problem(records).items():
        for method, mine in methods.items():
            at = {r["rtol"]: r for r in mine}
            rows.append([title, laws.NAMES[method], *(told(at.get(rtol)) for rtol in tolerances)])
    return table(["problem", "method", *(f"rtol {rtol:.0e}" for rtol in tolerances)], rows)


def write(records, taken):
    """The whole section; taken is the words on when it was measured."""
    return [
        "### Solvers of nonlinear laws\n",
        WORDS,
        taken,
        "What the peers take, times whatif's own choice of the method, at equal or better accuracy: the geometric mean"
        "\nover the errors from 1e-3 to 1e-11 that both reach, and the least and the most; above 1 whatif is faster.\n",
        at_a_glance(records),
        "![work and precision](work_precision.png)\n",
        "At some errors:\n",
        at_equal_accuracy(records),
        "All settings, error and processor time:\n",
        in_full(records),
    ]
