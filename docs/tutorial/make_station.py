"""Make station.csv, the weather station's record of the tutorial.

    python docs/tutorial/make_station.py

The record is made up: a cold week of January as a cheap station on a balcony
would export it, in German, with a night during which its battery was empty.
The same file comes out every time.
"""

import datetime
import math
import pathlib
import random

FROM = datetime.datetime(2026, 1, 11)
HOURS = 8 * 24
HOLE = range(3 * 24 + 21, 4 * 24 + 9)  # from 14 January, 21:00, to 15 January, 08:00


def temperature(hour, noise):
    """A daily swing about a level that falls from 2 to -6 degC and recovers."""
    level = -2 + 4 * math.cos(2 * math.pi * (hour - 12) / (8 * 24))
    return level + 2.5 * math.cos(2 * math.pi * (hour - 14) / 24) + noise


def main():
    dice, noise, rows = random.Random(11), 0.0, ["Datum;Uhr;Aussentemperatur;Feuchte"]
    for hour in range(HOURS + 1):
        noise = 0.8 * noise + 0.4 * dice.gauss(0, 1)
        humidity = 85 - 3 * (noise + math.cos(2 * math.pi * (hour - 14) / 24))
        if hour not in HOLE:
            time = FROM + datetime.timedelta(hours=hour)
            value = f"{temperature(hour, noise):.1f}".replace(".", ",")
            rows.append(f"{time:%d.%m.%Y;%H:%M};{value};{humidity:.0f}")
    (pathlib.Path(__file__).parent / "station.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
