"""The Markdown that RESULTS.md shows."""

from measure import events, law_tables, rooms
from measure.markdown import number, paragraph, seconds, table

BEGIN, END = "<!-- bench-peers: from here on `make bench-peers` writes -->", "<!-- bench-peers: end -->"


def error_in_time(error):
    if error["miscounts"]:
        return f"count differs: {error['switchings']}, {error['miscounts']} of {error['switches']} switches"
    return number(error["seconds"]) + " s"


def reaches(record):
    e = record["error"]
    return e is not None and e["seconds"] is not None and e["kelvin"] <= rooms.KELVIN and e["seconds"] <= rooms.SECONDS


def by_problem(records):
    out = {}
    for r in records:
        out.setdefault(r["title"], []).append(r)
    return out


def whatif_of(records):
    return next((r for r in records if r["method"] == "whatif" and r["cpu"]), None)


def ratio(record, ours):
    return f"{record['cpu'] / ours['cpu']:.3g}" if ours and record["cpu"] else "-"


def with_ratio(record, ours):
    """A peer's method, tolerance, time, repetitions and ratio."""
    return (
        f"{rooms.NAMES[record['method']]}, rtol {record['rtol']:.0e}: {seconds(record['cpu'])} "
        f"(of {record['repetitions']}), **{ratio(record, ours)} x**"
    )


def rooms_at_a_glance(records):
    """For each problem whatif, the best peer at rtol 1e-6, and the cheapest of all that is good enough."""
    rows = []
    for title, group in by_problem(records).items():
        ours = whatif_of(group)
        peers = [r for r in group if r["method"] != "whatif" and r["cpu"]]
        loose = min((r for r in peers if r["rtol"] == 1e-6), key=lambda r: r["cpu"], default=None)
        good = min((r for r in peers if reaches(r)), key=lambda r: r["cpu"], default=None)
        rows.append(
            [
                title,
                f"{seconds(ours['cpu'])} (of {ours['repetitions']})" if ours else "-",
                f"{number(ours['error']['kelvin'])} K, {error_in_time(ours['error'])}" if ours else "-",
                with_ratio(loose, ours) if loose else "-",
                f"{number(loose['error']['kelvin'])} K, {error_in_time(loose['error'])}" if loose else "-",
                with_ratio(good, ours) if good else "not reached",
            ]
        )
    return table(
        [
            "problem",
            "whatif",
            "its error",
            "fastest peer at rtol 1e-6",
            "its error",
            "cheapest peer setting that reaches 1e-6 K and 1e-4 s",
        ],
        rows,
    )


def rooms_in_short(records):
    """For each method the ratio at rtol 1e-6, and at the cheapest tolerance that is good enough."""
    rows = []
    for title, group in by_problem(records).items():
        ours = whatif_of(group)
        for method in dict.fromkeys(r["method"] for r in group):
            tried = [r for r in group if r["method"] == method]
            mine = [r for r in tried if r["cpu"]]
            loose = next((r for r in mine if r["rtol"] in (0, 1e-6)), None)
            if loose is None:
                rows.append([title, rooms.NAMES[method], "-", "-", "-", tried[0]["failure"] or "-"])
                continue
            good = min((r for r in mine if reaches(r)), key=lambda r: r["cpu"], default=None)
            if method == "whatif":
                what = seconds(good["cpu"]) if good else "not reached"
            elif good:
                what = f"{ratio(good, ours)} (rtol {good['rtol']:.0e}, {seconds(good['cpu'])} of {good['repetitions']})"
            else:
                what = f"not reached; tightest tried {min(r['rtol'] for r in mine):.0e}"
            rows.append(
                [
                    title,
                    rooms.NAMES[method],
                    "1" if method == "whatif" else ratio(loose, ours),
                    number(loose["error"]["kelvin"]) + " K",
                    error_in_time(loose["error"]),
                    what,
                ]
            )
    return table(
        [
            "problem",
            "method",
            "times whatif's CPU at rtol 1e-6",
            "its error",
            "its error of a switching",
            "times whatif's CPU where 1e-6 K and 1e-4 s are reached",
        ],
        rows,
    )


