"""Make homes.csv: two hundred made-up homes on one street's transformer.

    python examples/fleet/make_homes.py [FILE]

Nothing here was measured. The homes are drawn with a fixed seed, so that the
file comes out the same every time; what is drawn, and why, stands below. Real
homes would come from a survey or a register with the same columns.
"""

import csv
import random
import sys
from pathlib import Path

HOMES = 200
INSULATED = 50  # the oldest, in the variant "insulated"
COLDEST = -12.0  # degC, what the heat pumps are sized for

# Per period of construction: how often on this street, U-values of walls, roof,
# floor and windows in W/(m2 K), and air changes per hour. The U-values are
# round numbers of the size of the flat rates that German energy certificates use
# where nothing better is known (Regeln zur Datenaufnahme und Datenverwendung im
# Wohngebaeudebestand, Bundesanzeiger 2020); compare the European typology
# TABULA (Loga and others, IWU 2012).
PERIODS = [
    #  from    to  part  wall  roof floor window  air
    (1900, 1948, 0.20, 1.50, 1.30, 1.00, 2.70, 0.60),
    (1949, 1968, 0.25, 1.30, 1.10, 1.00, 2.70, 0.60),
    (1969, 1978, 0.20, 1.00, 0.80, 0.80, 2.70, 0.55),
    (1979, 1994, 0.20, 0.70, 0.50, 0.60, 2.70, 0.50),
    (1995, 2019, 0.15, 0.35, 0.28, 0.40, 1.60, 0.45),
]

# Heated floor area, m2: mean and spread. Newer homes are larger.
AREA = {1900: (105, 20), 1949: (105, 18), 1969: (120, 20), 1979: (130, 22), 1995: (138, 22)}

# Envelope of a semi-detached home of two storeys, m2 per m2 of floor.
WALL, ROOF, FLOOR, WINDOW = 0.75, 0.55, 0.50, 0.18
FLOOR_FACTOR = 0.6  # cellar and ground are warmer than the air (as in DIN V 18599)
HEIGHT = 2.5  # m

# Most homes from before 1979 were given other windows since, many a better roof.
WINDOWS_REPLACED, ROOF_DONE = 0.80, 0.60

# Sizes that heat pumps are sold in: kW at -7 degC.
SIZES = [4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 19, 22]


def envelope(area, wall, roof, floor, window, air):
    """Heat lost per kelvin in W/K, ventilation included (0.34 Wh/(m3 K))."""
    surfaces = WALL * wall + ROOF * roof + FLOOR * FLOOR_FACTOR * floor + WINDOW * window
    return area * (surfaces + 0.34 * air * HEIGHT)


def home(draw):
    begin, end, _, wall, roof, floor, window, air = draw.choices(PERIODS, [p[2] for p in PERIODS])[0]
    year = draw.randint(begin, end)
    area = min(max(draw.gauss(*AREA[begin]), 70), 190)
    if begin < 1979:
        if draw.random() < WINDOWS_REPLACED:
            window = 1.5
        if draw.random() < ROOF_DONE:
            roof = 0.4
    craft = draw.lognormvariate(0, 0.12)  # no two builders are alike
    loss = envelope(area, wall, roof, floor, window, air) * craft
    # After: 14 cm on the walls, 20 cm on the roof, new windows, 6 cm below the
    # floor, tighter.
    after = envelope(area, 0.21, 0.20, 0.35, 1.1, 0.45) * craft
    # An assumption: 20 to 21 degC, a little less in leaky homes, whole degrees.
    wish = draw.gauss(20.6 - 0.6 * (loss / area - 1.5), 0.8)
    setpoint = min(max(round(wish), 19), 22)
    # Sized for the design temperature at 20 degC, a fifth to spare; a heat pump
    # gives about a tenth less at -12 degC than at -7 degC.
    need = 1.2 * loss * (20 - COLDEST) / 0.9 / 1000
    size = next((s for s in SIZES if s >= need), SIZES[-1])
    # Radiators of old homes want hotter water: a lower coefficient of performance.
    cop = {1900: 2.3, 1949: 2.35, 1969: 2.45, 1979: 2.6, 1995: 2.9}[begin] + draw.gauss(0, 0.08)
    heavy = draw.gauss(1.0, 0.2)
    return {
        "year": year,
        "area": round(area),
        "heat_loss": round(loss),
        "heat_loss_insulated": round(after),
        # At once: air, furniture, water in the radiators and the plaster, 60
        # kJ/(m2 K) of floor. Behind it the heavy parts as in a "medium" building
        # of ISO 13790: 165 kJ/(m2 K), reached through 9 W/K per m2.
        "capacity": round(area * 0.06, 2),
        "mass_capacity": round(area * 0.165 * min(max(heavy, 0.6), 1.6), 1),
        "mass_coupling": round(area * 9),
        "kw_cold": round(0.9 * size, 1),
        "cop_cold": round(cop, 2),
        "kw_mild": round(1.2 * size, 1),
        "cop_mild": round(cop + 1.3, 2),
        "setpoint": setpoint,
        # People and devices: 3 W/m2, more or less for the size of the household.
        "gains": round(area * 3 + draw.choice([-80, 0, 0, 80])),
        "start": round(setpoint + draw.uniform(-0.4, 0.4), 2),
    }


def main():
    draw = random.Random(1988)
    homes = [home(draw) for _ in range(HOMES)]
    oldest = sorted(range(HOMES), key=lambda i: homes[i]["year"])[:INSULATED]
    for i, h in enumerate(homes):
        if i not in oldest:
            h["heat_loss_insulated"] = h["heat_loss"]  # stays as it is
        # How long before 07:30 the home starts to recover when the street takes
        # turns: 180, 150, ... 0 min, house after house.
        h["lead"] = 180 - 30 * (i % 7)
    path = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent / "homes.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, ["id", *homes[0]], lineterminator="\n")
        table.writeheader()
        for i, h in enumerate(homes):
            table.writerow({"id": f"h{i + 1:03}", **h})


if __name__ == "__main__":
    main()
