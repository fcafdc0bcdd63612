package mechanical

import (
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/physics/ode"
	"whatif/physics/ode/problems"
)

// The stick-slip problem out of parts, beside the same written as one system.
func BenchmarkSlip(b *testing.B) {
	r := beltRig(b)
	law := r.build()
	plain := problems.Slip()
	for name, system := range map[string]ode.System{"parts": law, "plain": plain.System} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				_, err := ode.Solve(system, nil, 1000, ode.Options{}, 0.1, func(float64, *ode.Solution) {})
				require.NoError(b, err)
			}
		})
	}
}
