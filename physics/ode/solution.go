package ode

import "math"

// Solution is a solution on its way, one step of which is known.
type Solution struct {
	trial
	pace
	law    *law
	state  []float64 // all that it goes on from
	news   []float64 // told by the system
	level  []float64 // what each guard must fall below: 0, less where it began below 0, or quiet
	guards []float64 // where the next step begins
	probe  []float64 // states within the step
	y      []float64 // outputs there
	mesh   []float64 // looked-at rows at a few places
	past   []float64 // states and memory before a reaction
	// Guards where the step begins, in its middle, and elsewhere; and which are due.
	g0, mid, look, due []float64
	curve              curve
	most               float64 // s, the longest step for inputs as they are

	began     float64 // s, the step's beginning since that of the solution
	steps     int
	rejected  int
	reactions int
	lastEvent float64 // s
}

// method is the one of the step.
func (s *Solution) method() method {
	if s.way == stiffly {
		return s.stiff
	}
	return dp5{}
}

// inputsAt sets all inputs that move to what they are at tau in the step.
func (s *Solution) inputsAt(tau float64) {
	for _, i := range s.moving {
		s.p.U[i] = s.forms[i].At(tau)
	}
}

// begin starts the solution from the system's own first states, near x.
func (s *Solution) begin() {
	s.begun = 1
	s.event = -1
	s.wait = lookPace
	if !s.law.explicit {
		s.way, s.then = stiffly, stiffly
	}
	s.inputsAt(0)
	s.act()
	s.sys.Begin(&s.p)
	s.jump()
}

// act lets the system act on the solution: p is it, and what it tells is heard.
func (s *Solution) act() {
	s.p.X, s.p.news = s.x, s.news
}

// jump settles the modes and takes the rates and guards after a jump of inputs,
// states or modes. All inputs are those of the instant.
func (s *Solution) jump() {
	s.stale = 0
	if !s.balance() {
		return
	}
	s.act()
	s.sys.Settle(&s.p)
	s.p.news = nil
	if s.news[1] != 0 {
		s.fail(told, 0)
		return
	}
	if !s.balance() {
		return
	}
	s.trial.at(0, s.x, s.rates)
	if !finite(s.rates) {
		s.fail(notFinite, 0)
		return
	}
	copy(s.rates1, s.rates)
	s.known = 1
	if len(s.guards) == 0 {
		return
	}
	s.p.X = s.x
	s.sys.Guards(&s.p, s.guards)
	if !finite(s.guards) {
		s.fail(notFinite, 0)
		return
	}
	for k, g := range s.guards {
		if g > 0 || s.level[k] != quiet {
			s.level[k] = min(0, g)
		}
	}
}

// balance brings the states without mass to where their f is zero.
func (s *Solution) balance() bool {
	if s.law.massless && !s.consistent() {
		s.fail(unbalanced, 0)
		return false
	}
	return true
}

// pass goes on to the horizon. What is due there happens; then the next step may be
// taken.
func (s *Solution) pass() {
	if s.event >= 0 {
		s.react()
		return
	}
	copy(s.x, s.x1)
	s.elapse(s.length)
	for k, g := range s.guards {
		if g > 0 {
			s.level[k] = 0
		}
	}
}

// stop goes to the part theta of the step, tau after its beginning, and gives up the
// rest. The modes must be settled before the next step.
func (s *Solution) stop(theta, tau float64) {
	if s.length > 0 {
		s.method().interpolate(s.shape, s.dense, theta, s.x)
	}
	if tau < s.length {
		s.next = min(s.next, s.length)
	}
	s.elapse(tau)
}

// elapse moves the beginning of the step on.
func (s *Solution) elapse(dt float64) {
	s.began += dt
	for _, i := range s.moving {
		s.setForm(int(i), s.forms[i].After(dt))
	}
	s.inputsAt(0)
	s.length, s.horizon, s.offset, s.event = 0, 0, 0, -1
	s.age(dt)
}

// sight sets the point of the system to the part theta of the step.
func (s *Solution) sight(theta float64) {
	s.method().interpolate(s.shape, s.dense, theta, s.probe)
	s.inputsAt(theta * s.length)
	s.p.X = s.probe
}

func finite(list []float64) bool {
	for _, v := range list {
		if v-v != 0 { // Inf - Inf and NaN - NaN are NaN
			return false
		}
	}
	return true
}

// smallest and largest steps, in s.
const (
	shortest = 1e-15
	longest  = 1e15
)

var infinite = math.Inf(1)
