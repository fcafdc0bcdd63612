package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"whatif/models/twin"
)

func carried(t *testing.T, more settings) twin.Twin {
	all := settings{"between": []string{"twin.plate", "input.air"}, "area": "2 m2"}
	for k, v := range more {
		all[k] = v
	}
	return newTwin(t, "film", "thermal.convection", all)
}

// Far from equal temperatures, C d(d)/dt = -A a d^(1+n) has the solution
// d^-n = d0^-n + n A a t/C.
func TestNaturalConvection(t *testing.T) {
	for _, c := range []struct {
		more settings
		a, n float64
	}{
		{settings{"surface": choice("wall")}, 1.31, 1. / 3},
		{settings{"surface": choice("floor")}, 9.482 / 6.238, 1. / 3},
		{settings{"surface": choice("ceiling")}, 1.81 / 2.382, 1. / 3},
		{settings{"coefficient": "1.5 W/(m2 K)", "exponent": 0.25}, 1.5, 0.25},
	} {
		s := &Study{
			Span: 2 * hour, Inputs: []Input{constant("air", kelvin, "K")},
			Twins:  []twin.Twin{plate(t), carried(t, c.more)},
			Record: record(10*minute, "twin.plate.temperature"),
		}
		_, _, rec := play(t, s)
		for i, now := range rec.times {
			d := math.Pow(math.Pow(20, -c.n)+c.n*2*c.a*now.Seconds()/1e4, -1/c.n)
			assert.InDelta(t, d, rec.samples[i][0]-kelvin, 2e-4)
		}
		for _, b := range audited(t, s) {
			assert.Less(t, b.Error(), 1e-6)
		}
	}
}

// A floor carries twice as well where it is warmer than the air; a wall and a law of
// one's own both ways alike. At equal temperatures nothing flows.
func TestConvectionByDirection(t *testing.T) {
	flow := func(air float64, more settings) float64 {
		_, _, rec := play(t, &Study{
			Span: minute, Inputs: []Input{constant("air", kelvin+air, "K")},
			Twins: []twin.Twin{plate(t), carried(t, more)}, Record: record(minute, "twin.film.heat_flow"),
		})
		return rec.samples[0][0]
	}
	floor, ceiling := settings{"surface": choice("floor")}, settings{"surface": choice("ceiling")}
	assert.InEpsilon(t, 2*9.482/6.238*16, flow(12, floor), 1e-4)
	assert.InEpsilon(t, -2*1.81/2.382*16, flow(28, floor), 1e-4)
	assert.InEpsilon(t, -flow(28, floor), flow(12, ceiling), 1e-9)
	assert.InEpsilon(t, -flow(12, settings{"surface": choice("wall")}), flow(28, settings{"surface": choice("wall")}), 1e-9)
	for _, more := range []settings{floor, ceiling, {"surface": choice("wall")}, {"coefficient": "2 W/(m2 K)", "exponent": 0.3}} {
		assert.InDelta(t, 0, flow(20, more), 1e-12)
	}
	assert.InEpsilon(t, 2*2*8., flow(12, settings{"coefficient": "2 W/(m2 K)", "exponent": 0.0}), 1e-12)
}
