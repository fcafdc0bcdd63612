package twin

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

type slice struct {
	Depth Fixed `par:"depth,required" unit:"m" above:"0" doc:"Depth."`
	Cells Fixed `par:"cells" unit:"1" min:"1" doc:"Cells."`
}

type cake struct {
	Slices Rows[slice] `par:"slices" doc:"Slices."`
	Films  Weights     `par:"films" unit:"W/(m2 K)" length:"2" default:"[\"7.7 W/(m2 K)\", \"25 W/(m2 K)\"]" doc:"Films."`
	Stands Spot        `par:"stands,inputs,quantity" unit:"degC" doc:"Where."`
}

func TestTablesOfStruct(t *testing.T) {
	params, err := paramsOf(reflect.TypeFor[cake]())
	require.NoError(t, err)
	assert.Equal(t, Tables, params[0].Shape)
	require.Len(t, params[0].Columns, 2)
	assert.Equal(t, "depth", params[0].Columns[0].Name)
	assert.True(t, params[0].Columns[0].Required)
	assert.Equal(t, Number, params[0].Columns[1].Shape)
	assert.True(t, params[2].Literal)

	_, err = paramsOf(reflect.TypeFor[struct {
		A Rows[struct {
			B Quantity `par:"b" doc:"."`
		}] `par:"a" doc:"."`
	}]())
	assert.EqualError(t, err, "field A: b: a key of a table is Fixed, not twin.Quantity")
	_, err = paramsOf(reflect.TypeFor[struct {
		A Rows[int] `par:"a" doc:"."`
	}]())
	assert.EqualError(t, err, "field A: a row is a struct, not int")
}

func TestTablesAreFilled(t *testing.T) {
	var got cake
	k := Define(Kind{Name: "test.cake"}, func(_ *Wiring, p *cake) { got = *p })
	full, err := k.Complete(Twin{Name: "a", Settings: map[string]Setting{
		"slices": {Rows: []map[string]float64{{"depth": 0.1, "cells": 3}, {"depth": 0.2}}},
		"stands": {Number: 291},
	}})
	require.NoError(t, err)
	board := NewBoard(engine.NewBuilder())
	board.Params["twin.a.stands"] = []engine.Signal{board.Number("twin.a.stands", 291)}
	require.NoError(t, k.Wire(&Wiring{Board: board, Name: "a"}, &full))
	assert.Equal(t, Rows[slice]{{Fixed{0.1, true}, Fixed{3, true}}, {Fixed{0.2, true}, Fixed{}}}, got.Slices)
	assert.Equal(t, Weights{7.7, 25}, got.Films)
	assert.Equal(t, Spot("twin.a.stands"), got.Stands)
}

func TestParametersThatGoTogether(t *testing.T) {
	with := func(names ...string) *Twin {
		settings := map[string]Setting{}
		for _, n := range names {
			settings[n] = Setting{}
		}
		return &Twin{Settings: settings}
	}
	assert.Nil(t, with("a").Either("a", "b", "a = 1"))
	assert.Equal(t, "a and b are both given", with("a", "b").Either("a", "b", "a = 1")[0].Summary)
	assert.Equal(t, []Fault{{"a", "neither a nor b is given", "give one of them, such as a = 1"}}, with().Either("a", "b", "a = 1"))
	assert.Nil(t, with("a", "b").Together("a", "1", "b", "2"))
	assert.Nil(t, with().Together("a", "1", "b", "2"))
	assert.Equal(t, []Fault{{"a", "a is given, but not b", "give b, such as 2"}}, with("a").Together("a", "1", "b", "2"))
	assert.Equal(t, []Fault{{"b", "b is given, but not a", "give a, such as 1, or leave out b"}}, with("b").Together("a", "1", "b", "2"))
}
