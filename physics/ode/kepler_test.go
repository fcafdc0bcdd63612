package ode_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/ode"
)

// orbit is a planet round a sun of gravity 1 in an ellipse of eccentricity 0.6 and
// semi-major axis 1; its period is 2 pi.
type orbit struct{}

const eccentricity = 0.6

func (orbit) Shape() *ode.Shape { return &ode.Shape{States: 4} }
func (orbit) Begin(p *ode.Point) {
	copy(p.X, []float64{1 - eccentricity, 0, 0, math.Sqrt((1 + eccentricity) / (1 - eccentricity))})
}
func (orbit) Rates(p *ode.Point, dx []float64) {
	r := math.Hypot(p.X[0], p.X[1])
	dx[0], dx[1] = p.X[2], p.X[3]
	dx[2], dx[3] = -p.X[0]/(r*r*r), -p.X[1]/(r*r*r)
}
func (orbit) Outputs(*ode.Point, []float64) {}
func (orbit) Guards(*ode.Point, []float64)  {}
func (orbit) React(*ode.Point, int)         {}
func (orbit) Settle(*ode.Point)             {}

// keplers is where the planet is at t, by Kepler's equation t = E - e sin E.
func keplers(t float64) (x, y float64) {
	anomaly := t
	for range 60 {
		anomaly -= (anomaly - eccentricity*math.Sin(anomaly) - t) / (1 - eccentricity*math.Cos(anomaly))
	}
	return math.Cos(anomaly) - eccentricity, math.Sqrt(1-eccentricity*eccentricity) * math.Sin(anomaly)
}

func TestKeplersOrbit(t *testing.T) {
	for _, c := range []struct {
		method string
		off    float64
	}{{"dp5", 3e-8}, {"rodas5p", 1e-6}} {
		s, err := ode.Solve(orbit{}, nil, 20*math.Pi+1, ode.Options{Relative: 1e-11, Method: c.method}, 0.1, func(tau float64, s *ode.Solution) {
			x, y := keplers(math.Mod(tau, 2*math.Pi))
			assert.InDelta(t, x, s.State(tau, 0), c.off)
			assert.InDelta(t, y, s.State(tau, 1), c.off)
		})
		require.NoError(t, err)
		end := make([]float64, 4)
		s.States(20*math.Pi+1, end)
		energy := (end[2]*end[2]+end[3]*end[3])/2 - 1/math.Hypot(end[0], end[1])
		assert.InEpsilon(t, -0.5, energy, 1e-8, c.method)
		assert.InEpsilon(t, math.Sqrt(1-eccentricity*eccentricity), end[0]*end[3]-end[1]*end[2], 1e-8, c.method)
	}
}
