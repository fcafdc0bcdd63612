"""The event kernel's problems with SimPy.

    simpy_kernel.py callbacks|processes|lockstep|ring N EVENTS

callbacks and processes are the hold model: N pending timers, each that fires is
set anew with an exponential delay, by a callback on the timeout or by a process
that waits for it. lockstep has N processes all due at every instant. In the
ring a token goes round N processes, each of which hands it on at once; the first
begins a lap each second. Prints ns of processor time an event.
"""

import json
import random
import sys
import time

import simpy

DRAWS = 65537
rng = random.Random(42)
DELAYS = [rng.expovariate(1.0) for _ in range(DRAWS)]  # drawn beforehand, so that drawing is not measured


def callbacks(env, n):
    timeout, place = env.timeout, 0

    def fire(_):
        nonlocal place
        place = (place + 1) % DRAWS
        timeout(DELAYS[place]).callbacks.append(fire)

    for _ in range(n):
        fire(None)


def processes(env, n):
    def hold(place):
        timeout = env.timeout
        while True:
            yield timeout(DELAYS[place])
            place = (place + 1) % DRAWS

    for i in range(n):
        env.process(hold(i * 7919 % DRAWS))


def lockstep(env, n):
    def beat():
        timeout = env.timeout
        while True:
            yield timeout(1.0)

    for _ in range(n):
        env.process(beat())


def ring(env, n):
    arrives = [env.event() for _ in range(n)]

    def station(i):
        after = (i + 1) % n
        while True:
            yield arrives[i]
            arrives[i] = env.event()
            if i == 0:
                yield env.timeout(1.0)
            arrives[after].succeed()

    for i in range(n):
        env.process(station(i))
    arrives[0].succeed()


KINDS = {"callbacks": callbacks, "processes": processes, "lockstep": lockstep, "ring": ring}


def main():
    kind, n, events = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    env = simpy.Environment()
    KINDS[kind](env, n)
    step = env.step
    for _ in range(n + min(n, 1_000_000) + events // 5):  # first turns, and until it looks the same at any time
        step()
    begun = time.process_time()
    for _ in range(events):
        step()
    print(json.dumps({"cpu_ns": (time.process_time() - begun) / events * 1e9}))


if __name__ == "__main__":
    main()
