package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"whatif/models/twin"
)

// Speeds of which one is given begin as the ties between them have it: through a gear, a
// wheel and a conveyor, either way round. Nothing is lost in an impact.
func TestSpeedsBeginAsTheirTiesHaveIt(t *testing.T) {
	for _, given := range []string{"motor", "shaft", "cart"} {
		speeds := map[string]float64{"motor": -20, "shaft": 5, "cart": 0.5}
		start := func(name, unit string) settings {
			if name == given {
				return settings{"start_speed": quantityOf(speeds[name], unit)}
			}
			return nil
		}
		s := &Study{
			Span: second,
			Twins: []twin.Twin{
				newTwin(t, "motor", "mechanical.inertia", merged(settings{"inertia": "0.1 kg m2"}, start("motor", "rad/s"))),
				newTwin(t, "shaft", "mechanical.inertia", merged(settings{"inertia": "0.3 kg m2"}, start("shaft", "rad/s"))),
				newTwin(t, "cart", "mechanical.mass", merged(settings{"mass": "2 kg"}, start("cart", "m/s"))),
				newTwin(t, "belt", "mechanical.conveyor", settings{"pulley": "twin.shaft", "radius": "0.2 m", "mass": "4 kg"}),
				newTwin(t, "gear", "mechanical.gear", settings{"between": []string{"twin.motor", "twin.shaft"}, "ratio": -4.0, "efficiency": 0.9}),
				newTwin(t, "wheel", "mechanical.joint", settings{"between": []string{"twin.cart", "twin.shaft"}, "radius": "0.1 m"}),
			},
			Record: record(second, "twin.motor.speed", "twin.shaft.speed", "twin.cart.speed", "twin.belt.speed"),
		}
		_, _, rec := play(t, s)
		for _, sample := range rec.samples {
			assert.InDeltaSlice(t, []float64{-20, 5, 0.5, 1}, sample, 1e-9, given)
		}
	}
}

// What swings by a millimetre keeps its energy as well as what swings by a metre.
func TestSmallSwingsKeepTheirEnergy(t *testing.T) {
	for _, size := range []float64{1, 1e-3} {
		s := &Study{
			Span: 60 * second,
			Twins: []twin.Twin{
				newTwin(t, "mass", "mechanical.mass", settings{"mass": "1 kg", "start_position": quantityOf(size, "m")}),
				newTwin(t, "spring", "mechanical.spring", settings{"on": "twin.mass", "stiffness": "30 N/m"}),
			},
			Record: record(60*second, "twin.mass.energy", "twin.spring.energy"),
		}
		_, _, rec := play(t, s)
		first, last := rec.samples[0], rec.samples[1]
		lost := (last[0]+last[1])/(first[0]+first[1]) - 1
		assert.Less(t, math.Abs(lost), 1e-6, "%g m: %g", size, lost)
	}
}
