package ode

import "whatif/physics/linear"

// pace is where a solution stands, beside its numbers: kept as plain floats.
type pace struct {
	begun, stale float64 // whether it is; whether it must settle before it goes on, as it was inherited
	offset       float64 // s, how far the segment begins after the step
	length       float64 // s, of the step
	horizon      float64 // s from the step's beginning: its end, or an event in it
	event        float64 // the guard that falls there, or -1
	theta        float64 // the part of the step where it does, exactly as it was found
	known        float64 // whether rates1 holds
	next         float64 // s, proposed for the next step; 0 where nothing is known
	before       float64 // logarithm of the error of the last step, to base 2
	way, then    float64 // the method of this step and of the next: explicitly or stiffly
	wait, signs  float64 // steps until the methods are looked at; looks that spoke for the explicit one
	held, tried  float64 // h rho of explicit steps before the stiff ones; the last of them, in s, during a trial
	failed       float64 // trials in a row
	crowd, many  float64 // reactions at this instant, and in this second
	crowdAge     float64 // s since the first of the instant
	manyAge      float64 // s since the first of the second
	fault        float64 // why it failed
	faultAt      float64 // the state or guard that it failed by
	blind        float64 // steps for which no row is looked at, as shorter ones do not show it better
}

const paceSize = 24

func (p *pace) load(from []float64) {
	a := (*[paceSize]float64)(from)
	p.begun, p.stale, p.offset, p.length, p.horizon, p.event, p.known = a[0], a[1], a[2], a[3], a[4], a[5], a[6]
	p.next, p.before, p.way, p.then, p.wait, p.signs = a[7], a[8], a[9], a[10], a[11], a[12]
	p.crowd, p.many, p.crowdAge, p.manyAge, p.fault, p.faultAt, p.theta = a[13], a[14], a[15], a[16], a[17], a[18], a[19]
	p.held, p.tried, p.failed, p.blind = a[20], a[21], a[22], a[23]
}

func (p *pace) store(to []float64) {
	*(*[paceSize]float64)(to) = [...]float64{
		p.begun, p.stale, p.offset, p.length, p.horizon, p.event, p.known,
		p.next, p.before, p.way, p.then, p.wait, p.signs,
		p.crowd, p.many, p.crowdAge, p.manyAge, p.fault, p.faultAt, p.theta,
		p.held, p.tried, p.failed, p.blind,
	}
}

// The values of pace.way and pace.then.
const (
	explicitly = 0
	stiffly    = 1
)

// formSize is how many numbers a form takes.
const formSize = 5

// layout is where things lie in a segment's State and Work.
type layout struct {
	news, x, x1, rates1, z, level, guards, forms, dense, size int

	w, u, rates, e, probe, y, mesh, past, g0, mid, look, due, stages, work int
}

func (l *law) lay() layout {
	var at layout
	s := l.shape
	dense, stages := dp5{}.denseSize(s), dp5{}.workSize(s)
	if l.stiff != nil {
		dense, stages = max(dense, l.stiff.denseSize(s)), max(stages, l.stiff.workSize(s))
	}
	end := paceSize
	put := func(place *int, length int) {
		*place = end
		end += length
	}
	put(&at.news, newsSize)
	put(&at.x, s.States)
	put(&at.x1, s.States)
	put(&at.rates1, s.States)
	put(&at.z, s.Memory)
	put(&at.level, s.Guards)
	put(&at.guards, s.Guards)
	put(&at.forms, formSize*s.Inputs)
	put(&at.dense, dense)
	at.size = end
	end = 0
	put(&at.w, s.Work)
	put(&at.u, s.Inputs)
	put(&at.rates, s.States)
	put(&at.e, s.States)
	put(&at.probe, s.States)
	put(&at.y, s.Outputs)
	put(&at.past, s.States+s.Memory)
	put(&at.g0, s.Guards)
	put(&at.mid, s.Guards)
	put(&at.look, s.Guards)
	put(&at.due, s.Guards)
	put(&at.mesh, parts*len(l.looked))
	put(&at.stages, stages)
	at.work = end
	return at
}

// newSolution is a solution without memory.
func (l *law) newSolution() *Solution {
	s := &Solution{law: l}
	n := l.shape.Inputs
	s.trial = trial{sys: l.sys, shape: l.shape, stiff: l.stiff, forms: make([]linear.Input, n), moving: make([]int32, 0, n)}
	return s
}

// bind lets the solution work in a segment's memory.
func (s *Solution) bind(seg linear.Segment) {
	at, n, g := &s.law.at, s.shape.States, s.shape.Guards
	m, w := seg.State, seg.Work
	s.state = m
	s.pace.load(m)
	s.news = m[at.news:][:newsSize:newsSize]
	s.x, s.x1, s.rates1 = m[at.x:][:n:n], m[at.x1:][:n:n], m[at.rates1:][:n:n]
	s.level, s.guards = m[at.level:][:g:g], m[at.guards:][:g:g]
	s.dense = m[at.dense:at.size:at.size]
	s.p.Z = m[at.z:][:s.shape.Memory:s.shape.Memory]
	s.p.W, s.p.U = w[at.w:][:s.shape.Work:s.shape.Work], w[at.u:][:s.shape.Inputs:s.shape.Inputs]
	s.rates, s.e, s.probe = w[at.rates:][:n:n], w[at.e:][:n:n], w[at.probe:][:n:n]
	s.y = w[at.y:][:s.shape.Outputs:s.shape.Outputs]
	s.mesh = w[at.mesh:][:parts*len(s.law.looked)]
	s.past = w[at.past:][:n+s.shape.Memory]
	s.g0, s.mid, s.look, s.due = w[at.g0:][:g:g], w[at.mid:][:g:g], w[at.look:][:g:g], w[at.due:][:g:g]
	s.work = w[at.stages:at.work:at.work]
	s.loadForms()
}

func (s *Solution) loadForms() {
	f := s.state[s.law.at.forms:]
	for i := range s.forms {
		v := f[formSize*i:][:formSize]
		s.forms[i] = linear.Input{Level: v[0], Slope: v[1], Amplitude: v[2], Omega: v[3], Phase: v[4]}
	}
	s.listMoving()
}

// keep writes what is not kept in the segment's memory as it is.
func (s *Solution) keep() { s.pace.store(s.state) }

// setForm lets input i go on as u, with tau counted from the step's beginning.
func (s *Solution) setForm(i int, u linear.Input) {
	s.forms[i] = u
	copy(s.state[s.law.at.forms+formSize*i:], []float64{u.Level, u.Slope, u.Amplitude, u.Omega, u.Phase})
}
