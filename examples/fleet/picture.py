"""Draw the street of the fleet example, and tell what its tables say.

    python examples/fleet/picture.py [RESULT [PICTURE]]

Reads results/fleet-street and writes examples/fleet/picture.png unless told
otherwise. Above: what the transformer delivers on the two coldest days, the
median over the draws. Below: the coldest that each home gets while people are
up, and how often it is too cold. Printed: the table of README.md, with the
differences to "as it is" draw by draw and their 95 % intervals.
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates as dates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pyarrow as pa

HERE = Path(__file__).resolve().parent
RATING = 760  # kW, as in scenario.toml
COLD = 18  # degC: WHO Housing and health guidelines (2018)
UP = (7, 22)  # hours of the day
ZONE = "America/New_York"
FIRST, LAST = pd.Timestamp("1988-01-11", tz=ZONE), pd.Timestamp("1988-01-13", tz=ZONE)
LABELS = {
    "as_it_is": "as it is, no set-back",
    "set_back": "set-back, all start at 06:00",
    "staggered": "set-back, taking turns 04:30–07:30",
    "insulated": "50 oldest insulated, no set-back",
    "insulated_set_back": "50 oldest insulated, set-back, all at 06:00",
    "insulated_staggered": "50 oldest insulated, set-back, taking turns",
    "lock_out": "no set-back, locked out Tue 06:00–07:00",
}
# Okabe and Ito's colours, which the colour-blind can tell apart.
COLOURS = {
    "as_it_is": "#555555",
    "set_back": "#D55E00",
    "staggered": "#0072B2",
    "insulated": "#009E73",
    "insulated_set_back": "#D55E00",
    "insulated_staggered": "#0072B2",
    "lock_out": "#CC79A7",
}
# Student's t, 97.5 %, by degrees of freedom.
STUDENT = {1: 12.71, 2: 4.30, 3: 3.18, 4: 2.78, 5: 2.57, 7: 2.36, 9: 2.26, 11: 2.20, 14: 2.14, 19: 2.09, 29: 2.05}


def read(path):
    with pa.memory_map(str(path)) as file:
        return pa.ipc.open_file(file).read_all()


def parts(result, table):
    return sorted((Path(result) / table).glob("part-*.arrow"))


def runs(result):
    """One row per run, with the comfort of its homes."""
    table = pd.concat([read(p).to_pandas() for p in parts(result, "runs")], ignore_index=True)
    table = table[["run_id", "variant", "draw", *table.columns[list(table.columns).index("peak"):]]]
    comfort = pd.DataFrame([c for p in parts(result, "series_thermal_room") for c in homes(read(p))])
    return table.merge(comfort, on="run_id")


def homes(table):
    """The comfort of each run in a part: rows are sorted by run, time and twin."""
    ids = table.column("run_id").to_numpy()
    time = table.column("time")
    temperature = table.column("temperature").to_numpy()
    for run in np.unique(ids):
        first, last = np.searchsorted(ids, [run, run + 1])
        stamps = pd.DatetimeIndex(time.slice(first, last - first).unique().to_pandas())
        hours = stamps.tz_convert(ZONE).hour
        rows = temperature[first:last].reshape(len(stamps), -1)[(hours >= UP[0]) & (hours < UP[1])]
        step = (stamps[1] - stamps[0]).total_seconds() / 3600
        cold = step * (rows < COLD).sum(axis=0)
        yield {"run_id": run, "coldest": rows.min(axis=0), "cold_mean": cold.mean(), "cold_worst": np.sort(cold)[-len(cold) // 10 :].mean()}


def tell(table):
    """The table of README.md."""
    means = ["peak", "overload", "above_rating", "energy", "cost", "cold_mean", "cold_worst"]
    base = table[table.variant == "as_it_is"].set_index("draw")
    lines = {}
    for name in LABELS:
        its = table[table.variant == name].set_index("draw")
        lines[name] = {m: its[m].mean() for m in means}
        for m in ("peak", "cost"):
            difference = its[m] - base[m]
            half = STUDENT.get(len(difference) - 1, 1.96) * difference.std() / np.sqrt(len(difference))
            lines[name]["d_" + m] = f"{difference.mean():+.0f} +- {half:.0f}"
    print(pd.DataFrame(lines).T.to_string(float_format=lambda x: f"{x:.2f}"))


def load(axes, street, names, title):
    for name in names:
        rows = street[street.variant == name]
        style = {"color": COLOURS[name], "linewidth": 1.5, "label": LABELS[name]}
        if name == "as_it_is":
            style.update(color="0.6", linewidth=1.2)
        # A mean over the step that ends at its stamp.
        axes.step(rows.time, rows.q50 / 1000, where="pre", **style)
    axes.axhline(RATING, color="black", linewidth=1, linestyle="--")
    axes.annotate(f"transformer: {RATING} kW", (FIRST + pd.Timedelta(hours=12), RATING), xytext=(0, 3), textcoords="offset points", fontsize=8)
    zone = FIRST.tz
    axes.set_xlim(FIRST, LAST)
    axes.set_ylim(0, 1240)
    axes.xaxis.set_major_locator(dates.HourLocator(byhour=(0, 6, 12, 18), tz=zone))
    axes.xaxis.set_major_formatter(dates.DateFormatter("%H:00\n%a", tz=zone))
    axes.tick_params(axis="x", labelsize=8)
    axes.set_title(title, fontsize=10, loc="left")
    axes.grid(axis="y", color="0.92")
    axes.legend(frameon=False, fontsize=7.5, loc="upper left", borderaxespad=0.2, handlelength=1.4)


def draw(result, picture):
    table = runs(result)
    tell(table)
    summary = read(Path(result) / "summary.arrow").to_pandas()
    street = summary[summary.variable == "power"].copy()
    street["time"] = street.time.dt.tz_convert(ZONE)
    street = street[(street.time > FIRST) & (street.time <= LAST)]

    fig = plt.figure(figsize=(13, 7.6), dpi=110, layout="constrained")
    rows = fig.subfigures(2, 1, height_ratios=[1.15, 1])
    above = rows[0].subplots(1, 3, sharey=True)
    load(above[0], street, ["as_it_is", "set_back", "staggered"], "Set-back makes a morning peak; turns hardly help")
    load(above[1], street, ["as_it_is", "insulated", "insulated_set_back", "insulated_staggered"], "Insulating 50 of 200 takes a sixth off, all day")
    load(above[2], street, ["as_it_is", "lock_out"], "An hour locked out comes back as a peak")
    above[0].set_ylabel("street load, kW (means over 15 min)")

    coldest, hours = rows[1].subplots(1, 2, width_ratios=[1.7, 1])
    bins = np.arange(16.25, 22.01, 0.25)
    for name in ("as_it_is", "set_back", "staggered", "insulated_set_back"):
        # Of each home the median over the draws.
        values = np.median(np.stack(table[table.variant == name].coldest.to_list()), axis=0)
        style = {"color": COLOURS[name]}
        if name == "insulated_set_back":
            style = {"color": COLOURS["insulated"], "linestyle": "--"}
        coldest.hist(np.clip(values, bins[0], bins[-1]), bins, histtype="step", linewidth=1.8, label=LABELS[name], **style)
        print(f"{name}: {(values < COLD).sum()} of {len(values)} homes get colder than {COLD} degC, the coldest {values.min():.1f} degC")
    coldest.axvline(COLD, color="black", linewidth=1, linestyle=":")
    coldest.annotate("18 °C", (COLD, 1), xycoords=("data", "axes fraction"), xytext=(-3, -10), textcoords="offset points", ha="right", fontsize=8)
    coldest.set_xlabel("coldest air temperature of the week between 07:00 and 22:00, °C")
    coldest.set_ylim(0, 92)
    coldest.set_ylabel("homes")
    coldest.set_title("Taking turns leaves two homes in five below 18 °C at 07:00", fontsize=10, loc="left")
    coldest.legend(frameon=False, fontsize=8, loc="upper right")

    names = list(LABELS)
    values = [table[table.variant == n].cold_mean for n in names]
    hours.barh(range(len(names)), [v.mean() for v in values], color="0.75", label="mean of all homes")
    worst = [table[table.variant == n].cold_worst.mean() for n in names]
    hours.plot(worst, range(len(names)), "o", color="black", markersize=5, label="mean of the coldest tenth")
    hours.set_yticks(range(len(names)), [n.replace("_", " ") for n in names], fontsize=8)
    hours.invert_yaxis()
    hours.set_xlabel(f"hours below {COLD} °C, 07:00 to 22:00")
    hours.set_title("Too cold: hours per home and week", fontsize=10, loc="left")
    hours.legend(frameon=False, fontsize=8, loc="center right")

    for axes in (*above, coldest, hours):
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    fig.savefig(picture)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        sys.exit(__doc__)
    draw(*(sys.argv[1:] + ["results/fleet-street", HERE / "picture.png"][len(sys.argv) - 1 :]))
