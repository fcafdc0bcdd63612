"""One run of the office study with numpy and scipy.

    scipy_office.py FILE METHOD REPS

FILE is what `whatif office` wrote: the numbers of the draw and its gusts. The
model is that of examples/office/scenario.toml; ten days with their warm-up.
solve_ivp is started anew at every jump of an input, with the switch of the
thermostat as a terminal event and dense output on the ten-minute grid; the
indicators come from that grid and from the times of the switchings. Prints what
reading and setting up took and what each run did, how far the temperatures are from those in FILE, and both sets of
indicators.
"""

import csv
import datetime
import json
import pathlib
import sys
import time

import numpy as np
from scipy.integrate import solve_ivp

OFFICE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "office"
DAY = 86400.0
BEGIN, END, EVERY = -3 * DAY, 7 * DAY, 600.0  # the warm-up is before 0, which is a Monday 00:00
RTOL = 1e-6
SETPOINT, BAND, MIN_ON, MIN_OFF = 21.0, 1.0, 600.0, 360.0
OUTAGE = (DAY + 4 * 3600, DAY + 9 * 3600)

# Times of the week in hours, Monday 00:00 being 0, and W.
WORKDAYS, ALL_DAYS = range(5), range(7)
DESKS = [
    (24 * d + a, 24 * d + b, w)
    for d in WORKDAYS
    for a, b, w in [(8, 12.5, 1100), (12.5, 13.25, 700), (13.25, 18, 1100)]
]
MEETINGS = [(24 * d + 9, 24 * d + 11, 900) for d in (0, 2, 4)] + [(24 * d + 14, 24 * d + 16.5, 900) for d in (1, 3)]
SUN = [(24 * d + 9.5, 24 * d + 15, 600) for d in ALL_DAYS]


def weather():
    """Times in s from the start, and degC."""
    start = datetime.datetime.fromisoformat("1988-01-11T00:00:00-05:00")
    with open(OFFICE / "weather.csv", newline="") as f:
        rows = list(csv.DictReader(f))
    times = [(datetime.datetime.fromisoformat(r["time"]) - start).total_seconds() for r in rows]
    return np.array(times), np.array([float(r["t_out"]) for r in rows])


def weekly(periods, t):
    hour = (t / 3600) % 168
    return sum(w for a, b, w in periods if a <= hour < b)


def edges(periods):
    """The times at which a weekly input jumps."""
    inside = {(week * 168 + hour) * 3600.0 for week in (-1, 0) for a, b, _ in periods for hour in (a, b)}
    return {t for t in inside if BEGIN < t < END}


class Office:
    """The state is (air, mass) of north, south and meeting, in degC."""

    def __init__(self, data):
        self.data, number = data, data["parameters"]
        losses = [number[f"twin.{room}.heat_loss"] for room in ("north", "south", "meeting")]
        air, mass = np.array([2e6, 2e6, 1e6]), np.array([15e6, 15e6, 7e6])
        inner, outer = np.array([700.0, 700.0, 350.0]), np.array([8.0, 8.0, 4.0])
        self.matrix, self.leaks = np.zeros((6, 6)), np.zeros(6)
        for i in range(3):
            a, m = 2 * i, 2 * i + 1
            self.matrix[a, a] = -(losses[i] + inner[i]) / air[i]
            self.matrix[a, m] = inner[i] / air[i]
            self.matrix[m, a] = inner[i] / mass[i]
            self.matrix[m, m] = -(inner[i] + outer[i]) / mass[i]
            self.leaks[a], self.leaks[m] = losses[i] / air[i], outer[i] / mass[i]
        for i, j, w in [(0, 1, number["twin.corridor.conductance"]), (0, 2, 45.0), (1, 2, 45.0)]:
            for here, there in ((i, j), (j, i)):
                self.matrix[2 * here, 2 * here] -= w / air[here]
                self.matrix[2 * here, 2 * there] += w / air[here]
        self.air = air
        self.pumped = 8000 * np.array([0.42, 0.38, 0.20])
        self.electric = 8000 / number["twin.pump.cop"]
        self.hours, self.outdoor = weather()
        self.gusts, self.gust_step = np.array(data["gusts"]), data["gust_step"]
        jumps = set(np.arange(BEGIN, END, self.gust_step)) | set(self.hours[(self.hours > BEGIN) & (self.hours < END)])
        self.jumps = sorted(jumps | edges(DESKS) | edges(MEETINGS) | edges(SUN) | set(OUTAGE) | {END})

    def heat(self, t, on):
        """K/s into every state from t on, but for what comes from outdoors."""
        large = weekly(DESKS, t) + 150 + self.gusts[int((t - BEGIN) / self.gust_step)]
        watts = np.array([large, large + weekly(SUN, t), weekly(MEETINGS, t)])
        if self.runs(t, on):
            watts = watts + self.pumped
        rates = np.zeros(6)
        rates[0::2] = watts / self.air
        return rates

    @staticmethod
    def runs(t, on):
        return on and not OUTAGE[0] <= t < OUTAGE[1]


