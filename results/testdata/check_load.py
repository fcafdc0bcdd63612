"""Checks what load.py and other readers see of results that python_test.go wrote.

    python check_load.py RESULT...
"""

import importlib.util
import math
import pathlib
import sys

import pandas as pd
import polars
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.ipc

DICT = pa.dictionary(pa.int32(), pa.string())
TIME = pa.timestamp("us", tz="UTC")


def check_types(load):
    room = load.load("series_thermal_room")
    assert [(f.name, f.type) for f in room.schema] == [
        ("run_id", pa.int64()), ("variant", DICT), ("draw", pa.int32()), ("t", pa.float64()), ("time", TIME),
        ("twin", DICT), ("temperature", pa.float64()), ("heat_loss", pa.float64()),
    ], room.schema
    runs = load.load("runs").schema
    assert runs.field("status").type == DICT and runs.field("error").type == pa.string()
    assert runs.field("sweep").type == pa.int32() and runs.field("seed").type == pa.int64()
    events = load.load("events").schema
    assert events.field("t_ns").type == pa.int64() and events.field("kind").type == DICT
    assert not any(pa.types.is_nested(f.type) for t in load.tables() for f in load.load(t).schema)


def check_metadata(load):
    for table in load.tables():
        meta = load.load(table).schema.metadata
        assert meta[b"whatif.format_version"] == b"1"
        assert meta[b"whatif.engine_version"] == b"1.2.3"
        assert meta[b"whatif.scenario_sha256"].decode() == load.batch()["scenario_sha256"]
    field = load.load("series_thermal_room").schema.field("heat_loss")
    assert field.metadata == {b"path": b"twin.*.heat_loss", b"unit": b"W", b"description": b"heat to outdoors",
                              b"cell_methods": b"mean"}, field.metadata
    temperature = load.load("series_thermal_room").schema.field("temperature").metadata
    assert temperature[b"unit"] == b"degC" and temperature[b"cell_methods"] == b"point"
    assert load.units("runs") == {"t_end": "s", "events": "1", "pump_cop": "1", "energy": "kWh", "cold_hours": "h"}


def check_dictionaries(load):
    for table in load.tables():
        for name in ("variant", "twin", "status"):
            column = load.load(table)
            if name not in column.column_names:
                continue
            for chunk in column.column(name).chunks:
                want = {"variant": ["base", "warmer"], "twin": ["input", "north", "pump", "south"], "status": ["ok", "failed"]}
                assert chunk.dictionary.to_pylist() == want[name], (table, name, chunk.dictionary)


def check_values(load):
    runs = load.runs()
    assert runs["run_id"].tolist() == list(range(20))
    assert runs.loc[runs["status"] == "failed", "run_id"].tolist() == [0, 8]
    assert runs.loc[8, "error"] == "twin.north: temperature 1e6 K" and math.isnan(runs.loc[8, "energy"])
    assert pd.isna(runs.loc[7, "error"]) and runs.loc[7, "energy"] == 10.5 and runs.loc[7, "pump_cop"] == 3.07

    room = load.series("thermal.room")
    assert len(room) == 2 * (18 * 7 + 2 * 3)
    order = room[["run_id", "t"]].assign(twin=room["twin"].cat.codes)
    assert order.equals(order.sort_values(["run_id", "t", "twin"]))
    first = room[room["t"] == 0]
    assert first["heat_loss"].isna().all(), "the first row of a mean"
    assert first["temperature"].notna().all()
    assert pc.is_null(load.load("series_thermal_room").column("heat_loss"))[0].as_py(), "null, not NaN"
    start = pd.Timestamp("2026-01-11T23:00:00Z")
    assert (room["time"] == start + pd.to_timedelta(room["t"], unit="s")).all()
    assert str(room["time"].dt.tz) == "UTC"
    north = room[(room["run_id"] == 7) & (room["twin"] == "north") & (room["t"] == 30)].iloc[0]
    assert north["temperature"] == 290 + math.sin(7 * 1.3) * 3 + 3 / 7 - 273.15

    events = load.events()
    assert len(events) == 20 + 2 * 10
    one = events.iloc[0]
    assert one["t_ns"] == 10_001_234_567 and one["time"] == start + pd.Timedelta("10.001234s")
    assert one["kind"] == "switch_on" and one["unit"] == "1" and one["detail"] == "run 0"
    alert = events[events["kind"] == "alert_on"].iloc[0]
    assert pd.isna(alert["twin"]) and math.isnan(alert["value"]) and alert["signal"] == "alert.cold"


def check_summary(load):
    runs, room, summary = load.runs(), load.series("thermal.room"), load.summary()
    ok = runs[runs["status"] == "ok"][["run_id", "sweep"]]
    merged = room.merge(ok, on="run_id")
    for variable in ("temperature", "heat_loss"):
        got = summary[summary["variable"] == variable].set_index(["variant", "sweep", "t", "twin"])
        groups = merged.groupby(["variant", "sweep", "t", "twin"], observed=True)[variable]
        assert len(groups) == len(got)
        for key, values in groups:
            row, values = got.loc[key], values.dropna()
            assert row["n"] == len(values) and row["failed"] == (1 if key[0] == "base" else 0), (key, row)
            if len(values) == 0:
                assert math.isnan(row["mean"]) and math.isnan(row["q50"])
                continue
            assert math.isclose(row["mean"], values.mean(), rel_tol=1e-12)
            assert math.isclose(row["sd"], values.std(ddof=1), rel_tol=1e-9)
            for q in (5, 25, 50, 75, 95):
                assert math.isclose(row[f"q{q:02d}"], values.quantile(q / 100), rel_tol=1e-12)


