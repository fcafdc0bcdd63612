"""What pyarrow takes for what the Go program beside this file measures.

beside.py write COMPRESSION ROWS DIR    writes the same table in batches of as many rows, columns ready in memory
beside.py read COMPRESSION ROWS DIR     loads the series of DIR/batch-COMPRESSION by its load.py, sums one variable of one room
"""
import json
import os
import sys
import time

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

ROOMS, BATCH = 10, 1 << 16


def peak():
    with open("/proc/self/status") as status:
        return next((int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM:")), 0)


def batches(rows):
    """The table of one run, in batches."""
    variants, rooms = pa.array(["base"]), pa.array([f"room{i:03d}" for i in range(ROOMS)])
    for start in range(0, rows, BATCH):
        row = np.arange(start, min(start + BATCH, rows))
        sample, twin = row // ROOMS, (row % ROOMS).astype(np.int32)
        zeros = np.zeros(len(row), np.int32)
        k = sample % 1000
        yield pa.record_batch({
            "run_id": np.zeros(len(row), np.int64),
            "variant": pa.DictionaryArray.from_arrays(zeros, variants),
            "draw": zeros,
            "t": sample.astype(np.float64),
            "twin": pa.DictionaryArray.from_arrays(twin, rooms),
            "temperature": 20 + np.sin(k / 70 + 2 * twin),
            "heat_loss": 20 + np.sin(k / 70 + 2 * twin + 1),
        })


def write(compression, rows, folder):
    ready = list(batches(rows))
    path = os.path.join(folder, "pyarrow")
    options = pa.ipc.IpcWriteOptions(compression=None if compression == "none" else compression)
    begun = time.perf_counter()
    with open(path, "wb", buffering=0) as f:
        with pa.ipc.new_file(f, ready[0].schema, options=options) as out:
            for batch in ready:
                out.write_batch(batch)
        os.fsync(f.fileno())
    took = time.perf_counter() - begun
    os.remove(path)
    return {"count": rows, "seconds": took, "peak": peak()}


def read(compression, folder):
    folder = os.path.join(folder, "batch-" + compression)
    sys.path.insert(0, folder)
    begun = time.perf_counter()
    import load
    table = load.load("series_thermal_room")
    for column in table.column_names:
        if column not in ("variant", "draw", "twin"):
            pc.sum(table.column(column))
    return {"count": table.num_rows, "seconds": time.perf_counter() - begun, "peak": peak()}


if __name__ == "__main__":
    what, compression, rows, folder = sys.argv[1:]
    print(json.dumps(write(compression, int(rows), folder) if what == "write" else read(compression, folder)))