class Thermostat:
    """What it calls for follows the temperature; the switch follows the call when it may."""

    def __init__(self, temperature):
        self.on, self.moved, self.switchings = False, -np.inf, []
        self.call = temperature <= SETPOINT - BAND / 2
        self.follow(BEGIN)

    def free(self):
        return self.moved + (MIN_ON if self.on else MIN_OFF)

    def follow(self, t):
        if self.call != self.on and t >= self.free():
            self.on, self.moved = self.call, t
            self.switchings.append(t)

    def guard(self):
        level = SETPOINT + (BAND / 2 if self.call else -BAND / 2)

        def reaches(_, x):
            return x[0] - level

        reaches.terminal, reaches.direction = True, 1 if self.call else -1
        return reaches


def run(office, method):
    """Temperatures on the ten-minute grid from 0 on, indicators, switchings."""
    x = np.full(6, 20.0)
    control = Thermostat(x[0])
    grid = np.arange(0, END + 1, EVERY)
    samples = np.empty((len(grid), 6))
    pumping = []  # spells (from, to) of the heat pump
    t, place = BEGIN, 0
    for end in office.jumps:
        while t < end:
            waits = control.call != control.on
            stop = min(end, control.free()) if waits else end
            heat = office.heat(t, control.on)
            if office.runs(t, control.on):
                pumping.append([t, stop])

            def slope(t, x):
                return office.matrix @ x + heat + office.leaks * np.interp(t, office.hours, office.outdoor)

            s = solve_ivp(
                slope,
                (t, stop),
                x,
                method=method,
                rtol=RTOL,
                atol=RTOL * 1e-2,
                events=control.guard(),
                dense_output=True,
            )
            reached = s.t[-1]
            while place < len(grid) and grid[place] <= reached:
                if grid[place] >= t:
                    samples[place] = s.sol(grid[place])
                place += 1
            if office.runs(t, control.on):
                pumping[-1][1] = reached
            t, x = reached, s.y[:, -1]
            if s.status == 1:
                control.call = not control.call
            control.follow(t)
    return samples, indicators(office, samples, grid, joined(pumping)), control.switchings


def joined(spells):
    """Spells that follow on one another as one."""
    out = []
    for begin, end in spells:
        if out and out[-1][1] == begin:
            out[-1][1] = end
        else:
            out.append([begin, end])
    return out


def indicators(office, samples, grid, pumping):
    north = samples[:-1, 0]
    desks = np.array([weekly(DESKS, t) > 0 for t in grid[:-1]])
    running = sum(max(0, b - max(a, 0)) for a, b in pumping)
    energy = running * office.electric / 3.6e6
    return {
        "energy": energy,
        "mean_power": energy / (END / 3600),
        "peak": office.electric / 1000,
        "coldest": samples[:, 0].min(),
        "coldest_work": north[desks].min(),
        "cold_hours": np.count_nonzero(desks & (north < 20)) * EVERY / 3600,
        "comfortable": np.count_nonzero(desks & (north >= 20) & (north <= 24)) * EVERY / 3600,
        "starts": sum(1 for a, _ in pumping if a > 0),
        "walls_left": samples[-1, 1],
    }


def main():
    file, method, repetitions = sys.argv[1], sys.argv[2], int(sys.argv[3])
    begun = time.process_time()
    data = json.loads(pathlib.Path(file).read_text())
    office = Office(data)
    built, cpu = time.process_time() - begun, []
    for _ in range(repetitions):
        begun = time.process_time()
        samples, found, switchings = run(office, method)
        cpu.append(time.process_time() - begun)
    columns = {"north.temperature": 0, "north.mass_temperature": 1, "south.temperature": 2, "meeting.temperature": 4}
    error = max(np.abs(samples[:, c] - np.array(data["series"][name])).max() for name, c in columns.items())
    counted = [t for t in switchings if t >= 0]
    theirs = [t for t in data["switchings"] if t >= 0]
    late = max(abs(a - b) for a, b in zip(counted, theirs)) if len(counted) == len(theirs) else None
    print(
        json.dumps(
            {
                "built": built,
                "cpu": cpu,
                "error": error,
                "late": late,
                "switchings": len(counted),
                "theirs": len(theirs),
                "indicators": {name: [x, data["indicators"][name]] for name, x in found.items()},
            }
        )
    )


if __name__ == "__main__":
    main()
