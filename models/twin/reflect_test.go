package twin

import (
	"math"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParamsOfStruct(t *testing.T) {
	type params struct {
		Capacity Quantity `par:"capacity,required,changeable" unit:"J/K" above:"0" max:"1e9" doc:"Heat capacity."`
		Mode     Option   `par:"mode" choices:"heat|cool" default:"heat" doc:"Mode."`
		Between  Spots    `par:"between,inputs" unit:"degC" length:"2" doc:"Ends."`
		Demand   Feed     `par:"demand,port" unit:"1" min:"0" doc:"Demand."`
		On       Spot     `par:"on" place:"speed" doc:"Shaft."`
	}
	got, err := paramsOf(reflect.TypeFor[params]())
	require.NoError(t, err)
	inf := math.Inf(1)
	assert.Equal(t, []Param{
		{Name: "capacity", Doc: "Heat capacity.", Shape: Number, Unit: "J/K", Required: true, Changeable: true, Min: 0, Above: true, Max: 1e9},
		{Name: "mode", Doc: "Mode.", Shape: Choice, Choices: []string{"heat", "cool"}, Default: "heat", Min: -inf, Max: inf},
		{Name: "between", Doc: "Ends.", Shape: Places, Unit: "degC", Length: 2, Inputs: true, Min: -inf, Max: inf},
		{Name: "demand", Doc: "Demand.", Shape: Signal, Unit: "1", Port: true, Min: 0, Max: inf},
		{Name: "on", Doc: "Shaft.", Shape: Place, Bare: "speed", Min: -inf, Max: inf},
	}, got)
	assert.Equal(t, "twin.north.speed", got[4].PlacePath("twin.north"))
	assert.Equal(t, "twin.north.temperature", got[2].PlacePath("twin.north"))
}

func TestShapes(t *testing.T) {
	type params struct {
		A Quantity `par:"a" doc:"."`
		B Toggle   `par:"b" doc:"."`
		C Option   `par:"c" doc:"."`
		D Feed     `par:"d" doc:"."`
		E Total    `par:"e" doc:"."`
		F Weights  `par:"f" doc:"."`
		G Spot     `par:"g" doc:"."`
		H Spots    `par:"h" doc:"."`
		I Sensor   `par:"i" doc:"."`
		J Outlets  `par:"j" doc:"."`
	}
	got, err := paramsOf(reflect.TypeFor[params]())
	require.NoError(t, err)
	for i, shape := range []Shape{Number, Flag, Choice, Signal, Sum, Numbers, Place, Places, Sense, Drive} {
		assert.Equal(t, shape, got[i].Shape)
	}
}

func TestMistakesInStruct(t *testing.T) {
	cases := map[string]any{
		"field A: an exported field with a par and a doc tag is expected": struct {
			A Quantity `par:"a"`
		}{},
		"field A: float64 is not a type of parameter": struct {
			A float64 `par:"a" doc:"."`
		}{},
		`field A: unknown option "compulsory"`: struct {
			A Quantity `par:"a,compulsory" doc:"."`
		}{},
		`field A: min: strconv.ParseFloat: parsing "low": invalid syntax`: struct {
			A Quantity `par:"a" min:"low" doc:"."`
		}{},
		`field A: length: strconv.Atoi: parsing "two": invalid syntax`: struct {
			A Spots `par:"a" length:"two" doc:"."`
		}{},
	}
	for want, v := range cases {
		_, err := paramsOf(reflect.TypeOf(v))
		assert.EqualError(t, err, want)
	}
}

func TestComplete(t *testing.T) {
	k := &Kind{Name: "test.kind", Params: []Param{
		{Name: "start", Shape: Number, Unit: "degC", Default: "20 degC"},
		{Name: "on", Shape: Flag, Default: "true"},
		{Name: "mode", Shape: Choice, Default: "heat"},
		{Name: "size", Shape: Number},
	}}
	given := map[string]Setting{"on": {Number: 0}}
	full, err := k.Complete(Twin{Name: "a", Settings: given})
	require.NoError(t, err)
	assert.Equal(t, map[string]Setting{"start": {Number: 293.15}, "on": {}, "mode": {Text: "heat"}}, full.Settings)
	assert.Len(t, given, 1, "what was given stays as it was")

	k.Params[0].Default = "20 bananas"
	_, err = k.Complete(Twin{})
	assert.ErrorContains(t, err, `test.kind: parameter start: default "20 bananas"`)
}

func TestPlacePath(t *testing.T) {
	assert.Equal(t, "twin.north.temperature", PlacePath("twin.north"))
	assert.Equal(t, "twin.north.mass_temperature", PlacePath("twin.north.mass_temperature"))
	assert.Equal(t, "input.outdoor", PlacePath("input.outdoor"))
}
