package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
)

// at is the time of an event in s.
func at(e engine.Event) float64 { return e.Time.Seconds() }

// A ball that bounces and rests has its impacts where the closed form has them.
func TestBallBouncesAndRests(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 3 * second,
		Twins: []twin.Twin{
			newTwin(t, "ball", "mechanical.mass", settings{"mass": "2 kg", "start_position": "1 m", "incline": "90 deg", "gravity": "9.81 m/s2"}),
			newTwin(t, "floor", "mechanical.stop", settings{"on": "twin.ball", "restitution": 0.7, "rest_speed": "0.1 m/s"}),
		},
		Record: record(second/10, "twin.ball.position", "twin.ball.speed", "twin.ball.energy", "twin.floor.force", "twin.floor.gap"),
	})
	impacts := rec.of("impact")
	require.Len(t, impacts, 11)
	assert.InDelta(t, 0.45152364099, at(impacts[0]), 2e-9)
	assert.InDelta(t, 2.49911331422, at(impacts[10]), 3e-9)
	assert.InDelta(t, 4.42944691807, impacts[0].Value, 1e-8)
	assert.Equal(t, "floor", impacts[0].Twin)
	require.Len(t, rec.of("rest"), 1)
	last := rec.samples[len(rec.samples)-1]
	assert.InDeltaSlice(t, []float64{0, 0, 0, 2 * 9.81, 0}, last, 1e-9)
	assert.InDelta(t, 1-9.81*0.09/2, rec.samples[3][0], 1e-9)
	assert.InDelta(t, 9.81*9.81*0.09, rec.samples[3][2], 1e-8)
}

// blockOnBelt is a block on a spring that a belt drags along.
func blockOnBelt(t *testing.T, speed any) []twin.Twin {
	return []twin.Twin{
		newTwin(t, "belt", "mechanical.carriage", settings{"speed": speed}),
		newTwin(t, "block", "mechanical.mass", settings{"mass": "1 kg"}),
		newTwin(t, "grip", "mechanical.friction", settings{"between": []string{"twin.belt", "twin.block"}, "static": "1 N", "kinetic": "0 N", "weakening": "3 s/m"}),
		newTwin(t, "spring", "mechanical.spring", settings{"on": "twin.block", "stiffness": "1 N/m"}),
	}
}

func TestBlockOnBeltSticksAndSlips(t *testing.T) {
	_, r, rec := play(t, &Study{Accuracy: 1e-11, Span: 1000 * second, Twins: blockOnBelt(t, "0.2 m/s"), Record: record(100*second, "twin.belt.position", "twin.belt.force", "twin.grip.force", "twin.grip.slip_speed")})
	require.Len(t, rec.events, 167)
	assert.EqualValues(t, 167, r.Events())
	assert.InDelta(t, 993.521289542, at(rec.events[166]), 3e-8)
	assert.Equal(t, []string{"stick", "slip", "stick"}, []string{rec.events[0].Kind, rec.events[1].Kind, rec.events[2].Kind})
	assert.Equal(t, "twin.grip.force", rec.events[1].Signal)
	assert.InDelta(t, 1, rec.events[1].Value, 1e-9)
	for i, s := range rec.samples {
		assert.InDelta(t, 20*float64(i), s[0], 1e-9)
		assert.Equal(t, s[1], s[2])
	}
}

// speedControl is a PI controller of a speed, sampled at 1 kHz, that asks for a torque.
type speedControl struct {
	speed, torque engine.Signal
}

type speedControlState struct{ Gathered float64 }

func (l speedControl) Start(*engine.Run, *speedControlState) (engine.Time, error) {
	return second / 1000, nil
}

func (l speedControl) Fire(r *engine.Run, s *speedControlState) (engine.Time, error) {
	e := 5*10*math.Sin(2*math.Pi*r.Now().Seconds()) - r.Value(l.speed)
	s.Gathered += e * 0.001
	r.Set(l.torque, 0.5*e+5*s.Gathered)
	return r.Now() + second/1000, nil
}

// speedControlled is a twin of a kind of its own with such a controller.
func speedControlled(name, senses string) twin.Twin {
	type params struct {
		Senses twin.Sensor `par:"senses,required" unit:"rad/s" doc:"Speed."`
	}
	kind := twin.Define(twin.Kind{Name: "test.pi", Variables: []twin.Variable{{Name: "torque", Unit: "N m"}}}, func(w *twin.Wiring, p *params) {
		engine.Add[speedControlState](w.Builder, "twin."+w.Name, speedControl{p.Senses.Signal, w.Own("torque")}, engine.Wiring{Observer: 1})
	})
	return twin.Twin{Name: name, Kind: kind.Name, Own: kind, Settings: map[string]twin.Setting{"senses": {Refs: []string{senses}}}}
}

func TestGearWithBacklash(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 10 * second,
		Twins: []twin.Twin{
			newTwin(t, "motor", "mechanical.inertia", settings{"inertia": "0.005 kg m2", "torque": "twin.control.torque"}),
			newTwin(t, "load", "mechanical.inertia", settings{"inertia": "0.2 kg m2"}),
			newTwin(t, "motor-drag", "mechanical.load", settings{"on": "twin.motor", "linear": "0.001 N m s/rad"}),
			newTwin(t, "load-drag", "mechanical.load", settings{"on": "twin.load", "linear": "0.05 N m s/rad"}),
			newTwin(t, "gear", "mechanical.gear", settings{"between": []string{"twin.motor", "twin.load"}, "ratio": 5.0,
				"backlash": "0.01 rad", "stiffness": "5000 N m/rad", "damping": "2 N m s/rad"}),
			speedControlled("control", "twin.motor.speed"),
		},
		Record: record(second, "twin.gear.deflection", "twin.gear.torque"),
	})
	require.Len(t, rec.events, 41)
	assert.InDelta(t, 9.80744652445, at(rec.events[40]), 2e-8)
	assert.Equal(t, "contact", rec.events[0].Kind)
	assert.InDelta(t, 0.005, math.Abs(rec.events[0].Value), 1e-9)
	assert.Equal(t, "twin.gear.deflection", rec.events[0].Signal)
}
