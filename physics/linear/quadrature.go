package linear

import "math"

// Gauss-Kronrod rule of 15 points on [-1, 1] with its Gauss rule of 7, as in
// QUADPACK (Piessens and others, 1983): the points > 0 from the outside in,
// then 0; gaussWeights belong to every second point.
func kronrod() (points, weights [8]float64, gaussWeights [4]float64) {
	points = [8]float64{
		0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
		0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
		0.586087235467691130294144691693728, 0.405845151377397166906606412076961,
		0.207784955007898467600689403773245, 0,
	}
	weights = [8]float64{
		0.022935322010529224963732008058970, 0.063092092629978553290700663189204,
		0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
		0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
		0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
	}
	gaussWeights = [4]float64{
		0.129484966168869693270611432679082, 0.279705391489276667901467771423780,
		0.381830050505118944950369775488975, 0.417959183673469387755102040816327,
	}
	return points, weights, gaussWeights
}

// Quadrature adds to net the integral of each listed output from 0 to tau and
// to abs that of its magnitude, by adaptive Gauss-Kronrod quadrature on Values,
// to about 1e-12 of the latter. It shares nothing with the closed forms of
// Integrals and so checks them, and the energy balances built on them. net and
// abs have the length of rows. Unlike the propagator's methods it allocates.
func Quadrature(p Propagator, s Segment, rows []int32, tau float64, net, abs []float64) {
	if !(tau > 0) || len(rows) == 0 {
		return
	}
	q := &quadrature{p: p, s: s, rows: rows, y: make([]float64, len(rows)), first: make([]estimate, len(rows)), net: net, abs: abs, scale: make([]float64, len(rows))}
	q.points, q.weights, q.gauss = kronrod()
	// What an input's change sets off decays from the beginning on: halving
	// towards it finds transients of any time constant.
	const halvings = 40
	edges := []float64{0}
	for k := halvings; k >= 0; k-- {
		edges = append(edges, math.Ldexp(tau, -k))
	}
	for k := 1; k < len(edges); k++ {
		q.measure(edges[k-1], edges[k])
		for i, e := range q.first {
			q.scale[i] += e.abs
		}
	}
	for k := len(edges) - 1; k > 0; k-- {
		q.integrate(edges[k-1], edges[k], 0, 0, math.Inf(1))
	}
}

// estimate is one interval's integrals of an output and of its magnitude.
type estimate struct {
	net, abs           float64
	coarse, coarseSize float64 // by the Gauss rule
}

type quadrature struct {
	p        Propagator
	s        Segment
	rows     []int32
	y        []float64
	first    []estimate
	net, abs []float64
	scale    []float64 // integral of the magnitude, estimated
	spent    int       // intervals halved
	points   [8]float64
	weights  [8]float64
	gauss    [4]float64
}

// measure integrates over [a, b] by both rules.
func (q *quadrature) measure(a, b float64) {
	clear(q.first)
	mid, half := (a+b)/2, (b-a)/2
	for k, x := range q.points {
		for _, side := range [2]float64{-1, 1} {
			if x == 0 && side > 0 {
				continue
			}
			tau := mid + side*half*x
			q.p.Values(q.s, q.rows, tau, q.y)
			for i, y := range q.y {
				e := &q.first[i]
				e.net += half * q.weights[k] * y
				e.abs += half * q.weights[k] * math.Abs(y)
				if k%2 == 1 {
					e.coarse += half * q.gauss[k/2] * y
					e.coarseSize += half * q.gauss[k/2] * math.Abs(y)
				}
			}
		}
	}
}

// integrate adds the integrals over [a, b], halved until both rules agree.
// before is by how much they disagreed on twice the interval, relative, and
// stuck how many halvings in a row have not helped.
//
// Halving stops to help where only the rounding of the outputs is left, as it
// soon is for a small difference of large values: the disagreement then falls
// by no more than half, while it falls to a quarter even at a kink.
func (q *quadrature) integrate(a, b float64, depth, stuck int, before float64) {
	const (
		agreed  = 1e-13 // of the integral of the magnitude
		small   = 1e-9
		helps   = 0.35
		patient = 3
		deepest = 48
		most    = 20000
	)
	q.measure(a, b)
	worst := 0.0
	for i, e := range q.first {
		off := math.Max(math.Abs(e.net-e.coarse), math.Abs(e.abs-e.coarseSize))
		if q.scale[i] > 0 {
			worst = math.Max(worst, off/q.scale[i])
		}
	}
	if worst <= small && worst > helps*before {
		stuck++
	} else {
		stuck = 0
	}
	if worst <= agreed || stuck == patient || depth == deepest || q.spent >= most {
		for i, e := range q.first {
			q.net[i] += e.net
			q.abs[i] += e.abs
		}
		return
	}
	q.spent++
	mid := (a + b) / 2
	q.integrate(a, mid, depth+1, stuck, worst)
	q.integrate(mid, b, depth+1, stuck, worst)
}
