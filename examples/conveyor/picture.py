"""Draw how the carton judders, from the example's Arrow tables.

    python examples/conveyor/picture.py [RESULT [PICTURE]]

Reads results/conveyor and writes examples/conveyor/picture.png unless told otherwise.
All of the first draw. Printed: the table of README.md.
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd
import pyarrow as pa

HERE = Path(__file__).resolve().parent
# Okabe and Ito's colours, which the colour-blind can tell apart.
BELT, CARTON, WORN, DRY = "#999999", "#0072B2", "#D55E00", "#CC79A7"
VARIANTS = ["base", "slow", "slow_damped", "worn", "dry"]


def read(result, table):
    parts = sorted((Path(result) / table).glob("part-*.arrow"))
    return pd.concat([pa.ipc.open_file(pa.OSFile(str(p))).read_all().to_pandas() for p in parts], ignore_index=True)


def first(table, variant, twin=None):
    rows = table[(table.variant == variant) & (table.draw == 0)]
    return rows if twin is None else rows[rows.twin == twin]


def main():
    result = sys.argv[1] if len(sys.argv) > 1 else "results/conveyor"
    picture = sys.argv[2] if len(sys.argv) > 2 else HERE / "picture.png"
    belt, mass = read(result, "series_mechanical_conveyor"), read(result, "series_mechanical_mass")
    gear, node = read(result, "series_mechanical_gear"), read(result, "series_thermal_node")

    plt.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    figure, axes = plt.subplots(1, 4, figsize=(13, 3.6), layout="constrained")
    for axis, variant, title in [(axes[0], "slow", "slow: it judders"), (axes[1], "slow_damped", "slow, with a damper")]:
        for table, twin, colour, label in [(belt, "belt", BELT, "belt"), (mass, "carton", CARTON, "carton")]:
            rows = first(table, variant, twin)
            rows = rows[(rows.t > 30) & (rows.t < 33)]
            axis.plot(rows.t, rows.speed, color=colour, label=label)
        axis.set(title=title, xlabel="time, s", ylim=(-0.22, 0.2))
    axes[1].legend(frameon=False, loc="lower right")
    axes[0].set_ylabel("speed, m/s")
    for variant, colour, label in [("base", "black", "base"), ("worn", WORN, "five times the play")]:
        rows = first(gear, variant)
        rows = rows[(rows.t > 69.9) & (rows.t < 70.6)]
        axes[2].plot(rows.t, rows.torque, color=colour, label=label)
    axes[2].set(title="the restart, in the gear", xlabel="time, s", ylabel="torque, N m")
    axes[2].legend(frameon=False)
    for variant, colour, label in [("base", "black", "greased"), ("dry", DRY, "dry")]:
        rows = first(node, variant, "housing")
        axes[3].plot(rows.t, rows.temperature, color=colour, label=label)
    axes[3].set(title="the bearing's housing", xlabel="time, s", ylabel="temperature, °C")
    axes[3].legend(frameon=False)
    figure.savefig(picture, dpi=100)

    runs = read(result, "runs")
    table = runs.groupby("variant")[["belt_speed", "carried", "teeth", "energy", "bearing"]].median().loc[VARIANTS]
    print(table.round(3).to_string())


if __name__ == "__main__":
    main()
