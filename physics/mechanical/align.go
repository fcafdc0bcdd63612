package mechanical

// align makes the velocities or accelerations x of the motions agree with the rows to
// the last digit, from what is given on: the solution of the equations has left them
// equal but for rounding, which would add up while a contact sticks.
func (b *bench) align(x []float64, given func(*row) float64) {
	if len(b.rows) == 0 {
		return
	}
	b.fixed = b.fixed[:0]
	for range x {
		b.fixed = append(b.fixed, false)
	}
	for {
		for b.alignRows(x, given) {
		}
		free := -1
		for i := range b.rows {
			if t := &b.rows[i]; t.first >= 0 && t.second >= 0 && !b.fixed[t.first] && !b.fixed[t.second] {
				free = t.first
				break
			}
		}
		if free < 0 {
			return
		}
		b.fixed[free] = true
	}
}

// alignRows goes on from the motions that are fixed, and reports whether any was added.
func (b *bench) alignRows(x []float64, given func(*row) float64) bool {
	more := false
	for i := range b.rows {
		t := &b.rows[i]
		known := func(motion int) bool { return motion < 0 || b.fixed[motion] }
		switch {
		case known(t.first) && !known(t.second):
			x[t.second] = 0 - given(t)/t.ratio // never -0
			if t.first >= 0 {
				x[t.second] = x[t.first] / t.ratio
			}
			b.fixed[t.second] = true
		case !known(t.first) && known(t.second):
			x[t.first] = given(t)
			if t.second >= 0 {
				x[t.first] = t.ratio * x[t.second]
			}
			b.fixed[t.first] = true
		default:
			continue
		}
		more = true
	}
	return more
}

func givenSpeed(t *row) float64        { return t.given }
func givenAcceleration(t *row) float64 { return t.rate }
