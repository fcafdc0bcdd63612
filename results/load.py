"""Load the tables of this result into Python.

    import load
    load.runs()                      # pandas: one row per run
    load.series("thermal.room")      # pandas: one row per run, time and twin
    load.load("summary")             # pyarrow.Table of any table
    load.units("summary")            # units of its columns, where they have one

Or `python load.py` for an overview. Needs pyarrow, and pandas for the
functions that return data frames. Times t are in seconds since the start.
"""

import json
import pathlib

import pyarrow as pa
import pyarrow.ipc

HERE = pathlib.Path(__file__).resolve().parent


def batch():
    """What was run: the content of batch.json."""
    return json.loads((HERE / "batch.json").read_text(encoding="utf-8"))


def tables():
    """The names of all tables."""
    return ["runs", *(t["table"] for t in batch()["tables"]), "events", "summary"]


def _files(table):
    if table not in tables():
        raise ValueError(f"no table {table!r}: there are {', '.join(tables())}")
    if table == "summary":
        return [HERE / "summary.arrow"]
    described = batch()
    parts = -(-described["runs"] // described["runs_per_part"])
    # A part counts once its file in runs/ has its name.
    numbers = [k for k in range(parts) if (HERE / "runs" / f"part-{k:05d}.arrow").exists()]
    if not numbers:
        raise FileNotFoundError(f"{HERE} has no finished part")
    return [HERE / table / f"part-{k:05d}.arrow" for k in numbers]


def load(table):
    """A table as a pyarrow.Table, its parts joined. Files without compression
    are mapped, not read."""
    pieces = []
    for path in _files(table):
        with pa.memory_map(str(path)) as source:
            pieces.append(pa.ipc.open_file(source).read_all())
    return pa.concat_tables(pieces)


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
    status = load("runs").column("status").to_pylist()
    print(f"{described['name']}: {len(status)} of {described['runs']} runs, {status.count('failed')} failed")
    print(f"variants: {', '.join(v['name'] for v in described['variants'])}")
    print(f"draws: {described['draws']}, sweep points: {described['sweeps']}, seed: {described['seed']}")
    for name in tables():
        if name == "summary" and not (HERE / "summary.arrow").exists():
            continue
        table = load(name)
        print(f"\n{name}: {table.num_rows} rows")
        unit = units(name)
        for field in table.schema:
            print(f"  {field.name}" + (f" [{unit[field.name]}]" if field.name in unit else ""))


if __name__ == "__main__":
    main()
