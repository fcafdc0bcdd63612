package models_test

import (
	"fmt"

	"whatif/engine"
	"whatif/models"
	"whatif/models/twin"
)

const hour = 3600 * engine.Second

// number is a parameter in SI.
func number(x float64) twin.Setting { return twin.Setting{Number: x} }

// at refers to other twins and inputs.
func at(paths ...string) twin.Setting { return twin.Setting{Refs: paths, IsRef: true} }

// cabin is a room with an electric heater and a thermostat, for a day at -5 degC.
func cabin() *models.Study {
	return &models.Study{
		Span: 24 * hour,
		Twins: []twin.Twin{
			{Name: "room", Kind: "thermal.room", Settings: map[string]twin.Setting{
				"capacity": number(2e6), "heat_loss": number(60), "outdoor": number(268.15), "start": number(293.15),
			}},
			{Name: "heater", Kind: "thermal.heater", Settings: map[string]twin.Setting{
				"power": number(3000), "serves": at("twin.room"),
			}},
			{Name: "control", Kind: "control.thermostat", Settings: map[string]twin.Setting{
				"senses": at("twin.room.temperature"), "drives": at("twin.heater.demand"),
				"setpoint": number(293.15), "band": number(1),
			}},
		},
		Indicators: []models.Indicator{
			{Name: "heat", Measure: models.Integral, Signal: "twin.heater.heat", Unit: kWh},
			{Name: "coldest", Measure: models.Min, Signal: "twin.room.temperature", Unit: degC},
		},
	}
}

// A study is built into a model once; a run lays its own numbers over it.
func ExampleBuild() {
	model, problems := models.Build(cabin())
	if len(problems) > 0 {
		fmt.Println(problems)
		return
	}
	loss, _ := model.Slot("twin.room.heat_loss")
	run := model.Engine.NewRun()
	for _, u := range []float64{60, 45} {
		run.Reset(engine.Numbers{Set: []engine.Number{{Signal: loss, Value: u}}}, nil)
		if err := run.Advance(24 * hour); err != nil {
			fmt.Println(err)
			return
		}
		n := model.Indicators(run)
		fmt.Printf("%g W/K: %.1f kWh, coldest %.1f degC\n", u, n[0], n[1])
	}
	// Output:
	// 60 W/K: 35.9 kWh, coldest 19.5 degC
	// 45 W/K: 26.8 kWh, coldest 19.5 degC
}

// What if the heater fails at noon? An intervention belongs to the structure,
// so that the failing cabin is a model of its own. A snapshot of a run is a copy
// of all that changes and is taken back as often as one likes.
func ExampleBuild_intervention() {
	study := cabin()
	model, problems := models.Build(study)
	if len(problems) > 0 {
		fmt.Println(problems)
		return
	}
	run := model.Engine.NewRun()
	run.Reset(engine.Numbers{}, nil)
	if err := run.Advance(12 * hour); err != nil {
		fmt.Println(err)
		return
	}
	noon := run.Snapshot()

	study.Interventions = []models.Intervention{{
		Name: "failure", From: 12 * hour, Until: engine.Never,
		Set: []models.Assignment{{Path: "twin.heater.available", Value: 0}},
	}}
	failing, _ := models.Build(study)
	other := failing.Engine.NewRun()
	other.Reset(engine.Numbers{}, nil)

	for _, r := range []struct {
		what  string
		model *models.Model
		run   *engine.Run
	}{{"as it is", model, run}, {"heater fails", failing, other}} {
		if err := r.run.Advance(24 * hour); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: coldest %.1f degC\n", r.what, r.model.Indicators(r.run)[1])
	}

	run.Restore(noon)
	fmt.Println("back at", run.Now())
	// Output:
	// as it is: coldest 19.5 degC
	// heater fails: coldest 1.7 degC
	// back at 12h0m0s
}
