package problems

import (
	"math"

	"whatif/physics/linear"
	"whatif/physics/ode"
)

// Gear is a motor that drives a load through a gear with backlash. A controller, sampled
// at 1 kHz, sets the motor's torque so that the load's speed follows a sine of 1 Hz.
func Gear() Problem {
	return Problem{
		Name:      "gear",
		System:    &gear{ode.Shape{States: 4, Inputs: 1, Memory: 1, Guards: 2}},
		Inputs:    make([]linear.Input, 1),
		Span:      10,
		Events:    41,
		LastEvent: 9.80744652445,
		Sample:    gearSample,
		Control:   gearControl,
	}
}

// gear has the angles and speeds of the motor and of the load as states, in rad and
// rad/s: motor's angle, motor's speed, load's angle, load's speed. Its input is the
// torque of the motor in N m. Its memory is the side on which the teeth touch, 1 or -1,
// or 0 where they do not.
type gear struct{ shape ode.Shape }

const (
	gearRatio      = 5.
	motorInertia   = 0.005 // kg m2
	loadInertia    = 0.2   // kg m2
	toothStiffness = 5000. // N m/rad
	toothDamping   = 2.    // N m s/rad
	halfGap        = 0.005 // rad
	motorFriction  = 0.001 // N m s/rad
	loadFriction   = 0.05  // N m s/rad
	gearSample     = 0.001 // s
)

func (s *gear) Shape() *ode.Shape             { return &s.shape }
func (s *gear) Outputs(*ode.Point, []float64) {}
func (s *gear) Settle(*ode.Point)             {}

func (s *gear) Begin(p *ode.Point) {
	clear(p.X)
	p.Z[0] = 0
}

func (s *gear) Rates(p *ode.Point, dx []float64) {
	x := (*[4]float64)(p.X)
	torque := 0.
	if side := p.Z[0]; side != 0 {
		torque = toothStiffness*(x[0]/gearRatio-x[2]-halfGap*side) + toothDamping*(x[1]/gearRatio-x[3])
	}
	dx[0] = x[1]
	dx[1] = (p.U[0] - torque/gearRatio - motorFriction*x[1]) / motorInertia
	dx[2] = x[3]
	dx[3] = (torque - loadFriction*x[3]) / loadInertia
}

func (s *gear) Guards(p *ode.Point, g []float64) {
	twist := p.X[0]/gearRatio - p.X[2]
	g[0], g[1] = halfGap-twist, twist+halfGap
	switch p.Z[0] {
	case 1:
		g[0] = -g[0]
	case -1:
		g[1] = -g[1]
	}
}

func (s *gear) React(p *ode.Point, k int) {
	side := 1.
	if k == 1 {
		side = -1
	}
	if p.Z[0] == side {
		side = 0
	}
	p.Z[0] = side
}

// gearControl is a proportional and integral controller of the motor's speed.
func gearControl() Controller {
	const proportional, integral, swing = 0.5, 5, 10 // N m s/rad, N m/rad, rad/s of the load
	sum := 0.
	return func(t float64, x []float64, u []linear.Input) {
		off := gearRatio*swing*math.Sin(2*math.Pi*t) - x[1]
		sum += off * gearSample
		u[0] = linear.Input{Level: proportional*off + integral*sum}
	}
}
