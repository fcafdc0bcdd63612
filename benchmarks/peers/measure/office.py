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
    """CPU s a run of ten simulated days, and how far the two are apart."""
    whatif = programs.go_program()
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "office.json")

        def ours():
            programs.run_for_cpu([whatif, "office", DRAW, 5, file])
            return statistics.median(json.loads(file.read_text())["cpu"])

        found = {}

        def theirs(method):
            found[method] = programs.run([*programs.python("scipy_office.py"), file, method, 1], options.patience)
            return found[method]["cpu"][0]

        jobs = {"whatif": repeat.Job("office whatif", ours)}
        if needs.modules["scipy"]:
            for method in METHODS:
                jobs[method] = repeat.Job(f"office scipy {method}", lambda m=method: theirs(m))
        repeat.in_turns(list(jobs.values()), options.repetitions, options.seconds * 2, say)
        return [
            {
                "method": name,
                "cpu": job.median(),
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
    if not needs.go:
        say("office: whatif needs go; left out")
        return {}
    say("office study")
    return {"runs": beside_scipy(needs, options, say), "go": of_go(options, say)}
