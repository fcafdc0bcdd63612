//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"

	"whatif/engine"
	"whatif/models"
	"whatif/scenarios"
)

// officeFile is what another program needs to carry out the same run of the
// office study, and what this one found.
type officeFile struct {
	Parameters map[string]float64   `json:"parameters"` // by path, in the units of the study
	Gusts      []float64            `json:"gusts"`      // W, from the beginning of the warm-up on
	GustStep   float64              `json:"gust_step"`  // s for which each is held
	Every      float64              `json:"every"`      // s between samples
	Series     map[string][]float64 `json:"series"`     // by twin and variable, from time 0 on
	Indicators map[string]float64   `json:"indicators"`
	Switchings []float64            `json:"switchings"` // s
	Built      float64              `json:"built"`      // s to read the study, build the model and carry out a first run
	CPU        []float64            `json:"cpu"`        // s of each run after it, of a model that stands
}

// office carries out one draw of the first variant so many times and writes all
// about it.
func office(draw, repetitions int, file string) error {
	begun := processor()
	plan, list, _ := scenarios.Load("examples/office/scenario.toml", scenarios.Options{Draws: draw + 1})
	if plan == nil {
		return fmt.Errorf("the office study does not load: %v", list)
	}
	out := officeFile{Parameters: map[string]float64{}, Indicators: map[string]float64{}}
	var o engine.Outcome
	w := plan.Source().Worker()
	curves := &curves{layout: plan.Layout(0, 0), schema: plan.Schema(), series: map[string][]float64{}}
	if w.Execute(int64(draw), curves, nil, &o); o.Err != nil {
		return o.Err
	}
	out.Built = processor() - begun
	for range repetitions { // of a model that stands
		begun := processor()
		w.Execute(int64(draw), counter{}, nil, &o)
		out.CPU = append(out.CPU, processor()-begun)
	}
	out.Series, out.Switchings = curves.series, curves.switchings
	for i, c := range plan.Schema().Parameters {
		out.Parameters[c.Path] = o.Parameters[i]
	}
	for i, c := range plan.Schema().Indicators {
		out.Indicators[c.Name] = o.Indicators[i]
	}
	study, err := plan.Study(0, 0)
	if err != nil {
		return err
	}
	out.Every = study.Record.Every.Seconds()
	if err := out.addGusts(study, plan.Info().Seed, draw); err != nil {
		return err
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	return errors.Join(json.NewEncoder(f).Encode(out), f.Close())
}

// addGusts works out the noise of a draw as the engine does: an
// Ornstein-Uhlenbeck process on a grid of its own, its k-th number keyed by k.
// Records do not reach into the warm-up, for which it is needed too; that the
// temperatures agree shows that it is the same.
func (out *officeFile) addGusts(study *models.Study, seed int64, draw int) error {
	for _, in := range study.Inputs {
		if in.Name != "gusts" || in.Noise == nil {
			continue
		}
		n := in.Noise
		out.GustStep = n.Every.Seconds()
		stream := engine.NewStream(seed, draw, engine.KeyOf("input.gusts"), 0)
		x := out.GustStep / n.Timescale
		keeps, adds := math.Exp(-x), math.Sqrt(-math.Expm1(-2*x))
		first := -int64(study.Warmup / n.Every)
		z := stream.Normal(uint64(first))
		for k := first; engine.Time(k)*n.Every <= study.Span; k++ {
			if k > first {
				z = keeps*z + adds*stream.Normal(uint64(k))
			}
			out.Gusts = append(out.Gusts, n.Mean+n.SD*z)
		}
		return nil
	}
	return errors.New("the office study has no gusts")
}

// curves keeps every series by twin and column, and when switches moved.
type curves struct {
	layout     *engine.Layout
	schema     *engine.Schema
	series     map[string][]float64
	switchings []float64
}

// Sample keeps the values in the units of the tables.
func (c *curves) Sample(_ engine.Time, values []float64) error {
	for _, row := range c.layout.Rows {
		for i, channel := range row.Channels {
			if channel < 0 || math.IsNaN(values[channel]) { // a mean has no first value
				continue
			}
			name := c.schema.Twins[row.Twin] + "." + c.schema.Tables[row.Table].Columns[i].Name
			c.series[name] = append(c.series[name], values[channel]*row.Scale[i]+row.Offset[i])
		}
	}
	return nil
}

// Event keeps the time of a switching.
func (c *curves) Event(e engine.Event) error {
	if e.Kind == "switch_on" || e.Kind == "switch_off" {
		c.switchings = append(c.switchings, e.Time.Seconds())
	}
	return nil
}

// counter takes what a run records and keeps nothing.
type counter struct{}

func (counter) Sample(engine.Time, []float64) error { return nil }
func (counter) Event(engine.Event) error            { return nil }
