package ode

// rodasDenseSize is how many numbers the interpolant takes for each state: the value
// at the beginning, at the end, and the three inner coefficients.
const rodasDenseSize = 5

// rodasKeep leaves the interpolant of order 4 of a step in dense. u has the stages of
// each state, one state after the other.
func rodasKeep(dense, x, x1, u []float64) {
	for i, x := range x {
		ui := (*[rodasStages]float64)(u[rodasStages*i:])
		d := (*[rodasDenseSize]float64)(dense[rodasDenseSize*i:])
		d[0], d[1] = x, x1[i]
		for k := range rodasDense {
			h := &rodasDense[k]
			d[2+k] = h[0]*ui[0] + h[1]*ui[1] + h[2]*ui[2] + h[3]*ui[3] +
				h[4]*ui[4] + h[5]*ui[5] + h[6]*ui[6] + h[7]*ui[7]
		}
	}
}

func (r *rodas5p) denseSize(s *Shape) int { return rodasDenseSize * s.States }

func (r *rodas5p) interpolate(_ *Shape, dense []float64, theta float64, x []float64) {
	for i := range x {
		x[i] = rodasAt(dense[rodasDenseSize*i:], theta)
	}
}

func (r *rodas5p) one(_ *Shape, dense []float64, theta float64, i int) float64 {
	return rodasAt(dense[rodasDenseSize*i:], theta)
}

// rodasAt is one state at the part theta of the step; at 0 and 1 it is exact.
func rodasAt(dense []float64, theta float64) float64 {
	d, rest := (*[rodasDenseSize]float64)(dense), 1-theta
	return rest*d[0] + theta*(d[1]+rest*(d[2]+theta*(d[3]+theta*d[4])))
}
