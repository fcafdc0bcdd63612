package telemetry

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"whatif/physics/unit"
)

// TestMeansToCompare: the intervals of a record that lie within the span, with
// the mean over each.
func TestMeansToCompare(t *testing.T) {
	content := "time,t_out\n-7200,10\n-3600,20\n0,30\n3600,\n7200,50\n10800,60\n18000,90\n"
	cases := map[string]struct {
		change       func(*Spec)
		begins, ends []float64
		means        []float64
	}{
		"stamped at the start": {func(s *Spec) { s.Quantity = Mean }, []float64{0, 2, 3}, []float64{1, 3, 5}, []float64{30, 50, 60}},
		"stamped at the end": {func(s *Spec) { s.Quantity, s.Stamp = Mean, "end" },
			[]float64{1, 2, 3}, []float64{2, 3, 5}, []float64{50, 60, 90}},
		"totals": {func(s *Spec) { s.Quantity, s.Unit = Total, unit.Must("Wh") }, []float64{0, 2, 3}, []float64{1, 3, 5}, []float64{30, 50, 30}},
		"readings": {func(s *Spec) { s.Quantity, s.Unit = Counter, unit.Must("Wh") },
			[]float64{0, 2, 3}, []float64{2, 3, 5}, []float64{10, 10, 15}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			table, _ := read(t, content, func(s *Spec) {
				c.change(s)
				s.From, s.Until = 0, hours(5)[0]
			})
			assert.Equal(t, hours(c.begins...), table.StampBegins)
			assert.Equal(t, hours(c.ends...), table.Stamps)
			assert.InDeltaSlice(t, c.means, table.StampValues, 1e-12)
		})
	}
	values, _ := read(t, content, func(s *Spec) { s.From, s.Until = 0, hours(5)[0] })
	assert.Nil(t, values.StampBegins)
	assert.Equal(t, hours(0, 2, 3, 5), values.Stamps)
}
