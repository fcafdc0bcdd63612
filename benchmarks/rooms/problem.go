// Package rooms holds the hybrid thermal benchmark problems: rings of rooms
// with a thermostat each, seven days of hourly telemetry, a daily sinusoid
// outdoors. Problem T1 is a ring of N rooms; T2 is one room without
// neighbours, a thousand times with other numbers.
package rooms

import "math"

// Problem is one instance. All slices are per room, in SI; temperatures in
// degC.
type Problem struct {
	Rooms, Hours int
	Ring         bool

	AirCapacity, WallCapacity     []float64 // J/K
	AirWall, WallOutdoor, Leakage []float64 // K/W
	Power                         []float64 // W
	Setpoint                      []float64 // degC
	Gains                         []float64 // W, [hour*Rooms + room], held for the hour
	Offset                        []float64 // K, per hour, added to the outdoor sinusoid
}

// Constants of the problem.
const (
	Neighbour        = 0.02    // K/W between neighbours
	OutdoorMean      = 5.0     // degC
	OutdoorAmplitude = 5.0     // K
	OutdoorPeriod    = 86400.0 // s
	OutdoorPhase     = -2.0    // rad
	Band             = 1.0     // K, full width of the thermostats
	SampleEvery      = 60      // s
	WallBelow        = 2.0     // K that the walls start below the set-point
)

// random is the generator that the problem is defined by: a splitmix64 hash of
// (seed, a, b), uniform on [0, 1).
func random(seed, a, b uint64) float64 {
	return float64(mix(mix(mix(seed)^a)^b)>>11) * (1.0 / (1 << 53))
}

func mix(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9
	x = (x ^ (x >> 27)) * 0x94D049BB133111EB
	return x ^ (x >> 31)
}

// New returns the problem of that many rooms and days for a seed. Three rooms
// and more form a ring.
func New(rooms, days int, seed uint64) *Problem {
	p := &Problem{Rooms: rooms, Hours: days * 24, Ring: rooms >= 3}
	column := func(stream uint64, base, low, width float64) []float64 {
		v := make([]float64, rooms)
		for i := range v {
			v[i] = base * (low + width*random(seed, stream, uint64(i)))
		}
		return v
	}
	p.AirCapacity = column(1, 5e5, 0.8, 0.4)
	p.WallCapacity = column(2, 1e7, 0.8, 0.4)
	p.AirWall = column(3, 0.005, 0.8, 0.4)
	p.WallOutdoor = column(4, 0.03, 0.8, 0.4)
	p.Leakage = column(5, 0.1, 0.8, 0.4)
	p.Power = column(6, 1600, 0.9, 0.2)
	p.Setpoint = make([]float64, rooms)
	for i := range p.Setpoint {
		p.Setpoint[i] = 20.5 + 1.0*random(seed, 7, uint64(i))
	}
	p.Offset = make([]float64, p.Hours)
	p.Gains = make([]float64, rooms*p.Hours)
	for k := range p.Offset {
		p.Offset[k] = -1 + 2*random(seed, 8, uint64(k))
		for i := range rooms {
			p.Gains[k*rooms+i] = 150 * random(seed, uint64(1000+i), uint64(k))
		}
	}
	return p
}

// StartsOn tells whether the heater of a room is on at the start.
func (p *Problem) StartsOn(room int) bool { return room&1 == 1 }

// Omega is the angular frequency of the outdoor sinusoid, rad/s.
const Omega = 2 * math.Pi / OutdoorPeriod
