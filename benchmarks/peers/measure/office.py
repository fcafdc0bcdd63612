"""The office study beside scipy, and what whatif's own benchmarks say of studies."""

import json
import os
import pathlib
import re
import statistics
import tempfile

from measure import programs, repeat

DRAW = 0
METHODS = ("RK45", "LSODA")


def beside_scipy(needs, options, say):
    """CPU s of a run of ten simulated days, warm and cold, and how far the two are apart. Cold is a process's first run
    with all reading and setting up before it, warm a later run of what stands."""
    whatif = programs.go_program()
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "office.json")

        found, cold = {}, {}

        def ours():
            programs.run_for_cpu([whatif, "office", DRAW, 5, file])
            told = json.loads(file.read_text())
            cold.setdefault("whatif", []).append(told["built"])
            return statistics.median(told["cpu"])

        def theirs(method):
            found[method] = programs.run([*programs.python("scipy_office.py"), file, method, 2], options.patience)
            first, second = found[method]["cpu"]
            cold.setdefault(method, []).append(found[method]["built"] + first)
            return second

        jobs = {"whatif": repeat.Job("office whatif", ours)}
        if needs.modules["scipy"] and needs.modules["numpy"]:
            for method in METHODS:
                jobs[method] = repeat.Job(f"office scipy {method}", lambda m=method: theirs(m))
        repeat.in_turns(list(jobs.values()), options.repetitions, options.seconds * 4, say)
        return [
            {
                "method": name,
                "cpu": job.median(),
                "cold": statistics.median(cold[name]) if name in cold else None,
                "repetitions": len(job.figures),
                "all": job.figures,
                "failure": job.failure,
                **{k: found.get(name, {}).get(k) for k in ("error", "late", "switchings", "theirs", "indicators")},
            }
            for name, job in jobs.items()
        ]


def of_go(options, say):
    """What BenchmarkStudy and BenchmarkYear report: medians by benchmark and unit."""
    package = "benchmarks/office"
    program = programs.go_test(package)
    if not program:
        say(f"  {package} does not build; left out")
        return {}
    say("  BenchmarkStudy, BenchmarkYear")
    values = {}
    for _ in range(options.repetitions):
        # The study wants all the cores that there are, the year one.
        for pattern, count, env in (
            ("^BenchmarkStudy$", "1x", dict(os.environ)),
            ("^BenchmarkYear$", "3x", programs.ALONE),
        ):
            command = [program, "-test.run", "^$", "-test.bench", pattern, "-test.benchtime", count]
            out, _ = programs.run_for_cpu(command, env, programs.ROOT / package)
            for line in out.splitlines():
                if line.startswith("Benchmark"):
                    units = values.setdefault(re.sub(r"-\d+$", "", line.split()[0]), {})
                    for x, unit in re.findall(r"([\d.e+-]+) (\S+)", line):
                        units.setdefault(unit, []).append(float(x))
    return {name: {unit: statistics.median(xs) for unit, xs in units.items()} for name, units in values.items()}


def measure(needs, options, say):
    say("office study")
    return {"runs": beside_scipy(needs, options, say), "go": of_go(options, say)}
