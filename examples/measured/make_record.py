"""Make the record of the measured example: weather.csv, then measured.csv.

    python examples/measured/make_record.py

Nothing here was measured. The weather is drawn by this script; the building is
building.toml, a finer model than those of the study (walls in layers, windows,
people who come and go), run by whatif; and this script then does to its
temperatures and powers what instruments and a logger do: noise, rounding, a
gap, a meter that rolls over, local time. It needs Go and pyarrow. The same
numbers come out every time.
"""

import math
import random
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa

HERE = Path(__file__).parent
BERLIN = ZoneInfo("Europe/Berlin")
LATITUDE, LONGITUDE = math.radians(52.52), 13.40

WEATHER = (datetime(2026, 2, 9, tzinfo=BERLIN), datetime(2026, 3, 31, tzinfo=BERLIN))
RECORD = (datetime(2026, 2, 19, tzinfo=BERLIN), datetime(2026, 3, 30, tzinfo=BERLIN))

# The logger lost its power while the electricians worked.
GAP = (datetime(2026, 3, 11, 12, 15, tzinfo=BERLIN), datetime(2026, 3, 11, 15, 30, tzinfo=BERLIN))
METER_AT_FIRST, METER_DIGITS = 99_412.6, 100_000  # kWh; five digits and a decimal


def sine_of_altitude(t):
    """Sine of the height of the sun at an instant in UTC, to about half a degree."""
    day = t.timetuple().tm_yday + t.hour / 24
    turn = math.tau * (day - 81) / 365
    declination = math.radians(23.45) * math.sin(turn)
    equation = 9.87 * math.sin(2 * turn) - 7.53 * math.cos(turn) - 1.5 * math.sin(turn)  # min
    solar_hour = t.hour + t.minute / 60 + LONGITUDE / 15 + equation / 60
    angle = math.radians(15 * (solar_hour - 12))
    return math.sin(LATITUDE) * math.sin(declination) + math.cos(LATITUDE) * math.cos(declination) * math.cos(angle)


def weather(path):
    """A late winter in Berlin, hour by hour: fronts of a few days, clear and dull days."""
    draw = random.Random(20260209)
    begin, end = (t.astimezone(timezone.utc) for t in WEATHER)
    hours = int((end - begin).total_seconds() // 3600)
    front, sky, cloud = -1.0, 0.0, 0.0
    with open(path, "w", newline="\n") as file:
        file.write("time,t_out,direct_normal,diffuse_horizontal\n")
        for k in range(hours + 1):
            t = begin + timedelta(hours=k)
            front = front * math.exp(-1 / 60) + 3.2 * math.sqrt(1 - math.exp(-2 / 60)) * draw.gauss(0, 1)
            sky = sky * math.exp(-1 / 40) + math.sqrt(1 - math.exp(-2 / 40)) * draw.gauss(0, 1)
            cloud = cloud * math.exp(-1 / 3) + math.sqrt(1 - math.exp(-2 / 3)) * draw.gauss(0, 1)
            clear = min(1.0, max(0.0, 0.42 + 0.34 * sky + 0.18 * cloud))  # 0 dull, 1 blue
            swing = (1.0 + 3.6 * min(1.0, max(0.0, 0.42 + 0.34 * sky))) * math.cos(math.tau * (t.hour - 14) / 24)
            t_out = -2.0 + 6.0 * k / hours + front + swing
            beam = diffuse = 0.0
            for quarter in (7.5, 22.5, 37.5, 52.5):  # the mean over the hour that begins at t
                height = sine_of_altitude(t + timedelta(minutes=quarter))
                if height > 0:
                    beam += clear**1.5 * 1050 * math.exp(-0.17 / height) / 4
                    diffuse += height * (300 - 190 * clear) / 4
            file.write(f"{t:%Y-%m-%dT%H:%M:%SZ},{t_out:.1f},{beam:.0f},{diffuse:.0f}\n")


def column(folder, kind, twin, name):
    """Time and a column of one twin."""
    times, values = [], []
    for part in sorted((folder / f"series_{kind}").glob("part-*.arrow")):
        table = pa.ipc.open_file(part.read_bytes()).read_all().select(["time", "twin", name]).to_pydict()
        for t, who, value in zip(table["time"], table["twin"], table[name]):
            if who == twin:
                times.append(t.astimezone(timezone.utc))
                values.append(value)
    return times, values


def record(path):
    """What the instruments of the building make of its run."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["go", "run", "./cmd/whatif", "run", str(HERE / "building.toml"), "-q", "-o", folder + "/run"]
        subprocess.run(command, cwd=HERE.parent.parent, check=True, stdout=sys.stderr)
        run = Path(folder) / "run"
        times, room = column(run, "thermal_room", "zone", "temperature")
        _, heat = column(run, "thermal_heater", "heaters", "heat")
        _, sun = column(run, "solar_plane", "station", "irradiance")
    stamps, values = zip(*[(datetime.fromisoformat(t.strip()), float(v.strip())) for t, v in
                           (line.split(",")[:2] for line in open(HERE / "weather.csv").read().splitlines()[1:])])
    outdoor = dict(zip(stamps, values))
    draw = random.Random(7)
    used = 0.0
    with open(path, "w", newline="\r\n") as file:
        file.write("Zeit;Raum_C;Aussen_C;Sonne_W_m2;Heizung_W;Zaehler_kWh\n")
        for k, t in enumerate(times):
            used += heat[k] / 4000 if k else 0
            noise = [draw.gauss(0, 1) for _ in range(4)]  # drawn for the gap too
            local = t.astimezone(BERLIN)
            if GAP[0] <= local < GAP[1]:
                continue
            hour = t.replace(minute=0)
            share = t.minute / 60
            out = outdoor[hour] * (1 - share) + outdoor.get(hour + timedelta(hours=1), 0) * share
            cells = [
                f"{local:%d.%m.%Y %H:%M}",
                f"{room[k] + 0.12 * noise[0]:.1f}",
                f"{out + 0.2 * noise[1]:.1f}",
                f"{max(0, sun[k] * (1 + 0.03 * noise[2])):.0f}" if k else "",
                f"{10 * round(heat[k] * (1 + 0.02 * noise[3]) / 10)}" if k else "",
                # the meter is read at the full hour only, and shows what is complete
                f"{math.floor(10 * ((METER_AT_FIRST + used) % METER_DIGITS)) / 10:.1f}" if t.minute == 0 else "",
            ]
            file.write(";".join([cells[0], *(c.replace(".", ",") for c in cells[1:])]) + "\n")


if __name__ == "__main__":
    weather(HERE / "weather.csv")
    record(HERE / "measured.csv")
