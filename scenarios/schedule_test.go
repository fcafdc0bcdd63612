package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

const people = `
[scenario]
name  = "x"
start = 2026-11-28T00:00:00
span  = "93 d"
[twin.room]
model     = "thermal.room"
capacity  = "6 MJ/K"
heat_loss = "150 W/K"
outdoor   = "5 degC"
[input.people]
signal  = "weekly"
periods = [{ days = "daily", from = "06:00", to = "18:00", value = "2 kW" }]
`

func planOf(t *testing.T, text string) (*Plan, []string) {
	file := filepath.Join(t.TempDir(), "s.toml")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	plan, list, _ := Load(file, Options{Draws: -1})
	var said []string
	for _, d := range list {
		said = append(said, strings.TrimSpace(d.Code+": "+d.Summary+" / "+d.Hint))
	}
	return plan, said
}

// A schedule is scaled and moved as a record is, in the file and by draws and
// sweeps.
func TestSchedulesAreAdjusted(t *testing.T) {
	plan, said := planOf(t, people+"scale = 1.5\noffset = \"100 W\"\n[indicator]\npower = { mean = \"input.people\" }\n[sweep]\ninput.people.scale = [0.5, 1]\n"+
		"[sample]\ndraws = 2\n[sample.vary]\ninput.people.offset = { uniform = { min = \"100 W\", max = \"100.001 W\" } }\n")
	require.NotNil(t, plan, said)
	w := plan.Source().Worker()
	for i, want := range []float64{600, 600, 1100, 1100} {
		var o engine.Outcome
		w.Execute(int64(i), nil, nil, &o)
		require.NoError(t, o.Err)
		assert.InDelta(t, want, o.Indicators[0], 0.01)
	}
	_, said = planOf(t, people+"[sample]\ndraws = 2\n[sample.vary]\ninput.people.value = { scale = { uniform = { min = 0.5, max = 1.5 } } }\n")
	require.Len(t, said, 1)
	assert.Equal(t, `not-a-number: input.people.value is no number that could vary / draw input.people.scale, which multiplies all of its values`, said[0])
	_, said = planOf(t, people+"[input.load]\nproduct = [\"input.people\", 2]\n[sample]\ndraws = 2\n[sample.vary]\ninput.load.value = { scale = { uniform = { min = 0.5, max = 1.5 } } }\n")
	require.Len(t, said, 1)
	assert.Equal(t, `not-a-number: input.load.value is no number that could vary / draw an input that it is computed of, such as a constant factor in product = ["input.NAME", "input.factor"]`, said[0])
}

// Holidays that were likely meant for another year are told.
func TestStrayHolidays(t *testing.T) {
	for _, c := range []struct{ dates, want string }{
		{`"2026-12-24..2027-01-06"`, ""},
		{`"2025-12-24..2026-01-06"`, `"2025-12-24..2026-01-06"`},
		{`2026-05-01`, `"2026-05-01"`},
		{`"2025-12-25", "2026-05-01", "2026-12-25"`, ""},
		{`"2025-12-25", "2026-01-06", "2026-12-25"`, `"2026-01-06"`},
		{`"2027-03-01"`, `"2027-03-01"`},
		{`"2027-02-28"`, ""},
	} {
		plan, said := planOf(t, people+"holidays = ["+c.dates+"]\n")
		require.NotNil(t, plan, said)
		if c.want == "" {
			assert.Empty(t, said, c.dates)
			continue
		}
		assert.Equal(t, []string{"unused: holidays: " + c.want + " lies outside the run, from 2026-11-28 to 2027-02-28, and changes nothing / is the year right?"}, said)
	}
}
