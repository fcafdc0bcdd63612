"""Checks that Parquet and CSV hold what the Arrow files hold.

    python check_export.py RESULT PARQUET CSV
"""

import csv
import importlib.util
import json
import pathlib
import sys

import duckdb
import pandas as pd
import polars
import pyarrow as pa
import pyarrow.parquet as pq

result, parquet, text = (pathlib.Path(p) for p in sys.argv[1:4])
spec = importlib.util.spec_from_file_location("load", result / "load.py")
load = importlib.util.module_from_spec(spec)
spec.loader.exec_module(load)


def plain(table):
    """A table with its dictionaries as texts."""
    return pa.table({name: (c.cast(pa.string()) if pa.types.is_dictionary(c.type) else c)
                     for name, c in zip(table.column_names, table.columns)})


seen = []
for name in sorted(load.tables(), key=load.tables().index):
    arrow = load.load(name)
    path = parquet / f"{name}.parquet"
    got = pq.read_table(path)
    assert got.schema.equals(arrow.schema, check_metadata=False), (name, got.schema, arrow.schema)
    assert plain(got).equals(plain(arrow)), name
    for field in arrow.schema:
        own = {k: v for k, v in (got.schema.field(field.name).metadata or {}).items() if k != b"PARQUET:field_id"}
        assert own == (field.metadata or {}), (name, field.name, own)
    stored = pq.read_metadata(path).metadata  # as it is in the file
    assert stored[b"whatif.engine_version"] == b"1.2.3"
    columns = json.loads(stored[b"whatif.columns"])
    assert {k: {a.decode(): b.decode() for a, b in (arrow.schema.field(k).metadata or {}).items()} for k in columns} == columns

    frame = polars.read_parquet(path)
    assert frame.height == arrow.num_rows
    want = polars.from_arrow(plain(arrow))
    for column in frame.columns:
        a, b = frame[column], want[column]
        a = a.cast(polars.String) if a.dtype in (polars.Categorical, polars.Enum) else a
        assert a.equals(b), (name, column)

    rows = duckdb.sql(f"SELECT * FROM '{path}'").to_arrow_table()
    assert rows.num_rows == arrow.num_rows
    for column in rows.column_names:
        a, b = rows.column(column), plain(arrow).column(column)
        if pa.types.is_timestamp(b.type):
            assert a.cast(pa.int64()).to_pylist() == b.cast(pa.int64()).to_pylist()
        elif pa.types.is_dictionary(a.type):
            assert a.cast(pa.string()).to_pylist() == b.to_pylist()
        else:
            assert a.to_pylist() == b.to_pylist(), (name, column)

    kinds = {row["column"]: row for row in csv.DictReader(open(text / "columns.csv", newline="", encoding="utf-8")) if row["table"] == name}
    assert list(kinds) == arrow.column_names
    texts = {c: str for c, kind in kinds.items() if kind["type"] == "text"}
    frame = pd.read_csv(text / f"{name}.csv", dtype=texts, keep_default_na=False, na_values=[""])
    assert len(frame) == arrow.num_rows
    for column, kind in kinds.items():
        b = plain(arrow).column(column)
        if kind["type"] == "float64":
            assert b.to_pandas().astype(float).equals(frame[column].astype(float)), (name, column)
        elif kind["type"] == "time":
            assert (pd.to_datetime(frame[column], format="ISO8601") == b.to_pandas()).all()
        elif kind["type"].startswith("int"):
            assert frame[column].tolist() == b.to_pylist(), (name, column)
        else:
            assert [x if isinstance(x, str) else None for x in frame[column]] == b.to_pylist(), (name, column)
    seen.append(name)
print(*seen)
