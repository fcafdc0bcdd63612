"""The event list and the event kernel: ns of processor time an event."""

import re

from measure import programs, repeat

# Where whatif's figures come from.
TREE, KERNEL, YARDSTICK = "engine/pending", "benchmarks/kernel", "benchmarks/peers/yardstick"

WHO = {
    "tree": "whatif's tree",
    "queue": "C++ priority_queue",
    "engine": "whatif's engine",
    "yardstick": "least kernel",
    "callbacks": "SimPy, callbacks",
    "processes": "SimPy, processes",
}


def hold(n):
    runs = {"queue": "plain", "yardstick": (YARDSTICK, "BenchmarkFire", n)}
    if n > 1:
        runs["tree"] = (TREE, "BenchmarkHold", n)
    if n < 1_000_000:
        runs |= {"engine": (KERNEL, "BenchmarkHold", n), "callbacks": "callbacks", "processes": "processes"}
    return runs


def reschedules(n):
    return {"tree": (TREE, "BenchmarkReschedule", n), "queue": "reschedule"}


def lockstep():
    beat = "BenchmarkLockstep"
    return {
        "engine": (KERNEL, beat, None),
        "yardstick": (YARDSTICK, beat, None),
        "queue": "lockstep",
        "processes": "lockstep",
    }


# kind, N, and by whom: what to run. Of a Go benchmark, package, name and size.
CASES = [
    *[("hold", n, hold(n)) for n in (1, 1000, 100_000, 1_000_000)],
    *[("three reschedules", n, reschedules(n)) for n in (1000, 100_000, 1_000_000)],
    ("lockstep", 1000, lockstep()),
    *[("ring", n, {"engine": (KERNEL, "BenchmarkRing", n), "processes": "ring"}) for n in (10, 1000)],
]


def go_events(program, benchmark, size, events):
    """ns of processor time an event of a Go benchmark: the difference between many operations and two, so that what
    comes before the clock starts does not count."""
    pattern = f"^{benchmark}$" + (f"/^{size}$" if size else "")
    spent, operations, a_time = [], [], 1.0
    for count in (2, events):
        out, cpu = programs.run_for_cpu(
            [program, "-test.run", "^$", "-test.bench", pattern, "-test.benchtime", f"{count}x"]
        )
        line = next((x for x in out.splitlines() if x.startswith("Benchmark") and "ns/op" in x), None)
        if line is None:
            raise programs.Failed(f"there is no {benchmark}" + (f" of {size}" if size else ""))
        values = {unit: float(x) for x, unit in re.findall(r"([\d.e+-]+) (\S+)", line)}
        of_event = [x for unit, x in values.items() if unit.startswith("ns/") and unit != "ns/op"]
        a_time = values["ns/op"] / of_event[0] if of_event else 1.0  # events in an operation
        spent.append(cpu)
        operations.append(count)
    return (spent[1] - spent[0]) / (operations[1] - operations[0]) * 1e9 / a_time


def few_or_many(n):
    """Events enough for a steady figure, of a process that takes seconds at most."""
    return 3_000_000 if n < 1_000_000 else 1_000_000


def jobs_of(kind, n, runs, needs, binaries, patience):
    jobs = []
    for who, what in runs.items():
        if isinstance(what, tuple):
            package, benchmark, size = what
            many = 3_000 if kind == "lockstep" else few_or_many(n)
            jobs.append((who, lambda p=binaries[package], b=benchmark, s=size, m=many: go_events(p, b, s, m)))
        elif who == "queue":
            if needs.compiler:
                command = [programs.cpp("hold"), what, n, few_or_many(n)]
                jobs.append((who, lambda c=command: programs.run(c, patience)["cpu_ns"]))
        elif needs.modules["simpy"]:
            command = [*programs.python("simpy_kernel.py"), what, n, 200_000]
            jobs.append((who, lambda c=command: programs.run(c, patience)["cpu_ns"]))
    return {who: repeat.Job(f"{kind} {n} {WHO[who]}", measure) for who, measure in jobs}


def measure(needs, options, say):
    """A list of records, one a case."""
    say("event list and kernel")
    binaries = {}
    for package in (TREE, KERNEL, YARDSTICK):
        if program := programs.go_test(package):
            binaries[package] = program
        else:
            raise programs.Unmeasured(f"{package} does not build")
    records = []
    for kind, n, runs in CASES:
        if options.quick and n > 100_000:
            continue
        jobs = jobs_of(kind, n, runs, needs, binaries, options.patience)
        repeat.in_turns(list(jobs.values()), options.repetitions, options.seconds, say)
        records.append(
            {
                "kind": kind,
                "n": n,
                "ns": {who: job.median() for who, job in jobs.items()},
                "repetitions": {who: len(job.figures) for who, job in jobs.items()},
                "all": {who: job.figures for who, job in jobs.items()},
            }
        )
    return records
