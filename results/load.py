"""Load the tables of this result into Python.

    import load
    load.runs()                      # pandas: one row per run
    load.series("thermal.room")      # pandas: one row per run, time and twin
    load.curve("twin.north.temperature", run=3)   # pandas: one curve, by local time
    load.load("summary")             # pyarrow.Table of any table
    load.polars("runs")              # polars.DataFrame of any table
    for piece in load.parts("events"): ...   # pyarrow.Table by pyarrow.Table, of large ones
    load.units("summary")            # units of its columns, where they have one
    load.difference("energy")        # pandas: of every variant to the first, with its interval

Or `python load.py` for an overview. Needs pyarrow, and pandas for the
functions that return data frames. Times t are in seconds since the start.
"""

import json
import math
import pathlib

import pyarrow as pa
import pyarrow.compute
import pyarrow.ipc

HERE = pathlib.Path(__file__).resolve().parent


def batch():
    """What was run: the content of batch.json."""
    return json.loads((HERE / "batch.json").read_text(encoding="utf-8"))


def tables():
    """The names of all tables; there is a summary once the batch is finished."""
    described = batch()
    balance = ["balance"] if "balance" in described else []
    summary = ["summary"] if _has_summary() else []
    return ["runs", *(t["table"] for t in described["tables"]), "events", *balance, *summary]


def _has_summary():
    return (HERE / "summary.arrow").exists()


