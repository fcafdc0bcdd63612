package models

import (
	"maps"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/unit"
)

const (
	second = engine.Second
	minute = 60 * second
	hour   = 60 * minute
	kelvin = 273.15
)

// settings are parameters as a planner writes them.
type settings map[string]any

// choice is one of a Choice, row one table of Tables.
type (
	choice string
	row    map[string]string
)

// newTwin reads settings by the shapes of the kind's parameters.
func newTwin(t *testing.T, name, kind string, given settings) twin.Twin {
	t.Helper()
	k := Find(kind)
	require.NotNil(t, k, kind)
	out := twin.Twin{Name: name, Kind: kind, Settings: map[string]twin.Setting{}}
	for key, v := range given {
		require.NotNil(t, k.Param(key), "%s.%s", kind, key)
		var s twin.Setting
		switch v := v.(type) {
		case bool:
			if v {
				s.Number = 1
			}
		case float64:
			s.Number = v
		case []float64:
			s.Numbers = v
		case choice:
			s.Text = string(v)
		case []row:
			for _, r := range v {
				line := map[string]float64{}
				for name, text := range r {
					line[name] = term(t, twin.Setting{}, text).Number
				}
				s.Rows = append(s.Rows, line)
			}
		case string:
			s = term(t, s, v)
		case []string:
			for _, x := range v {
				s = term(t, s, x)
			}
		}
		out.Settings[key] = s
	}
	return out
}

func term(t *testing.T, s twin.Setting, text string) twin.Setting {
	t.Helper()
	switch {
	case strings.HasPrefix(text, "twin.") || strings.HasPrefix(text, "input."):
		s.Refs = append(s.Refs, text)
		s.IsRef = true
	case text == "heat" || text == "cool":
		s.Text = text
	default:
		q, err := unit.ParseQuantity(text)
		require.NoError(t, err)
		s.Number += q.Value
	}
	return s
}

// recording keeps what a run produces.
type recording struct {
	times   []engine.Time
	samples [][]float64
	events  []engine.Event
}

func (r *recording) Sample(t engine.Time, values []float64) error {
	r.times = append(r.times, t)
	r.samples = append(r.samples, append([]float64(nil), values...))
	return nil
}

func (r *recording) Event(e engine.Event) error {
	r.events = append(r.events, e)
	return nil
}

// of are the events whose kinds begin with a word.
func (r *recording) of(kind string) []engine.Event {
	var list []engine.Event
	for _, e := range r.events {
		if strings.HasPrefix(e.Kind, kind) {
			list = append(list, e)
		}
	}
	return list
}

// column is one channel of all samples.
func (r *recording) column(k int) []float64 {
	var list []float64
	for _, s := range r.samples {
		list = append(list, s[k])
	}
	return list
}

func mustBuild(t *testing.T, s *Study) *Model {
	t.Helper()
	m, problems := Build(s)
	require.Empty(t, problems)
	return m
}

// play builds a study and runs it to its end.
func play(t *testing.T, s *Study) (*Model, *engine.Run, *recording) {
	t.Helper()
	return playWith(t, s, engine.Numbers{Seed: 1})
}

func playWith(t *testing.T, s *Study, n engine.Numbers) (*Model, *engine.Run, *recording) {
	t.Helper()
	m := mustBuild(t, s)
	r, rec := m.Engine.NewRun(), &recording{}
	r.Reset(n, rec)
	require.NoError(t, r.Advance(s.Span))
	return m, r, rec
}

func record(every engine.Time, paths ...string) Record {
	r := Record{Every: every}
	for _, p := range paths {
		mean := strings.HasSuffix(p, "!")
		r.Channels = append(r.Channels, Channel{Path: strings.TrimSuffix(p, "!"), Mean: mean})
	}
	return r
}

func constant(name string, value float64, symbol string) Input {
	return Input{Name: name, Unit: unit.Must(symbol).SI(), Constant: &Constant{value}}
}

func steps(name, symbol string, pairs ...float64) Input {
	table := &Table{}
	for i := 0; i < len(pairs); i += 2 {
		table.Times = append(table.Times, engine.Seconds(pairs[i]))
		table.Values = append(table.Values, pairs[i+1])
	}
	return Input{Name: name, Unit: unit.Must(symbol).SI(), Table: table}
}

func is(path string, op Op, value float64) Condition {
	return Condition{Op: op, Left: Operand{Path: path}, Right: Operand{Number: value}}
}

// decay is the temperature t seconds after start, on the way to end.
func decay(start, end, t, timeConstant float64) float64 {
	return end + (start-end)*math.Exp(-t/timeConstant)
}

// reach is when decay has come to level, in s.
func reach(start, end, level, timeConstant float64) float64 {
	return timeConstant * math.Log((start-end)/(level-end))
}

// room is the room of most tests: C = 1 MJ/K, G = 50 W/K, 0 degC outside.
func room(t *testing.T, name string, more settings) twin.Twin {
	all := settings{"capacity": "1 MJ/K", "heat_loss": "50 W/K", "outdoor": "0 degC", "start": "20 degC"}
	for k, v := range more {
		all[k] = v
	}
	return newTwin(t, name, "thermal.room", all)
}

const (
	roomC   = 1e6
	roomG   = 50.0
	roomTau = roomC / roomG
)

// merged are settings with others laid over them.
func merged(all ...settings) settings {
	out := settings{}
	for _, s := range all {
		maps.Copy(out, s)
	}
	return out
}

// quantityOf is a quantity as a planner writes it.
func quantityOf(x float64, symbol string) string { return unit.Format(x, unit.Must(symbol)) }
