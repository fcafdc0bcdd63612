"""Times the reading of the same CSV files by whatif, pandas and DuckDB.

    .venv/bin/python benchmarks/telemetry/compare.py

from the project's root. It has the Go benchmark write the files, lets each
reader read each file several times in a process of its own, and prints a table:
least time on the clock, least processor time, and the peak of resident memory.
whatif also hashes the file, checks it and converts it to SI.
"""

import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time

NAMES = ["year_hourly_10", "year_hourly_1000", "year_quarterly_1000"]
REPEATS = 5


def read_pandas(path):
    import pandas

    return pandas.read_csv(path, parse_dates=["time"]).shape[0]


def read_duckdb(path):
    import duckdb

    with duckdb.connect() as con:
        con.execute("set threads = 2")
        return con.execute(f"select * from read_csv('{path}')").to_arrow_table().num_rows


READERS = {"pandas": read_pandas, "duckdb": read_duckdb}


def worker(reader, path):
    """Reads in this process and prints what it took."""
    clock, cpu = [], []
    for _ in range(REPEATS):
        begun, spent = time.perf_counter(), time.process_time()
        READERS[reader](path)
        clock.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - spent)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([min(clock), min(cpu), peak]))


def whatif(folder, name):
    """Runs the Go benchmark on one file, which it writes if it is not there."""
    env = dict(os.environ, WHATIF_TABLES=str(folder))
    clock, cpu, memory = [], [], []
    for _ in range(REPEATS):
        out = subprocess.run(
            ["go", "test", "./benchmarks/telemetry", "-run", "^$", "-bench", f"Read/{name}$", "-benchtime", "1x"],
            env=env, check=True, capture_output=True, text=True).stdout
        line = next(x for x in out.splitlines() if x.startswith("BenchmarkRead"))
        value = {unit: float(x) for x, unit in re.findall(r"([\d.]+(?:e[+-]\d+)?) (\S+)", line)}
        clock.append(value["ns/op"] / 1e9)
        cpu.append(value["cpu_s/op"])
        memory.append(value["MB_from_system"])
    return min(clock), min(cpu), min(memory)


def main():
    with tempfile.TemporaryDirectory() as folder:
        print("| file | MB | reader | clock s | MB/s | processor s | memory MB |")
        print("|---|---|---|---|---|---|---|")
        for name in NAMES:
            path = pathlib.Path(folder) / f"{name}.csv"
            results = {"whatif": whatif(folder, name)}
            for reader in READERS:
                out = subprocess.run([sys.executable, __file__, reader, str(path)], check=True, capture_output=True, text=True)
                results[reader] = json.loads(out.stdout)
            size = path.stat().st_size / 1e6
            for reader, (clock, cpu, memory) in results.items():
                print(f"| {name} | {size:.1f} | {reader} | {clock:.3f} | {size / clock:.0f} | {cpu:.3f} | {memory:.0f} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        worker(*sys.argv[1:])
    else:
        main()
