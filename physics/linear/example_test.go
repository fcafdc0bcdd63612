package linear_test

import (
	"fmt"

	"whatif/physics/linear"
)

// A node of 200 kJ/K loses heat through 40 W/K to an outside at -10 degC: when
// does it fall to 18 degC, and how much heat has it lost by then?
func Example() {
	p, err := linear.Compile(linear.System{
		N: 1, M: 1,
		E: []float64{200e3},
		A: linear.Entries(1, []float64{-40}),
		B: linear.Entries(1, []float64{40}),
		Rows: []linear.Row{
			{X: []linear.Term{{Index: 0, Weight: 1}}},
			{X: []linear.Term{{Index: 0, Weight: 40}}, U: []linear.Term{{Index: 0, Weight: -40}}},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	s := linear.Segment{State: make([]float64, p.Size()), Work: make([]float64, p.Work())}
	p.Start(s, []float64{20})
	p.Force(s, []linear.Input{{Level: -10}})
	c := p.Cross(s, []linear.Guard{{Row: 0, Direction: -1, Level: 18}}, nil, 0, 3600)
	heat := []float64{0}
	p.Integrals(s, []int32{1}, c.Tau, heat)
	fmt.Printf("%s: guard %d after %.6f s, %.3f kJ lost\n", p.Method(), c.Guard, c.Tau, heat[0]/1000)
	// Output: modal: guard 0 after 344.964357 s, 400.000 kJ lost
}
