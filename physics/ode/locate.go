package ode

import "math"

// locate finds the earliest part theta of the step at which a guard of the system falls
// below its level, and the guard; -1 where none does. It is false where a guard is no
// number.
//
// A guard is looked at in the middle and at the end of the step. Only where it comes
// near its level is it searched.
func (s *Solution) locate() (theta float64, guard int, ok bool) {
	s.sight(0.5)
	s.sys.Guards(&s.p, s.mid)
	s.inputsAt(s.length)
	s.p.X = s.x1
	s.sys.Guards(&s.p, s.guards)
	theta, guard = 1, -1
	for k, level := range s.level {
		if level == quiet {
			if at, falls := s.returns(k, theta); falls && (guard < 0 || at < theta) {
				theta, guard = at, k
			}
			continue
		}
		f0, f2, f4 := s.g0[k]-level, s.mid[k]-level, s.guards[k]-level
		if above(f0, f2, f4) {
			continue
		}
		if v := f0 + f2 + f4; v-v != 0 {
			return 0, -1, false
		}
		s.curve = curve{s: s, guard: k, level: level, sign: 1}
		if at, falls := s.fallOf(f0, f2, f4, theta); falls && (guard < 0 || at < theta) {
			theta, guard = at, k
		}
	}
	return theta, guard, true
}

// above tells whether a curve of which three values are known stays above zero: the
// parabola through them does so by more than it bends, and by a part of what it climbs.
// What the curve has of higher order is smaller along one step, as a step resolves it.
func above(f0, f2, f4 float64) bool {
	const part = 1. / 16
	return min(f0, 2*f2-(f0+f4)/2, f4) > math.Abs(f0-2*f2+f4)+part*math.Abs(f4-f0)
}

// returns finds where a quiet guard falls below zero after it has been above again.
func (s *Solution) returns(k int, until float64) (theta float64, falls bool) {
	f0, f2, f4 := -s.g0[k], -s.mid[k], -s.guards[k]
	if above(f0, f2, f4) {
		return 0, false
	}
	s.curve = curve{s: s, guard: k, sign: -1}
	from, rises := s.fallOf(f0, f2, f4, until)
	if !rises || from >= until {
		return 0, false
	}
	s.curve = curve{s: s, guard: k, sign: 1}
	p := piece{a: from, b: until}
	p.f[0], p.f[2], p.f[4] = 0, s.curve.at((from+until)/2), s.curve.at(until)
	p.fill(&s.curve)
	return p.fall(&s.curve, 0)
}

// fallOf finds where the curve first falls below zero on [0, until], from its values at
// the beginning, the middle and the end of the step.
func (s *Solution) fallOf(f0, f2, f4, until float64) (theta float64, falls bool) {
	from := 0.
	if f0 <= 0 {
		if f0 == 0 && f2 == 0 && f4 == 0 {
			return 0, false // at rest on its level
		}
		from, f0 = s.start()
		if f0 < 0 {
			return 0, true
		}
	}
	p := piece{a: from, b: 1, f: [5]float64{f0, 0, f2, 0, f4}}
	if until < 1 || from > 0 {
		p.b = until
		p.f[2], p.f[4] = s.curve.at((p.a+p.b)/2), s.curve.at(p.b)
	}
	p.fill(&s.curve)
	return p.fall(&s.curve, 0)
}

// start looks at a curve that begins on its level or below a little later, to tell
// where it heads.
func (s *Solution) start() (theta, f float64) {
	for _, theta = range [...]float64{0x1p-20, 0x1p-10, 0x1p-5} {
		if f = s.curve.at(theta); f != 0 {
			break
		}
	}
	return theta, f
}
