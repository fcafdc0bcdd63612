package scenarios

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// outcome runs one run of a plan and returns its indicators by their names.
func outcome(t *testing.T, p *Plan, run int64, rec engine.Recorder) map[string]float64 {
	t.Helper()
	var o engine.Outcome
	p.Source().Worker().Execute(run, rec, nil, &o)
	require.NoError(t, o.Err)
	got := map[string]float64{}
	for i, c := range p.Schema().Indicators {
		got[c.Name] = o.Indicators[i]
	}
	return got
}

const dollars = `[scenario]
name = "dollars"
span = "4 h"
[input.tariff]
signal = "constant"
value  = "12 USD/MWh"
[twin.grid]
model    = "meter"
sums     = "2 kW"
price    = "0.2 USD/kWh"
standing = "2.4 USD/d"
[event.peak]
at  = "1 h"
for = "1 h"
set = { "twin.grid.price" = "0.5 USD/kWh" }
[alert.dear]
when = "twin.grid.cost > 1 USD"
[indicator]
cost  = { final = "twin.grid.cost", unit = "USD" }
price = { max = "twin.grid.price", unit = "USD/kWh" }
rate  = { mean = "twin.grid.cost_rate", unit = "USD/h" }
`

// details keeps what events say.
type details struct{ texts []string }

func (d *details) Sample(engine.Time, []float64) error { return nil }
func (d *details) Event(e engine.Event) error {
	d.texts = append(d.texts, e.Kind+": "+e.Detail)
	return nil
}

// A meter counts in the currency of its price.
func TestMeterInDollars(t *testing.T) {
	p := sound(t, dollars+"[sweep]\n\"twin.grid.price\" = [\"0.2 USD/kWh\", \"40 USD/MWh\"]\n", plain())
	said := &details{}
	got := outcome(t, p, 0, said)
	assert.InDelta(t, 3*0.4+1+0.4, got["cost"], 1e-12)
	assert.InDelta(t, 0.5, got["price"], 1e-12)
	assert.InDelta(t, 2.6/4, got["rate"], 1e-12)
	assert.Contains(t, strings.Join(said.texts, "\n"), "twin.grid.cost > 1 USD")
	assert.InDelta(t, 3*0.08+1+0.4, outcome(t, p, 1, nil)["cost"], 1e-12)
	assert.Contains(t, p.Schema().Units, "USD")
	assert.NotContains(t, p.Schema().Units, "EUR")
	assert.Equal(t, "USD/J", p.Schema().Parameters[0].Unit)
	units := map[string]string{}
	for _, c := range p.Schema().Tables[0].Columns {
		units[c.Name] = c.Unit
	}
	assert.Equal(t, "USD", units["cost"])
	assert.Equal(t, "USD/s", units["cost_rate"])

	p = sound(t, strings.Replace(dollars, `"0.2 USD/kWh"`, `"input.tariff"`, 1), plain())
	assert.InDelta(t, 3*0.024+1+0.4, outcome(t, p, 0, nil)["cost"], 1e-12)

	for _, c := range []struct{ old, text, want string }{
		{"2.4 USD/d", "2.4 EUR/d", `s.toml:11:12: error[wrong-dimension]: standing is a cost rate (EUR/d), not a cost rate (USD/d)`},
		{`"twin.grid.cost > 1 USD"`, `"twin.grid.cost > 1 EUR"`, `error[wrong-dimension]: when: twin.grid.cost is a sum of money (USD) and cannot be compared with a sum of money (EUR)`},
		{`unit = "USD" }`, `unit = "EUR" }`, `error[wrong-dimension]: cost cannot be shown in EUR: it is a sum of money (USD)`},
		{`"0.5 USD/kWh"`, `"0.5 EUR/kWh"`, `error[wrong-dimension]: twin.grid.price is an energy price (EUR/kWh), not an energy price (USD/`},
		{"[indicator]", "[variant.a]\n[variant.b.twin.grid]\nprice = \"30 ct/kWh\"\nstanding = \"1 EUR/d\"\n[indicator]", `error[conflict]: twin.grid counts in EUR, but twin.grid in USD, and a column of their table has one unit`},
	} {
		_, said := tell(t, strings.Replace(dollars, c.old, c.text, 1), plain())
		assert.Contains(t, said, c.want)
	}
}

// A meter of heat that flows through a wall is refused, with what to do instead.
func TestMeterOfPhysics(t *testing.T) {
	_, list := diagnosed(t, office+"[twin.wall]\nmodel = \"thermal.conductance\"\nbetween = [\"twin.north\", \"twin.south\"]\nconductance = \"5 W/K\"\n"+
		"[twin.grid]\nmodel = \"meter\"\nsums = \"twin.wall.heat_flow\"\n", plain())
	require.Len(t, list, 1)
	assert.Equal(t, "twin.grid.sums: twin.wall.heat_flow changes continuously with the state of the physics, and cannot be metered", list[0].Summary)
	assert.Equal(t, `measure it by an indicator, such as { integral = "twin.wall.heat_flow", unit = "kWh" }`, list[0].Hint)
	assert.Equal(t, 52, list[0].At.Line)
}

// A record of means is compared over its intervals, as a record of values is at
// its stamps.
func TestFitAgainstMeans(t *testing.T) {
	for _, c := range []struct {
		quantity string
		want     float64
	}{
		{`quantity = "mean"` + "\n", 1.5}, // from 0 to 1 d at 20, to 2 d at 20: the stamps begin the intervals
		{`quantity = "mean"` + "\nstamp = \"end\"\n", 1},
		{"", 7. / 6},
	} {
		text := strings.Replace(office, "column = \"t\"\n", "column = \"t\"\n"+c.quantity, 1)
		text = strings.Replace(text, "energy = {", "fit = { mae = \"twin.south.start\", against = \"input.measured\", unit = \"K\" }\nenergy = {", 1)
		text = strings.Replace(text, "like = \"twin.north\"\n", "like = \"twin.north\"\nstart = \"21.5 degC\"\n", 1)
		p := sound(t, text, plain())
		assert.InDelta(t, c.want, outcome(t, p, 0, nil)["fit"], 1e-9, c.quantity)
	}
}

// Each kind has its own column of residuals; a variant without the twin has none.
func TestResidualColumns(t *testing.T) {
	text := office + "residuals = { \"twin.north\" = \"input.measured\", \"twin.extra.temperature\" = \"input.outdoor\" }\n" +
		"[variant.a]\n[variant.b.twin.extra]\nlike = \"twin.north\"\n"
	p := sound(t, text, plain())
	table := p.Schema().Tables[len(p.Schema().Tables)-1]
	require.Equal(t, "thermal.room", table.Kind)
	column := len(table.Columns) - 1
	assert.Equal(t, "temperature_residual", table.Columns[column].Name)
	assert.Equal(t, "K", table.Columns[column].Unit)
	assert.False(t, table.Columns[column].Mean)
	of := func(variant int) map[string]bool {
		has := map[string]bool{}
		for _, row := range p.Layout(variant, 0).Rows {
			if p.Schema().Tables[row.Table].Kind == "thermal.room" {
				has[p.Schema().Twins[row.Twin]] = row.Channels[column] >= 0
			}
		}
		return has
	}
	assert.Equal(t, map[string]bool{"north": true, "south": false}, of(0))
	assert.Equal(t, map[string]bool{"north": true, "south": false, "extra": true}, of(1))
}
