package scenarios

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// only checks that one thing is said of a text: a place with a summary, and a
// hint.
func only(t *testing.T, text, summary, hint string) {
	t.Helper()
	_, list := diagnosed(t, text, plain())
	var said []string
	for _, d := range list {
		said = append(said, d.Summary+" / "+d.Hint)
	}
	require.Len(t, list, 1, "%s\n%s", text[min(len(text), len(office)):], strings.Join(said, "\n"))
	assert.Contains(t, list[0].Summary, summary)
	assert.Contains(t, list[0].Hint, hint)
}

// TestSobolHelpHelps takes what the warning about a number of draws offers.
func TestSobolHelpHelps(t *testing.T) {
	for _, design := range []string{lhs, sobol} {
		for _, draws := range []int{2, 9, 15, 17, 20, 96, 100, 1000, 1023} {
			text := study(fmt.Sprintf("draws = %d\ndesign = %q", draws, design), loss1)
			_, list := diagnosed(t, text, plain())
			if len(list) == 0 {
				continue
			}
			require.Len(t, list, 1)
			found := regexp.MustCompile(`draws = (\d+)(?: or (\d+))?`).FindStringSubmatch(list[0].Hint)
			require.NotEmpty(t, found, list[0].Hint)
			for _, offer := range found[1:] {
				if offer != "" {
					_, said := tell(t, study(fmt.Sprintf("draws = %s\ndesign = %q", offer, design), loss1), plain())
					assert.Empty(t, said, "%s for %d of %s", offer, draws, design)
				}
			}
		}
	}
	only(t, study("draws = 100\ndesign = \"sobol\"", loss1), "the 100 draws are one replicate: no interval of a mean can be given",
		"draws = 64 or 128 makes 8 replicates of 8 or 16 points (Sobol points are even in powers of two)")
}

// TestMisspeltKeys: a missing key that is there misspelt is one mistake, not
// two, and what follows from it is not said.
func TestMisspeltKeys(t *testing.T) {
	const corr = "draws = 9\ncorrelation = [{ between = [\"twin.north.heat_loss\", \"twin.south.heat_loss\"], value = 0.9 }]"
	only(t, strings.Replace(office, "setpoint =", "setpiont =", 1), `has no key "setpiont"`, `did you mean "setpoint"?`)
	only(t, strings.Replace(office, `column = "t"`, `colum = "t"`, 1), `has no key "colum"`, `did you mean "column"?`)
	only(t, strings.Replace(office, `amplitude =`, `amplitud =`, 1), `has no key "amplitud"`, `did you mean "amplitude"?`)
	for _, c := range []struct{ draw, summary, hint string }{
		{`{ normal = { mean = "38 W/K", sigma = "4 W/K" } }`, `normal has no key "sigma"`, `did you mean "sd"?`},
		{`{ scale = { lognormal = { mu = 1, sd = 0.1 } } }`, `lognormal has no key "mu"`, `did you mean "mean"?`},
		{`{ lognorm = { mean = "38 W/K", sd = "4 W/K" } }`, `has no key "lognorm"`, `did you mean "lognormal"?`},
		{`{ scale = { gauss = { mean = 1, sd = 0.1 } } }`, `has no key "gauss"`, `did you mean "normal"?`},
		{`{ scale = { lognormal = { mean = 1 } } }`, "lognormal has no sd", "add sd = 0.1, that of the variable itself, not of its logarithm"},
		{`{ normal = { mean = "38 W/K" } }`, "normal has no sd", `add sd = "1 W/K"`},
	} {
		only(t, study(corr, loss2+"twin.north.heat_loss = "+c.draw), c.summary, c.hint)
	}
	only(t, study("draws = 9\nstop = { indicator = \"energi\", relative = 0.1 }", loss1), `there is no indicator "energi"`, `did you mean "energy"?`)
	only(t, strings.Replace(study("draws = 9\nstop = { indicator = \"energy\", relative = 0.1 }", loss1), `unit = "kWh"`, `unit = "kW"`, 1), `energy cannot be shown in kW`, "")
}

