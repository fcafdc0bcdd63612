"""Draw the outage of the office example from its Arrow tables.

    python examples/office/picture.py results/office-winter docs/office.png

One line per variant: the median over the draws of the north room's temperature;
the band holds nine draws of ten. The grey stripe is the outage.
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates as dates
import matplotlib.pyplot as plt
import pandas as pd
import pyarrow as pa

COLOURS = {"base": "#1f6fb2", "warmer": "#d1731b", "aged_pump": "#9b3fb5", "insulated": "#2c8a57"}


def read(path):
    with pa.OSFile(str(path)) as file:
        return pa.ipc.open_file(file).read_all().to_pandas()


def draw(result, picture):
    summary = read(Path(result) / "summary.arrow")
    room = summary[(summary.twin == "north") & (summary.variable == "temperature")]
    fig, axes = plt.subplots(figsize=(10, 4.6), dpi=120)
    for name, rows in room.groupby("variant", observed=True):
        colour = COLOURS.get(name, "black")
        time = rows["time"].dt.tz_convert("America/New_York")
        axes.fill_between(time, rows.q05, rows.q95, color=colour, alpha=0.15, linewidth=0)
        axes.plot(time, rows.q50, color=colour, linewidth=1.4, label=name.replace("_", " "))
    events = [read(p) for p in sorted((Path(result) / "events").glob("part-*.arrow"))]
    for kind in ("event_on", "event_off"):
        found = [e[e.kind == kind].time for e in events]
        first = min(t.min() for t in found if len(t))
        (begin, end) = (first, None) if kind == "event_on" else (begin, first)
    axes.axvspan(begin, end, color="0.85", zorder=0)
    axes.annotate("outage", (end, axes.get_ylim()[0]), xytext=(4, 6), textcoords="offset points", color="0.35")
    zone = room["time"].dt.tz_convert("America/New_York").dt.tz
    axes.set_xlim(begin - pd.Timedelta(hours=4), end + pd.Timedelta(hours=7))
    axes.xaxis.set_major_locator(dates.HourLocator(byhour=range(0, 24, 2), tz=zone))
    axes.xaxis.set_major_formatter(dates.DateFormatter("%a %H:%M", tz=zone))
    axes.set_ylabel("north room, °C")
    axes.grid(axis="y", color="0.9")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.legend(frameon=False, ncols=4, loc="upper center", bbox_to_anchor=(0.5, 1.12))
    fig.tight_layout()
    fig.savefig(picture)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    draw(*sys.argv[1:])