def _files(table):
    if table == "summary":
        if not _has_summary():
            raise FileNotFoundError(f"{HERE} has no summary yet: its batch is unfinished")
        return [HERE / "summary.arrow"]
    if table not in tables():
        raise ValueError(f"no table {table!r}: there are {', '.join(tables())}")
    described = batch()
    planned = -(-described["runs"] // described["runs_per_part"])
    # A part counts once its file in runs/ has its name.
    numbers = [k for k in range(planned) if (HERE / "runs" / f"part-{k:05d}.arrow").exists()]
    if not numbers:
        raise FileNotFoundError(f"{HERE} has no finished part")
    return [HERE / table / f"part-{k:05d}.arrow" for k in numbers]


def load(table):
    """A table as a pyarrow.Table, its parts joined. Files without compression
    are mapped, not read."""
    return pa.concat_tables(parts(table))


def parts(table):
    """A table piece by piece, for what is larger than memory: a pyarrow.Table
    for each part, in the order of the runs. A run is in one part as a whole."""
    for path in _files(table):
        with pa.memory_map(str(path)) as source:
            yield pa.ipc.open_file(source).read_all()


def units(table):
    """The units of a table's columns, by column."""
    found = {}
    with pa.memory_map(str(_files(table)[0])) as source:
        for field in pa.ipc.open_file(source).schema:
            unit = (field.metadata or {}).get(b"unit")
            if unit is not None:
                found[field.name] = unit.decode()
    return found


def runs():
    """One row per run: status, parameters and indicators."""
    return load("runs").to_pandas()


def series(kind):
    """The samples of one kind of twin, such as "thermal.room": one row per
    run, time and twin, one column per variable."""
    return load("series_" + kind.replace(".", "_")).to_pandas()


def events():
    """One row per event."""
    return load("events").to_pandas()


def summary():
    """The spread over the draws, by variant, sweep point, time and variable."""
    return load("summary").to_pandas()


def balance():
    """Heat into each zone by where it comes from, in total, by month and by hour:
    one row per run, zone, term and period. Only where the scenario asks for it."""
    return load("balance").to_pandas()


def polars(table):
    """A table as a polars.DataFrame. Needs polars."""
    import polars as pl

    return pl.from_arrow(load(table))


def curve(path, run=0):
    """One variable of one twin through one run, such as "twin.north.temperature" or
    "input.outdoor": pandas, by calendar time in the scenario's time zone where it
    has a start, otherwise by seconds."""
    described = batch()
    for kind in described["tables"]:
        for column in kind["columns"]:
            twin = "input" if kind["kind"] == "input" else path.split(".")[1]
            if path not in (column["path"], f"twin.{twin}.{column['name']}"):
                continue
            found = _of_run(kind["table"], run)
            found = found[found["twin"] == twin]
            if found.empty:
                break
            if "time" in found:
                zone = described.get("timezone", "UTC")
                return found.set_index(found["time"].dt.tz_convert(zone))[column["name"]].rename(path)
            return found.set_index("t")[column["name"]].rename(path)
    raise ValueError(f"{path} is not recorded in run {run}")


def _of_run(table, run):
    """The rows of one run: only its part is read."""
    described = batch()
    path = HERE / table / f"part-{run // described['runs_per_part']:05d}.arrow"
    if not 0 <= run < described["runs"] or not path.exists():
        raise ValueError(f"there is no run {run}")
    with pa.memory_map(str(path)) as source:
        whole = pa.ipc.open_file(source).read_all()
    return whole.filter(pa.compute.equal(whole["run_id"], run)).to_pandas()


def _student(n):
    """The 97.5 % quantile of Student's t with n degrees of freedom, from the
    finite sums for its distribution function (Abramowitz, Stegun 26.7.3-4)."""

    def within(t):
        angle = math.atan(t / math.sqrt(n))
        sine, cosine = math.sin(angle), math.cos(angle)
        term = cosine if n % 2 else 1.0
        total = term if n > 1 else 0.0
        for k in range(2 + n % 2, n - 1, 2):
            term *= cosine * cosine * (k - 1) / k
            total += term
            if term < 1e-18:
                break
        return 2 / math.pi * (angle + sine * total) if n % 2 else sine * total

    low, high = 0.0, 13.0  # of one degree of freedom it is 12.7
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if within(middle) < 0.95 else (low, middle)
    return (low + high) / 2


def _half_width(values):
    """Half of the 95 % interval of the mean of independent values."""
    n = len(values)
    return _student(n - 1) * values.std(ddof=1) / math.sqrt(n) if n > 1 else math.nan


def difference(indicator, base=None):
    """How much greater an indicator is in each variant than in base (the first
    one, unless named), draw by draw: the mean difference and its 95 % interval,
    low to high. Draws that failed in either are left out; n is how many are
    left. The points of a Latin hypercube or a Sobol sequence belong together,
    so that their interval comes from the means of the replicates; it is NaN
    where there is only one."""
    import pandas as pd

    described, table = batch(), runs()
    names = [v["name"] for v in described["variants"]]
    base = names[0] if base is None else base
    if base not in names:
        raise ValueError(f"no variant {base!r}: there are {', '.join(names)}")
    known = [c["name"] for c in described["indicators"]]
    if indicator not in known:
        raise ValueError(f"no indicator {indicator!r}: there are {', '.join(known)}")
    table = table[table["status"] == "ok"]
    values = table.pivot(index=["sweep", "draw"], columns="variant", values=indicator).reindex(columns=names)
    replicates = described.get("replicates", 1)
    even = described.get("design", "iid") != "iid"
    rows = []
    for sweep, of_sweep in values.groupby(level="sweep"):
        for name in names:
            if name == base:
                continue
            paired = (of_sweep[name] - of_sweep[base]).dropna()
            independent = paired
            if even:
                each = max(described["draws"] // replicates, 1)
                independent = paired.groupby(paired.index.get_level_values("draw") // each).mean()
            mean, half = paired.mean(), _half_width(independent)
            if even and len(independent) < replicates:
                half = math.nan
            rows.append((name, sweep, len(paired), mean, mean - half, mean + half))
    found = pd.DataFrame(rows, columns=["variant", "sweep", "n", "mean", "low", "high"])
    if described["sweeps"] == 1:
        return found.drop(columns="sweep").set_index("variant")
    return found.set_index(["variant", "sweep"])


def connect():
    """A DuckDB connection that sees the tables and the views of views.sql.
    Needs duckdb."""
    import duckdb

    connection = duckdb.connect()
    for name in tables():
        connection.register(name, load(name))
    connection.execute((HERE / "views.sql").read_text(encoding="utf-8"))
    return connection


def main():
    described = batch()
    try:
        status = load("runs").column("status").to_pylist()
    except FileNotFoundError as reason:
        raise SystemExit(str(reason)) from None
    print(f"{described['name']}: {len(status)} of {described['runs']} runs, {status.count('failed')} failed")
    print(f"variants: {', '.join(v['name'] for v in described['variants'])}")
    print(f"draws: {described['draws']}, sweep points: {described['sweeps']}, seed: {described['seed']}")
    for name in tables():
        table = load(name)
        print(f"\n{name}: {table.num_rows} rows")
        unit = units(name)
        for field in table.schema:
            print(f"  {field.name}" + (f" [{unit[field.name]}]" if field.name in unit else ""))


if __name__ == "__main__":
    main()