def rooms_in_full(records):
    rows = []
    for title, group in by_problem(records).items():
        ours = whatif_of(group)
        for r in group:
            tolerance = f"{r['rtol']:.0e}" if r["rtol"] else "its own"
            if not r["cpu"]:
                rows.append([title, rooms.NAMES[r["method"]], tolerance, r["failure"] or "-", "-", "-", "-", "-"])
                continue
            rows.append(
                [
                    title,
                    rooms.NAMES[r["method"]],
                    tolerance,
                    seconds(r["cpu"]),
                    str(r["repetitions"]),
                    number(r["error"]["kelvin"]) + " K",
                    error_in_time(r["error"]),
                    ratio(r, ours),
                ]
            )
    return table(
        ["problem", "method", "rtol", "CPU, median", "of", "error of a state", "error of a switching", "times whatif"],
        rows,
    )


def nanoseconds(ns):
    return f"{ns:,.0f} ns".replace(",", " ") if ns >= 100 else f"{ns:.3g} ns"


def event_table(records, ours, others):
    """The cases in which `ours` has a part."""
    cases = {(kind, n) for kind, n, runs in events.CASES if ours in runs}
    rows = []
    for r in records:
        if (r["kind"], r["n"]) not in cases:
            continue
        mine = r["ns"].get(ours)
        cells = [r["kind"], f"{r['n']:,}".replace(",", " "), nanoseconds(mine) if mine else "not there"]
        for who in others:
            ns = r["ns"].get(who)
            cells.append("-" if ns is None else nanoseconds(ns) + (f", {ns / mine:.2g} x" if mine else ""))
        rows.append(cells)
    return table(["problem", "N", events.WHO[ours], *[events.WHO[o] for o in others]], rows)


def office_table(office):
    rows = []
    ours = next((r for r in office["runs"] if r["method"] == "whatif" and r["cpu"]), None)
    for r in office["runs"]:
        if not r["cpu"]:
            rows.append([r["method"], r["failure"] or "-", *["-"] * 7])
            continue
        agree = (
            ""
            if r["switchings"] is None
            else str(r["switchings"]) + (f" (whatif {r['theirs']})" if r["theirs"] != r["switchings"] else "")
        )
        rows.append(
            [
                r["method"] if r is ours else f"scipy {r['method']}",
                f"{1 / r['cpu']:.3g}",
                seconds(r["cpu"]),
                str(r["repetitions"]),
                "1" if r is ours else ratio(r, ours),
                seconds(r["cold"]),
                f"{r['cold'] / ours['cold']:.3g}" if ours else "-",
                f"{number(r['error'])} K" if r["error"] is not None else "",
                agree,
            ]
        )
    return table(
        [
            "",
            "runs a second",
            "CPU a run, warm",
            "of",
            "times whatif",
            "cold: reading, setting up, first run",
            "times whatif",
            "largest difference of a temperature",
            "switchings",
        ],
        rows,
    )


def indicators(office):
    r = next((r for r in office["runs"] if r["indicators"]), None)
    if r is None:
        return ""
    return paragraph(
        "Indicators, scipy and whatif: "
        + "; ".join(f"{n} {a:.6g} and {b:.6g}" for n, (a, b) in r["indicators"].items())
        + ".\n"
    )


def studies(go):
    rows = []
    for name, what in (("BenchmarkStudy/1", "study, one worker"), ("BenchmarkStudy/2", "study, two workers")):
        if name in go:
            rows.append([what, f"{go[name]['runs/s']:.3g} runs/s"])
    if efficiency := go.get("BenchmarkStudy/2", {}).get("efficiency"):
        rows.append(["parallel efficiency on two cores", f"{efficiency:.2f}"])
    if year := go.get("BenchmarkYear"):
        rows.append(
            [
                f"a year of three rooms, hourly weather and record, {year['switchings']:.0f} switchings",
                f"{year['ms/run']:.3g} ms a run",
            ]
        )
    return table(["by the clock", ""], rows) if rows else ""


def preamble(about):
    return paragraph(
        f"""{about['processor']}, {about['cores']} cores, {about['system']}; {about['go']}; {about['compiler']}, -O3
        -march=native; Python {about['python']}, numpy
        {about['numpy']}, scipy {about['scipy']}, SimPy {about['simpy']}. One thread each; processor time, garbage
        collection included; one process a repetition, every program in turns, so that a busy minute meets all.
        Figures are medians."""
    )


