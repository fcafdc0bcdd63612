package formula

import (
	"math"
	"testing"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
)

// BenchmarkProgram computes an outflow by Torricelli's law; BenchmarkLibrary does so
// with the virtual machine of the library that reads the formulas.
func BenchmarkProgram(b *testing.B) {
	f, wrong := Parse("valve * outlet * sqrt(2 * 9.81 * max(level, 0)) - if(level > 2, inflow, 0)")
	if wrong != nil {
		b.Fatal(wrong)
	}
	p := f.Bind([]string{"valve", "outlet", "level", "inflow"})
	w := []float64{0.5, 1, 3e-4, 0, 1.25, 0}
	places := []int32{1, 2, 4, 0}
	sum := 0.0
	for b.Loop() {
		sum += Through(&p, w, places)
	}
	if sum == 0 {
		b.Fatal("no outflow")
	}
}

func BenchmarkLibrary(b *testing.B) {
	env := map[string]any{"valve": 1.0, "outlet": 3e-4, "level": 1.25, "inflow": 0.5, "sqrt": math.Sqrt}
	code, err := expr.Compile("valve * outlet * sqrt(2 * 9.81 * max(level, 0)) - (level > 2 ? inflow : 0)", expr.Env(env))
	if err != nil {
		b.Fatal(err)
	}
	var machine vm.VM
	for b.Loop() {
		if _, err := machine.Run(code, env); err != nil {
			b.Fatal(err)
		}
	}
}