// TestDatesAsWritten: what is clearly a date, but not as it is written here, is
// answered with that date.
func TestDatesAsWritten(t *testing.T) {
	indicator := func(bound string) string {
		return strings.Replace(office, `unit = "kWh" }`, `unit = "kWh", `+bound+` }`, 1)
	}
	only(t, indicator(`from = "13 Jan 2026"`), `from is "13 Jan 2026", which is no date and time`, "write 2026-01-13")
	only(t, strings.Replace(office, "start = 2026-01-12T00:00:00", `start = "12.01.2026"`, 1), `start is "12.01.2026"`, "write 2026-01-12")
	only(t, strings.Replace(office, "start = 2026-01-12T00:00:00", "start = 12.1.2026", 1), "this is not a number", "write a date as 2026-01-12T00:00:00")
	only(t, strings.Replace(office, "start = 2026-01-12T00:00:00", "start = 12 Jan 2026 # a day", 1), "something follows the value", "write a date as 2026-01-12T00:00:00")

	_, list := diagnosed(t, indicator(`until = "1 day and a bit"`), plain())
	require.Len(t, list, 1)
	assert.Equal(t, `a date such as 2020-01-15, or a duration after the start such as "23 d"`, list[0].Expected)
	_, list = diagnosed(t, indicator(`until = 2026-01-12`), plain())
	require.Len(t, list, 1)
	assert.Equal(t, "until is the start of the span: nothing lies before it", list[0].Summary)
	assert.Equal(t, "a time after 2026-01-12 00:00:00, to 2026-01-14 00:00:00", list[0].Expected)
	only(t, indicator(`from = "2 d"`), "from is the end of the span: nothing lies after it", "")
}

// TestSteps: even steps and ratios stand for a list, in the unit that they are
// written in.
func TestSteps(t *testing.T) {
	swept := func(text string) []string {
		p := sound(t, office+"[sweep]\ntwin.north.heat_loss = "+text+"\n", plain())
		var out []string
		for _, point := range p.Info().SweepPoints {
			out = append(out, point["twin.north.heat_loss"])
		}
		return out
	}
	assert.Equal(t, []string{"0.01 kW/K", "0.02 kW/K", "0.03 kW/K"}, swept(`{ from = "0.01 kW/K", to = "30 W/K", points = 3 }`))
	assert.Equal(t, []string{"1 W/K", "10 W/K", "100 W/K", "1000 W/K"}, swept(`{ from = "1 W/K", to = "1 kW/K", points = 4, spacing = "log" }`))
	p := sound(t, office+"[sweep]\ntwin.control.setpoint = { from = \"22 degC\", to = \"19 degC\", points = 4 }\n", plain())
	assert.InDelta(t, 294.15, setting1(t, p, 0, 1, "control", "setpoint"), 1e-9)
	p = sound(t, office+"[sweep]\ntwin.pump.cop = { from = 3, to = 4, points = 11 }\n", plain())
	assert.Equal(t, 3.3, setting1(t, p, 0, 3, "pump", "cop"))

	for _, c := range []struct{ sweep, summary, hint string }{
		{`twin.north.heat_loss = "1.0..3.0 W/K"`, "is a text, not a list of values", `even steps: { from = "1 W/K", to = "2 W/K", points = 11 }`},
		{`twin.north.capacity = [10, 20, 40, 80]`, "the values of twin.north.capacity have no unit", `write each with its unit, as the file does: "10 MJ/K"`},
		{`twin.north.heat_loss = { from = "1 W/K", to = "3 W/K", points = 1 }`, "points is 1", ""},
		{`twin.north.heat_loss = { from = "1 W/K", to = "3 W", points = 3 }`, "to is a power (W)", ""},
		{`twin.north.heat_loss = { from = "0 W/K", to = "3 W/K", points = 3, spacing = "log" }`, "cannot have even ratios", ""},
		{`twin.north.heat_loss = { from = "1 W/K", to = "3 W/K" }`, "steps has no points", "add points = 11"},
	} {
		only(t, office+"[sweep]\n"+c.sweep+"\n", c.summary, c.hint)
	}
}

// TestFaultsOfOneFile: inputs that read the same times of one file share what is
// wrong with them.
func TestFaultsOfOneFile(t *testing.T) {
	other := "[input.second]\nfile = \"m.csv\"\ntime = \"time\"\ncolumn = \"t\"\nunit = \"degC\"\n"
	var rows strings.Builder
	rows.WriteString("time,t\n")
	for i := range 30 {
		fmt.Fprintf(&rows, "%d.01.2026x,1\n", i+1)
	}
	_, said := tellBeside(t, office+other, "m.csv", rows.String())
	assert.Equal(t, 2, strings.Count(said, "error["), "one example and a count: %s", said)
	assert.Contains(t, said, `"1.01.2026x" is not a time; also input.second`)
	assert.Contains(t, said, `29 more times cannot be read; also input.second`)
}

// TestHintsOfInputs: what a temperature with the unit K and a draw outside its
// bounds need.
func TestHintsOfInputs(t *testing.T) {
	only(t, strings.Replace(office, "mean = \"0 degC\"\namplitude = \"5 K\"", "mean = \"0 K\"\namplitude = \"5 K\"", 1)+"[twin.third]\nlike = \"twin.south\"\n",
		"outdoor: input.outdoor is a temperature difference (K)", `in [input.outdoor] write unit = "degC", "degF" or "degK"`)
	only(t, study("draws = 9", `twin.north.heat_loss = { normal = { mean = "1 W/K", sd = "900 W/K" } }`), "of the draws, twin.north.heat_loss is drawn as -",
		`add min = "0 W/K" beside the distribution`)
}