def taken(part):
    of = "" if part["name"] in ("events", "laws") else ' ("of")'
    with_sundials = f" SUNDIALS {part['sundials']}." if part.get("sundials") else ""
    without = f" Without {' and '.join(part['missing'])}." if part["missing"] else ""
    return paragraph(
        f"""Taken on {part['date']} by `{part['command']}`: {part['repetitions']} repetitions, fewer where one takes
        long{of}.{with_sundials}{without}"""
    )


ROOMS = paragraph(
    """Every solver runs the same equations (`cpp/rooms.h`, `cpp/wall.h`) with the same stops and samples; whatif runs
    its full engine, from the study to the samples of all states each minute and the events. Errors are against Taylor
    series in 80-bit numbers (`cpp/reference.cpp`), which shares the equations with the solvers in C++ and nothing with
    whatif: of a state, the most over all states and samples; of a switching, the most over all. The absolute tolerance
    is a hundredth of rtol. A ratio is times whatif's processor time; what takes longer than whatif is above 1. Setting up is
    included for all (whatif's study, model and modes; the solvers' Jacobians, matrices and workspaces), making the
    numbers of the problem for none, nor a process's start. Of T1 with 10 rooms and T4 the second run of each process
    counts, whoever's it is; of T1 with 100 and 1000 rooms and T2, which take long, the first."""
)

EVENTS = paragraph(
    """Nanoseconds of processor time an event, and times whatif's. In the hold model each of N pending timers, when it
    fires, is set anew with an exponential delay; "three reschedules" moves three other timers at random with each.
    whatif's tree is the pending-event set alone, as C++'s `std::priority_queue` is (with lazy deletion by version where
    entries move); whatif's engine is the kernel through its public interface with fingerprint, microsteps and caps; the
    least kernel (`yardstick`) is the same package, `engine/pending`, with a call through an interface for each event and
    its next time set, and nothing else. The engine does more, but calls actors of one kind in runs and keeps their
    states side by side, which wins some of it back. In lockstep all are due at every instant. In the ring a token goes round, one lap a second and at once from each to the
    next; an event is one pass."""
)

OFFICE = paragraph(
    """One run of `examples/office`, draw 0 of the first variant: ten simulated days with gusts every two minutes. scipy
    solves the same draw (`scipy_office.py`): the same numbers, and the same gusts, which whatif hands over. Warm is
    a later run of a process whose model stands (scipy's second; the median of whatif's second to sixth), cold the first
    run with all before it but the start of the process: whatif reads the scenario and its files and builds the model,
    scipy reads the draw and sets its matrices and jumps up. `solve_ivp` at rtol 1e-6 begins anew at every jump, with the thermostat as a terminal event; its indicators come from the
    ten-minute grid, whatif's from the exact course."""
)


def write(results):
    """The whole section."""
    parts = [preamble(results["about"])]
    found = results["parts"]
    if rows := found.get("rooms", {}).get("figures"):
        parts += [
            "### Solvers of hybrid problems\n",
            ROOMS,
            taken(found["rooms"]),
            rooms_at_a_glance(rows),
            "Method by method:\n",
            rooms_in_short(rows),
            "![error against processor time](error_vs_time.png)\n",
            "All rows:\n",
            rooms_in_full(rows),
        ]
    if rows := found.get("laws", {}).get("figures"):
        parts += law_tables.write(rows, taken(found["laws"]))
    if rows := found.get("events", {}).get("figures"):
        parts += [
            "### Event list and event kernel\n",
            EVENTS,
            taken(found["events"]),
            event_table(rows, "tree", ["queue"]),
            event_table(rows, "engine", ["yardstick", "queue", "callbacks", "processes"]),
        ]
    if rows := found.get("office", {}).get("figures"):
        parts += [
            "### The office study\n",
            OFFICE,
            taken(found["office"]),
            office_table(rows),
            indicators(rows),
            studies(rows["go"]),
        ]
    return "\n".join(parts)


def put(page, text):
    """Replaces what stands between the marks of a page, or adds it at the end."""
    old = page.read_text()
    section = f"{BEGIN}\n\n{text}\n{END}"
    if BEGIN in old and END in old:
        before, rest = old.split(BEGIN, 1)
        page.write_text(before + section + rest.split(END, 1)[1])
    else:
        page.write_text(old.rstrip("\n") + "\n\n## Beside its peers (`benchmarks/peers`)\n\n" + section + "\n")
