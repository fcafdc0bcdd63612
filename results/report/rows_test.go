package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/results/compare"
)

// long is a comparison of variants at many sweep points, made by hand.
func long(variants, points int) *material {
	m := told("lower")
	m.r.Info.Sweeps = points
	m.r.Schema.Variants = []string{"base", "better", "best"}[:variants]
	for p := range points {
		m.r.Info.SweepPoints = append(m.r.Info.SweepPoints, map[string]string{"twin.heater.same": "1",
			"twin.control.setpoint": fmt.Sprint(18+p, " degC"), "twin.heater.power": "2 kW"})
	}
	m.r.Info.SweepPoints[0]["twin.heater.power"] = "3 kW"
	m.c.Arms = nil
	for _, v := range m.r.Schema.Variants {
		for p := range points {
			m.c.Arms = append(m.c.Arms, compare.Arm{Label: fmt.Sprint(v, " control_setpoint=", 18+p), Variant: v, Sweep: p})
		}
	}
	return m
}

// TestRowsOfSweep names rows by what differs, and colours them by variant.
func TestRowsOfSweep(t *testing.T) {
	m := long(2, 15)
	assert.Equal(t, "base 18 degC, 3 kW", m.armName(0))
	assert.Equal(t, "better 32 degC, 2 kW", m.armName(29))
	assert.Equal(t, 0, m.series(14))
	assert.Equal(t, 1, m.series(15))
	assert.Equal(t, "20 degC, 2 kW", long(1, 15).armName(2))
	m.r.Info.SweepPoints = nil
	assert.Equal(t, m.c.Arms[0].Label, m.armName(0))
}

// TestDrawnArms leaves out the same points of each variant, and says so.
func TestDrawnArms(t *testing.T) {
	all := func(int) bool { return true }
	m := long(2, 12)
	arms, note := m.drawnArms(all)
	assert.Len(t, arms, 24)
	assert.Empty(t, note)
	m = long(2, 15)
	arms, note = m.drawnArms(all)
	require.Len(t, arms, 24)
	assert.Equal(t, "24 of 30 rows are drawn, evenly over the sweep; the numbers below have all.", note)
	for k := range 12 {
		assert.Equal(t, m.c.Arms[arms[k]].Sweep, m.c.Arms[arms[12+k]].Sweep)
	}
	arms, note = m.drawnArms(func(arm int) bool { return arm >= 15 })
	assert.Len(t, arms, 15)
	assert.Empty(t, note)
	s := winter().swept(30)
	page := pageOf(t, s.write(t), Options{})
	says(t, page, "24 of 60 rows are drawn, evenly over the sweep", "base 0.5 K")
	wellFormed(t, page)
}

// TestTimed writes the times in messages as people do.
func TestTimed(t *testing.T) {
	for text, want := range map[string]string{
		"room at 2d21h23m56.97647478s: too hot": "room at 2 d 21 h 23 min 57 s: too hot",
		"at 3h0m0s":                             "at 3 h",
		"at 1d23h59m59.9s":                      "at 2 d",
		"at 12.3456789s, step 0.5s":             "at 12.35 s, step 0.5000 s",
		"at 59m59.9s":                           "at 1 h",
		"twin.tank2s and 5 m and 3d and 7ms":    "twin.tank2s and 5 m and 3d and 7ms",
	} {
		assert.Equal(t, want, strings.ReplaceAll(timed(text), thin, " "))
	}
}

// TestNoneFailed says it of one run, too.
func TestNoneFailed(t *testing.T) {
	m := told("lower")
	blocks, err := m.failures()
	require.NoError(t, err)
	assert.Equal(t, "None: the run reached its end.", blocks[0].Text)
	m = told("lower", compare.Better)
	blocks, err = m.failures()
	require.NoError(t, err)
	assert.Equal(t, "None: all 2 runs reached their end.", blocks[0].Text)
}

// TestNoIndicators has no section of them.
func TestNoIndicators(t *testing.T) {
	s := winter()
	s.schema.Indicators = nil
	saysNot(t, pageOf(t, s.write(t), Options{}), `id="indicators"`)
}

// TestPaper has the first rows of a table that is too long, and pieces of one that
// is too wide.
func TestPaper(t *testing.T) {
	rows := func(n, cells int) (list []row) {
		for range n {
			list = append(list, textRow("r", make([]string, cells)...))
		}
		return list
	}
	long := &table{Else: "in the runs", Rows: rows(100, 2), Head: make([]string, 3)}
	assert.True(t, long.Long())
	assert.Equal(t, "60", long.More())
	assert.False(t, long.OnScreen(39))
	assert.True(t, long.OnScreen(40))
	assert.Empty(t, long.Pieces())
	long.Else = ""
	assert.False(t, long.Long(), "there is nowhere else to look")

	wide := &table{Caption: "all", Head: strings.Split("indicator a b c d e f g h", " "), Rows: rows(2, 8)}
	pieces := wide.Pieces()
	require.Len(t, pieces, 2)
	assert.Equal(t, []string{"indicator", "g", "h"}, pieces[1].Head)
	assert.Equal(t, "all (part 2)", pieces[1].Caption)
	assert.Len(t, pieces[0].Rows[1].Cells, 6)
	assert.Len(t, pieces[1].Rows[1].Cells, 2)
	assert.Len(t, wide.Rows[0].Cells, 8)
}
