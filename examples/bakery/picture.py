"""Draw the bakery's answer from its Arrow tables.

    python examples/bakery/picture.py [RESULT [PICTURE]]

Left: Tuesday of the first oven in one run, as it is and with both measures, and
the heat that leaves through its open doors. Right: the bill of the week by the
price of the hour, with what each variant saves, draw by draw.
The summary of the savings is printed too.
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates as dates
import matplotlib.pyplot as plt
import pandas as pd
import pyarrow as pa

HERE = Path(__file__).resolve().parent
WEEKS, REFIT = 50, 6500  # weeks of baking in a year; EUR for both ovens
ZONE = "Europe/Berlin"
NAMES = {
    "as_is": "as it is",
    "insulated": "10 cm more wool",
    "midday_off": "off at midday",
    "both": "wool + midday off",
    "quick_doors": "doors half as long",
}
ORANGE, BLUE, SKY, GREY = "#d55e00", "#0072b2", "#8ecae6", "0.45"  # told apart by the colour-blind, too


def read(result, table):
    parts = sorted((Path(result) / table).glob("part-*.arrow"))
    return pd.concat([pa.ipc.open_file(pa.OSFile(str(p))).read_all().to_pandas() for p in parts])


def savings(runs):
    """EUR per year by draw and variant, against the same draw as it is."""
    cost = runs.pivot(index="draw", columns="variant", values="cost")
    return cost.rsub(cost["as_is"], axis=0)[[v for v in NAMES if v != "as_is"]] * WEEKS


def tuesday(rows, variant, draw, twin):
    rows = rows[(rows.variant == variant) & (rows.draw == draw) & (rows.twin == twin)]
    time = rows["time"].dt.tz_convert(ZONE)
    return rows.assign(time=time)[time.dt.date == pd.Timestamp("2026-03-03").date()]


def draw(result, picture):
    runs = read(result, "runs")
    saved = savings(runs)
    for name, s in saved.items():
        print(f"{name:12s} saves {s.mean():5.0f} EUR/yr +- {1.984 * s.sem():3.0f} (95 % interval of the mean); "
              f"5 to 95 % of the draws: {s.quantile(.05):.0f} to {s.quantile(.95):.0f}")
    years = REFIT / saved["insulated"]
    print(f"the wool pays back in {years.median():.1f} years (5 to 95 %: {years.quantile(.05):.1f} to "
          f"{years.quantile(.95):.1f}), within five in {(years < 5).sum()} of {len(years)} draws")

    one = (saved["insulated"] - saved["insulated"].median()).abs().idxmin()  # a run in the middle
    nodes, flows = read(result, "series_thermal_node"), read(result, "series_thermal_ventilation")
    fig = plt.figure(figsize=(12, 5.4), dpi=110)
    grid = fig.add_gridspec(2, 2, width_ratios=[1.25, 1], height_ratios=[3, 1], hspace=0.12, wspace=0.32,
                            left=0.07, right=0.985, top=0.8, bottom=0.1)
    top = fig.add_subplot(grid[0, 0])
    low = fig.add_subplot(grid[1, 0], sharex=top)
    bars = fig.add_subplot(grid[:, 1])

    for variant, colour in (("as_is", ORANGE), ("both", BLUE)):
        rows = tuesday(nodes, variant, one, "oven_1")
        top.plot(rows.time, rows.temperature, color=colour, linewidth=1.3, label=NAMES[variant])
    day = pd.Timestamp("2026-03-03", tz=ZONE)
    hour = lambda h: day + pd.Timedelta(hours=h)
    for begin, end in ((2, 10), (14, 16)):
        for axes in (top, low):
            axes.axvspan(hour(begin), hour(end), color="0.93", zorder=0)
        top.annotate("baking", (hour((begin + end) / 2), 266), ha="center", color=GREY, fontsize=9)
    top.axhline(220, color=GREY, linewidth=0.8, linestyle="--")
    top.annotate("below: too cold to bake", (hour(23.9), 224), ha="right", color=GREY, fontsize=9)
    top.set(ylabel="first oven, °C", ylim=(90, 280))
    top.set_title(f"One Tuesday (draw {one})", fontsize=10, loc="left")
    top.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.47, 0.0), fontsize=9)
    top.tick_params(labelbottom=False)
    doors = tuesday(flows, "as_is", one, "opening_1")
    low.bar(doors.time, doors.heat_flow / 1000, width=-1 / 288, align="edge", color=ORANGE)
    low.set_ylabel("open doors,\nkW")
    low.set_xlim(hour(0), hour(24))
    low.xaxis.set_major_locator(dates.HourLocator(byhour=range(0, 24, 4), tz=day.tz))
    low.xaxis.set_major_formatter(dates.DateFormatter("%H:%M", tz=day.tz))

    mean = runs.groupby("variant", observed=True)[["cost_night", "cost_day"]].mean().loc[list(NAMES)]
    place = range(len(NAMES))
    bars.barh(place, mean.cost_night, color=BLUE, label="at night, 21 ct/kWh")
    bars.barh(place, mean.cost_day, left=mean.cost_night, color=SKY, label="by day, 29 ct/kWh")
    bars.set_yticks(place, NAMES.values())
    bars.invert_yaxis()
    for k, (name, row) in enumerate(mean.iterrows()):
        bars.annotate(f"{row.cost_night:.0f}", (row.cost_night / 2, k), ha="center", va="center", color="white")
        bars.annotate(f"{row.cost_day:.0f}", (row.cost_night + row.cost_day / 2, k), ha="center", va="center")
        text = f"{row.sum():.0f} EUR"
        if name in saved:
            low5, high5 = saved[name].quantile([0.05, 0.95]) / WEEKS
            text += f"\n\N{MINUS SIGN}{saved[name].mean() / WEEKS:.0f}  ({low5:.0f} to {high5:.0f})"
        bars.annotate(text, (row.sum() + 6, k), va="center", fontsize=9)
    bars.set_xlim(0, 530)
    bars.set_xlabel("EUR per week, both ovens")
    bars.set_title("Mean bill; saving with its 5 to 95 % range over the draws", fontsize=10, loc="left")
    bars.legend(frameon=False, ncols=2, loc="lower left", bbox_to_anchor=(0, 1.06), fontsize=9)
    for axes in (top, low, bars):
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    year = saved.mean()
    fig.suptitle(f"New wool saves {round(year['insulated'], -2):,.0f} EUR a year, doors open half as long "
                 f"{round(year['quick_doors'], -2):,.0f}, switching off at midday only {round(year['midday_off'], -2):,.0f}",
                 x=0.07, ha="left", fontsize=13, fontweight="bold")
    fig.savefig(picture)


if __name__ == "__main__":
    given = sys.argv[1:]
    if len(given) > 2:
        sys.exit(__doc__)
    draw(given[0] if given else "results/bakery", given[1] if len(given) > 1 else HERE / "bakery.png")
