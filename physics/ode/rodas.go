package ode

// rodas5p is the Rosenbrock-Wanner method Rodas5P, of order 5 with an estimate of
// order 4: L-stable and stiffly accurate. It solves one linear system for each of its
// eight stages, with one matrix, and iterates nothing. States of mass 0 (of index 1)
// are states like all others to it.
type rodas5p struct {
	states   int
	mass     []float64 // of each state
	massless bool      // some are 0
	held     []float64 // 1 for each state that has a mass, else 0
	jacobian *jacobian
	factor   *factor
	at       rodasLayout
	// effort is about what a step costs, in steps of dp5, as measured on laws of 2 to 28
	// states: it goes by how many entries of L and U there are for each state.
	effort float64
}

// rodasLayout is where things lie in trial.work.
type rodasLayout struct{ jacobian, lu, u, x, b, drift, size int }

// newRodas5P is the method for systems of one shape; differentiable says whether the
// system is a Differentiable.
func newRodas5P(s *Shape, differentiable bool) *rodas5p {
	r := &rodas5p{states: s.States, mass: s.Mass, jacobian: newJacobian(s, differentiable), factor: newFactor(s)}
	if r.mass == nil {
		r.mass = make([]float64, s.States)
		for i := range r.mass {
			r.mass[i] = 1
		}
	}
	r.held = make([]float64, s.States)
	for i, m := range r.mass {
		if m == 0 {
			r.massless = true
		} else {
			r.held[i] = 1
		}
	}
	end := 0
	put := func(place *int, length int) {
		*place = end
		end += length
	}
	put(&r.at.jacobian, r.jacobian.size())
	put(&r.at.lu, r.factor.size())
	put(&r.at.u, rodasStages*s.States)
	put(&r.at.x, s.States)
	put(&r.at.b, s.States)
	put(&r.at.drift, s.States)
	r.at.size = end
	r.effort = 2.5 + 0.5*r.factor.perState()
	return r
}

func (r *rodas5p) name() string                    { return "rodas5p" }
func (r *rodas5p) order() (solution, estimate int) { return 5, 4 }
func (r *rodas5p) workSize(*Shape) int             { return r.at.size }

func (r *rodas5p) step(t *trial, h float64) bool {
	t.last = false
	n, work := r.states, t.work
	if !t.linearised {
		if !r.linearise(t) {
			return false
		}
		t.linearised = true
	}
	lu, ok := r.factor.decompose(r.mass, 1/(rodasGamma*h), work[r.at.jacobian:r.at.lu], work[r.at.lu:r.at.u])
	if !ok {
		return false
	}
	defer lu.release()
	var drift []float64
	if len(t.moving) > 0 {
		drift = work[r.at.drift:][:n:n]
		r.takeDrift(t, h, drift)
	}
	u, x, b := work[r.at.u:][:rodasStages*n:rodasStages*n], work[r.at.x:][:n:n], work[r.at.b:][:n:n]
	clear(u) // of stages that are not yet known, which count with zero
	for stage := range rodasStages {
		if stage == 0 {
			copy(b, t.rates)
		} else {
			place(stage, t.x, u, x)
			t.at(t.tau+rodasC[stage]*h, x, b)
			couple(stage, r.mass, 1/h, u, b)
		}
		if d := rodasD[stage] * h; d != 0 && drift != nil {
			for i, v := range drift {
				b[i] += d * v
			}
		}
		lu.solve(b)
		for i, v := range b {
			u[rodasStages*i+stage] = v
		}
	}
	for i, v := range b {
		t.e[i] = v
		t.x1[i] = x[i] + v
	}
	if !finite(t.x1) {
		return false
	}
	rodasKeep(t.dense, t.x, t.x1, u)
	return true
}

// place writes the states at which a stage stands to x, which has those of the stage
// before.
func place(stage int, x0, u, x []float64) {
	x0, u = x0[:len(x)], u[:rodasStages*len(x)]
	if stage >= len(rodasA) {
		for i := range x {
			x[i] += u[rodasStages*i+stage-1]
		}
		return
	}
	a := &rodasA[stage]
	for i, v := range x0 {
		ui := (*[rodasStages]float64)(u[rodasStages*i:])
		x[i] = v + (a[0]*ui[0] + a[1]*ui[1]) + (a[2]*ui[2] + a[3]*ui[3]) + a[4]*ui[4]
	}
}

// couple adds what the stages before say, M/h sum C u, to the right-hand side b.
func couple(stage int, mass []float64, perStep float64, u, b []float64) {
	mass, u = mass[:len(b)], u[:rodasStages*len(b)]
	c := &rodasCoupling[stage]
	for i, m := range mass {
		ui := (*[rodasStages]float64)(u[rodasStages*i:])
		sum := (c[0]*ui[0] + c[1]*ui[1]) + (c[2]*ui[2] + c[3]*ui[3]) + ((c[4]*ui[4] + c[5]*ui[5]) + c[6]*ui[6])
		b[i] += m * perStep * sum
	}
}

// linearise writes df/dx at the beginning of the step.
func (r *rodas5p) linearise(t *trial) bool {
	work, at := t.work, &r.at
	return r.jacobian.take(t, work[at.jacobian:at.lu], work[at.x:at.b], work[at.b:at.drift], work[at.drift:at.size])
}

// takeDrift writes df/dt at the beginning of the step, where time enters by inputs
// that move: a central difference along the direction in which they move, over a part
// of the step so short that its own error is small beside that of the method.
func (r *rodas5p) takeDrift(t *trial, h float64, drift []float64) {
	const part = 0x1p-8
	after := t.work[r.at.b:][:r.states]
	delta := part * h
	t.along(-delta, drift)
	t.along(delta, after)
	for i := range drift {
		drift[i] = (after[i] - drift[i]) / (2 * delta)
	}
}

// along evaluates f at the beginning of the step with all moving inputs as they would
// be after delta if they went on at their present rates.
func (t *trial) along(delta float64, dx []float64) {
	for _, i := range t.moving {
		t.p.U[i] = t.forms[i].At(t.tau) + delta*t.forms[i].Rate(t.tau)
	}
	t.p.X = t.x
	t.sys.Rates(&t.p, dx)
	t.evaluations++
}
