package problems

import (
	"math"

	"whatif/physics/ode"
)

// Pleiades are seven stars in a plane, of masses 1 to 7, with close encounters: E.
// Hairer, S. Norsett, G. Wanner, Solving Ordinary Differential Equations I, section
// II.10; problem PLEI of the test set. It is not stiff.
func Pleiades() Problem {
	return Problem{
		Name:   "pleiades",
		System: &pleiades{smooth{ode.Shape{States: 4 * stars}}},
		Span:   3,
		Reference: []float64{
			0.3706139143970502, 3.237284092057233, -3.222559032418324, 0.6597091455775310,
			0.3425581707156584, 1.562172101400631, -0.7003092922212495,
			-3.943437585517392, -3.271380973972550, 5.225081843456543, -2.590612434977470,
			1.198213693392275, -0.2429682344935824, 1.091449240428980,
			3.417003806314313, 1.354584501625501, -2.590065597810775, 2.025053734714242,
			-1.155815100160448, -0.8072988170223021, 0.5952396354208710,
			-3.741244961234010, 0.3773459685750630, 0.9386858869551073, 0.3667922227200571,
			-0.3474046353808490, 2.344915448180937, -1.947020434263292,
		},
	}
}

const stars = 7

// pleiades has the positions x and y, then the velocities in x and in y, each of all
// stars.
type pleiades struct{ smooth }

func (*pleiades) Begin(p *ode.Point) {
	copy(p.X, []float64{
		3, 3, -1, -3, 2, -2, 2,
		3, -3, 2, 0, 0, -4, 4,
		0, 0, 0, 0, 0, 1.75, -1.5,
		0, 0, 0, -1.25, 1, 0, 0,
	})
}

// Rates takes, star by star, first the inverse cubes of all distances to those that
// follow and then the pulls: in one loop, each root would wait for the sums before it.
func (*pleiades) Rates(p *ode.Point, dx []float64) {
	at, rates := (*[4 * stars]float64)(p.X), (*[4 * stars]float64)(dx)
	copy(rates[:2*stars], at[2*stars:])
	x, y := (*[stars]float64)(at[:stars]), (*[stars]float64)(at[stars:])
	ax, ay := (*[stars]float64)(rates[2*stars:]), (*[stars]float64)(rates[3*stars:])
	*ax, *ay = [stars]float64{}, [stars]float64{}
	var per [stars]float64
	for i := range x {
		xi, yi, mass := x[i], y[i], float64(i+1)
		for k := i + 1; k < stars; k++ {
			rx, ry := x[k]-xi, y[k]-yi
			square := rx*rx + ry*ry
			per[k] = 1 / (square * math.Sqrt(square))
		}
		sumX, sumY := ax[i], ay[i]
		for k := i + 1; k < stars; k++ {
			rx, ry := x[k]-xi, y[k]-yi
			pull, back := float64(k+1)*per[k], mass*per[k]
			sumX += pull * rx
			sumY += pull * ry
			ax[k] -= back * rx
			ay[k] -= back * ry
		}
		ax[i], ay[i] = sumX, sumY
	}
}