def check_parts(load):
    pieces = list(load.parts("series_thermal_room"))
    assert len(pieces) > 1 and pa.concat_tables(pieces).equals(load.load("series_thermal_room"))
    runs = [set(p["run_id"].to_pylist()) for p in pieces]
    assert sum(map(len, runs)) == len(set().union(*runs)), "a run is in one part"


def check_unfinished(load):
    """The same result, as if a part and the summary were not there yet."""
    whole = load.load("runs").num_rows
    missing = [load.HERE / "runs" / "part-00001.arrow", load.HERE / "summary.arrow"]
    for path in missing:
        path.rename(path.with_suffix(".away"))
    try:
        first = next(load.parts("runs")).num_rows
        assert first <= load.load("runs").num_rows < whole and "summary" not in load.tables()
        assert load.connect().sql("SELECT count(*) FROM runs").fetchall()[0][0] == load.load("runs").num_rows
        try:
            load.load("summary")
        except FileNotFoundError as error:
            assert "unfinished" in str(error)
        else:
            raise AssertionError("a summary that is not there")
    finally:
        for path in missing:
            path.with_suffix(".away").rename(path)


def check_mapping(load):
    """Files without compression are read without copying."""
    if load.batch()["compression"] != "none":
        return
    path = load.HERE / "series_thermal_room" / "part-00000.arrow"
    before = pa.total_allocated_bytes()
    with pa.memory_map(str(path)) as source:
        table = pa.ipc.open_file(source).read_all()
    assert table.num_rows > 0 and pa.total_allocated_bytes() - before < 1024


def check_duckdb(load):
    connection = load.connect()
    assert connection.sql("SELECT count(*) FROM finished").fetchall() == [(18,)]
    assert connection.sql("SELECT * FROM alerts ORDER BY ALL").fetchall() == [
        ("base", 0, "alert.cold", 3, 6), ("base", 1, "alert.cold", 2, 4),
        ("warmer", 0, "alert.cold", 3, 6), ("warmer", 1, "alert.cold", 2, 4)]
    rows = connection.sql("""SELECT count(*), max(sweep), max(parameter_pump_cop), epoch_us(min(time))
                             FROM thermal_room_runs WHERE status = 'ok'""").fetchall()
    assert rows == [(2 * 18 * 7, 1, 3.19, 1768172400000000)], rows


def check_polars(load):
    parts = sorted((load.HERE / "series_thermal_room").glob("*.arrow"))
    room = polars.concat([polars.read_ipc(p) for p in parts])
    assert room.height == 2 * (18 * 7 + 2 * 3)
    assert room["heat_loss"][0] is None and room["twin"][1] == "south"
    assert str(room["time"][0]) == "2026-01-11 23:00:00+00:00"
    every = load.HERE / "series_thermal_room" / "*.arrow"
    assert polars.read_ipc(every).height == room.height and polars.scan_ipc(every).collect().height == room.height


def check_difference(load):
    found = load.difference("energy")
    assert found.index.tolist() == [("warmer", 0), ("warmer", 1)], found
    runs = load.runs()
    runs = runs[runs["status"] == "ok"]
    for sweep in (0, 1):
        energy = {name: runs[(runs["variant"] == name) & (runs["sweep"] == sweep)].set_index("draw")["energy"] for name in ("base", "warmer")}
        paired = (energy["warmer"] - energy["base"]).dropna()
        row = found.loc[("warmer", sweep)]
        assert row["n"] == len(paired) and math.isclose(row["mean"], paired.mean())
        quantile = {3: 3.182446305284263, 4: 2.7764451051977987}[len(paired) - 1]  # of Student's t, 97.5 %
        half = quantile * paired.std(ddof=1) / math.sqrt(len(paired))
        assert math.isclose(row["high"] - row["mean"], half, abs_tol=1e-9), (row, half)
        assert math.isclose(row["mean"] - row["low"], half, abs_tol=1e-9)
    assert load.difference("energy", base="warmer").loc[("base", 1), "mean"] == -found.loc[("warmer", 1), "mean"]
    for wrong in ({"indicator": "enrgy"}, {"indicator": "energy", "base": "bass"}):
        try:
            load.difference(**wrong)
        except ValueError as error:
            assert "there are" in str(error)
        else:
            raise AssertionError(wrong)


def check_replicates(load):
    """The same runs, as if they had been drawn by a design: two replicates."""
    described = load.batch()
    described.update(design="lhs", replicates=2, draws=4, sweeps=1)
    table = pd.DataFrame([{"variant": v, "sweep": 0, "draw": d, "status": "ok", "energy": e}
                          for v, energies in (("base", [0.0, 0, 0, 0]), ("warmer", [1.0, 3, 4, 6])) for d, e in enumerate(energies)])
    batch, runs = load.batch, load.runs
    load.batch, load.runs = lambda: described, lambda: table
    row = load.difference("energy").loc["warmer"]
    assert row["n"] == 4 and row["mean"] == 3.5  # of means 2 and 5
    assert math.isclose(row["high"] - 3.5, 12.706204736174707 * 1.5, rel_tol=1e-9), row
    described["replicates"] = 1
    assert math.isnan(load.difference("energy").loc["warmer", "low"])
    load.batch, load.runs = batch, runs


def module(result):
    """The load.py of a result, imported."""
    spec = importlib.util.spec_from_file_location("load", pathlib.Path(result) / "load.py")
    load = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(load)
    return load


def main():
    for result in sys.argv[1:]:
        load = module(result)
        check_types(load)
        check_metadata(load)
        check_dictionaries(load)
        check_values(load)
        check_summary(load)
        check_mapping(load)
        check_parts(load)
        check_unfinished(load)
        check_duckdb(load)
        check_polars(load)
        check_difference(load)
        check_replicates(load)
        print("read a result with compression", load.batch()["compression"])


if __name__ == "__main__":
    main()
