"""Writes the tables beside it as other tools do: the same six hours in each."""
import pandas as pd
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq

hours = pd.date_range("2026-01-12", periods=6, freq="h")
t_out = [1.5, None, -0.25, 3.0, 4.0, 5.5]
wide = pa.table({
    "time": pa.array(hours, pa.timestamp("ns")),
    "utc": pa.array(hours.tz_localize("Europe/Berlin"), pa.timestamp("us", "UTC")),
    "ms": pa.array(hours, pa.timestamp("ms")),
    "sec": pa.array([3600 * h for h in range(6)], pa.int32()),
    "text": pa.array([h.isoformat() for h in hours]),
    "word": pa.array(list("abcabc")).dictionary_encode(),
    "t_out": pa.array(t_out, pa.float64()),
    "f32": pa.array(t_out, pa.float32()),
    "i16": pa.array([1, None, 3, 4, 5, 6], pa.int16()),
    "u64": pa.array([1, None, 3, 4, 5, 6], pa.uint64()),
    "on": pa.array([True, None, False, True, True, False]),
    "list": pa.array([[1.0]] * 6),
    "number_as_text": pa.array(["1.5", "", "-0.25", "3", "4e0", "5.5"]),
})
pq.write_table(wide, "wide.parquet", compression="snappy", row_group_size=4)
pq.write_table(wide, "wide_zstd.parquet", compression="zstd", data_page_version="2.0", use_dictionary=False)
wide = wide.drop_columns("list")
feather.write_feather(wide, "lz4.feather", compression="lz4", chunksize=4)
feather.write_feather(wide, "zstd.arrow", compression="zstd")
with pa.OSFile("stream.ipc", "wb") as sink, pa.ipc.new_stream(sink, wide.schema) as out:
    for batch in wide.to_batches(max_chunksize=4):
        out.write_batch(batch)
long = pd.DataFrame({
    "time": list(hours) * 2,
    "id": pd.Categorical(["north"] * 6 + ["south"] * 6),
    "floor": [1] * 6 + [2] * 6,
    "value": t_out + [x + 10 if x is not None else None for x in t_out],
}).sort_values(["time", "id"])
long.to_parquet("long_pandas.parquet")
long.to_feather("long_pandas.feather")
