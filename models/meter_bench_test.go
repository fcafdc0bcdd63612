package models

import (
	"fmt"
	"testing"

	"whatif/engine"
	"whatif/models/twin"
)

// A day of 200 homes that switch each 144 times, metered: what the meter adds to
// the time of a run.
func BenchmarkMeterOfHomes(b *testing.B) {
	for _, metered := range []bool{false, true} {
		b.Run(fmt.Sprintf("metered=%v", metered), func(b *testing.B) {
			s := &Study{Span: 24 * hour, Warmup: hour}
			refs := make([]string, 0, 200)
			for i := range 200 {
				var pairs []float64
				for k := range 144 {
					pairs = append(pairs, float64(-3600+600*k+i), float64(k%2)*1000)
				}
				name := fmt.Sprintf("home%03d", i)
				s.Inputs = append(s.Inputs, steps(name, "W", pairs...))
				refs = append(refs, "input."+name)
			}
			if metered {
				s.Twins = []twin.Twin{{Name: "grid", Kind: "meter", Settings: map[string]twin.Setting{
					"sums": {Refs: refs}, "price": {Number: 30 * ct}, "co2": {Number: 1e-7}}}}
			}
			m, problems := Build(s)
			if len(problems) > 0 {
				b.Fatal(problems)
			}
			r := m.Engine.NewRun()
			b.ReportAllocs()
			for b.Loop() {
				r.Reset(engine.Numbers{}, nil)
				if err := r.Advance(s.Span); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(200*144), "ns/switch")
		})
	}
}
