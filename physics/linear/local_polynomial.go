package linear

import "math"

// polynomial is an output as a polynomial in sigma over one macro-step, or over a
// part of it that sigma in [0, 1] stands for.
type polynomial struct {
	order int
	base  float64 // magnitudes that c[0] is summed from
	c     [maxOrder + 1]float64
}

// trace sums up the polynomial of an output.
func (p *local) trace(s Segment, row int, q *polynomial) {
	index, weight := p.rows.row(row)
	c, stride := p.coefficients(s), p.width
	q.order, q.base = p.order, 0
	if len(index) == 1 && int(index[0]) < p.n {
		w, at := weight[0], int(index[0])
		for k := range q.c[:p.order+1] {
			q.c[k] = w * c[at]
			at += stride
		}
		q.base = math.Abs(q.c[0])
	} else {
		clear(q.c[:])
		for t, v := range index {
			w, at := weight[t], int(v)
			first := w * c[at]
			q.c[0] += first
			q.base += math.Abs(first)
			if at >= p.n && p.constant(s, at-p.n) {
				continue
			}
			for k := 1; k <= p.order; k++ {
				at += stride
				q.c[k] += w * c[at]
			}
		}
	}
}

// rise is how far the polynomial may go from where it begins.
func (q *polynomial) rise() float64 {
	sum := 0.0
	for _, v := range q.c[1 : q.order+1] {
		sum += math.Abs(v)
	}
	return sum
}

// at is the value and the derivative at sigma.
func (q *polynomial) at(sigma float64) (value, rate float64) {
	c := q.c[:q.order+1]
	for k := len(c) - 1; k >= 0; k-- {
		rate = rate*sigma + value
		value = value*sigma + c[k]
	}
	return value, rate
}

// second is the second derivative at sigma.
func (q *polynomial) second(sigma float64) float64 {
	y := 0.0
	for k := q.order; k >= 2; k-- {
		y = y*sigma + float64(k*(k-1))*q.c[k]
	}
	return y
}

// outlook is the value and the derivative at sigma, the magnitudes that the value
// is summed from, and bounds of the second derivative and of minus it on [0, 1].
func (q *polynomial) outlook(sigma float64) (value, rate, scale, up, down float64) {
	var sum, size float64
	f := float64(q.order * (q.order - 1))
	step := float64(2 * (q.order - 1)) // k(k-1) - (k-1)(k-2)
	for k := q.order; k >= 0; k-- {
		v := q.c[k&maxOrder]
		rate = rate*sigma + value
		value = value*sigma + v
		scale = scale*sigma + math.Abs(v)
		v *= f
		sum += v
		size += math.Abs(v)
		f -= step
		step -= 2
	}
	// What rounding may have taken is put back.
	size *= 1 + 1e-14
	return value, rate, scale + q.base, (size + sum) / 2, (size - sum) / 2
}

// part is the polynomial on [from, from+long], stretched to [0, 1].
func (q *polynomial) part(from, long float64) polynomial {
	r := *q
	if from != 0 {
		for i := 0; i < r.order; i++ {
			for k := r.order - 1; k >= i; k-- {
				r.c[k] += from * r.c[k+1]
			}
		}
	}
	f := long
	for k := 1; k <= r.order; k++ {
		r.c[k] *= f
		f *= long
	}
	return r
}

// Extremes widens [lo, hi] to hold an output's least and greatest value.
func (p *local) Extremes(s Segment, row int, from, to, lo, hi float64) (least, greatest float64) {
	var q polynomial
	p.trace(s, row, &q)
	begin, end := p.sigma(s, from), p.sigma(s, to)
	if rest := q.rise() * end; q.c[0]-rest >= lo && q.c[0]+rest <= hi {
		return lo, hi
	}
	q = q.part(begin, end-begin)
	return -q.sign(-1).greatest(-lo, 0), q.sign(1).greatest(hi, 0)
}

// sign is the polynomial or its negative.
func (q polynomial) sign(by float64) *polynomial {
	for k := range q.c {
		q.c[k] *= by
	}
	return &q
}

// greatest is the maximum of known and the polynomial on [0, 1], to 1e-13 of its
// scale. A bound of the polynomial decides: either it cannot exceed what is known, or it
// has no extreme inside, or its halves are looked at.
func (q *polynomial) greatest(known float64, depth int) float64 {
	const fine, deepest = 1e-13, 60
	c := q.c[:q.order+1]
	rest, size, slope, end := 0.0, 0.0, 0.0, 0.0
	for k := len(c) - 1; k >= 1; k-- {
		end += c[k]
		if k > 2 {
			rest += math.Max(c[k], 0)
			size += math.Abs(c[k])
		}
		if k > 1 {
			slope += float64(k) * math.Abs(c[k])
		}
	}
	end += c[0]
	if math.IsNaN(end) {
		return math.NaN()
	}
	known = math.Max(known, math.Max(c[0], end))
	if math.Abs(c[1]) >= slope || depth == deepest {
		return known
	}
	bound := math.Max(c[0], c[0]+c[1]+c[2])
	if c[2] < 0 && c[1] > 0 && c[1] < -2*c[2] {
		top := -c[1] / (2 * c[2])
		bound = c[0] + c[1]*top/2
		value, _ := q.at(top)
		known = math.Max(known, value)
	}
	if bound+rest <= known+fine*(q.base+math.Abs(c[1])) {
		return known
	}
	half := q.part(0, 0.5)
	known = half.greatest(known, depth+1)
	half = q.part(0.5, 0.5)
	return half.greatest(known, depth+1)
}
