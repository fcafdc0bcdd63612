package models

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/solar"
)

func roof(t *testing.T, more settings) twin.Twin {
	all := settings{"latitude": "48 deg", "longitude": "11 deg", "tilt": "35 deg", "direct_normal": "input.direct", "diffuse_horizontal": "input.diffuse"}
	for k, v := range more {
		all[k] = v
		if v == nil {
			delete(all, k)
		}
	}
	return newTwin(t, "roof", "solar.plane", all)
}

func sunny(t *testing.T, inputs []Input, more settings) *Study {
	return &Study{
		Span: hour, Inputs: inputs, Twins: []twin.Twin{roof(t, more)},
		Epoch: time.Date(2026, 4, 9, 0, 0, 0, 0, time.UTC), HasEpoch: true,
		Record: record(hour, "twin.roof.irradiance!", "twin.roof.sun_altitude", "twin.roof.sun_azimuth", "twin.roof.incidence"),
	}
}

// means is a record of means in W/m2 over the intervals that begin at its times.
func means(name string, pairs ...float64) Input {
	in := steps(name, "W/m2", pairs...)
	in.Table.StampBegins = []engine.Time{}
	return in
}

const (
	lat = 48 * math.Pi / 180
	lon = 11 * math.Pi / 180
)

// An hourly record of means: the energy of each hour is the beam over the part
// of it with the sun up, whatever the grid, sunrise and sunset included.
func TestPlaneKeepsTheEnergyOfARecord(t *testing.T) {
	var pairs []float64
	for h := range 25 {
		pairs = append(pairs, float64(h)*3600, 300+20*float64(h%5))
	}
	for _, every := range []string{"10 min", "7 min", "1 h"} {
		s := sunny(t, []Input{means("direct", pairs...), constant("diffuse", 60, "W/m2")}, settings{"every": every, "albedo": 0.0})
		s.Span = 24 * hour
		_, _, rec := play(t, s)
		plane := solar.Plane{Tilt: 35 * math.Pi / 180, Azimuth: math.Pi}
		for i := 1; i < len(rec.times); i++ {
			from := s.Epoch.Add(time.Duration(i-1) * time.Hour)
			g := solar.Between(from, from.Add(time.Hour), lat, lon, plane)
			want := 60 * (1 + math.Cos(plane.Tilt)) / 2
			if g.Up > 0 {
				want += math.Min(pairs[2*i-1]/g.Up, solar.Constant) * g.Plane
			}
			assert.InDelta(t, want, rec.samples[i][0], 0.1, "hour %d, every %s", i, every)
		}
	}
}

// Global instead of direct irradiance tells the same, and so does it instead of
// the diffuse one.
func TestPlaneTakesAnyTwoOfThree(t *testing.T) {
	var direct, diffuse, global []float64
	epoch := time.Date(2026, 4, 9, 0, 0, 0, 0, time.UTC)
	for h := range 25 {
		at := epoch.Add(time.Duration(h) * time.Hour)
		g := solar.Between(at, at.Add(time.Hour), lat, lon, solar.Plane{})
		beam := 0.0
		if g.Up > 0 {
			beam = 500 * g.Up
		}
		direct = append(direct, float64(h)*3600, beam)
		diffuse = append(diffuse, float64(h)*3600, 80)
		global = append(global, float64(h)*3600, 80+500*g.Horizontal)
	}
	inputs := []Input{means("direct", direct...), means("diffuse", diffuse...), means("global", global...)}
	var all [][]float64
	for _, more := range []settings{nil, {"direct_normal": nil, "global_horizontal": "input.global"}, {"diffuse_horizontal": nil, "global_horizontal": "input.global"}} {
		s := sunny(t, inputs, more)
		s.Span = 23 * hour
		_, _, rec := play(t, s)
		all = append(all, rec.column(0)[1:])
	}
	assert.InDeltaSlice(t, all[0], all[1], 1e-6)
	assert.InDeltaSlice(t, all[0], all[2], 1e-6)
}

// What changes between the points of the grid counts at once, and a record of
// instants is followed along its lines.
func TestPlaneFollowsItsInputs(t *testing.T) {
	linear := steps("direct", "W/m2", 10*3600, 0, 11*3600, 600)
	linear.Table.Linear = true
	s := sunny(t, []Input{linear, steps("diffuse", "W/m2", 0, 100, 10*3600+1000, 200)}, settings{"every": "1 h", "albedo": 0.0, "diffuse_model": choice("hay_davies")})
	s.Span = 11 * hour
	s.Record = record(5*minute, "twin.roof.irradiance")
	_, _, rec := play(t, s)
	from := s.Epoch.Add(10 * time.Hour)
	plane := solar.Plane{Tilt: 35 * math.Pi / 180, Azimuth: math.Pi}
	g := solar.Between(from, from.Add(time.Hour), lat, lon, plane)
	extra := solar.At(from.Add(30*time.Minute), lon).Normal()
	for i, at := range rec.times {
		now := at.Seconds() - 36000
		if now < 0 || now >= 3600 {
			continue
		}
		sky := solar.Sky{Beam: now / 6, Diffuse: 100, Extra: extra}
		if now >= 1000 {
			sky.Diffuse = 200
		}
		assert.InEpsilon(t, sky.HayDavies(g, plane.Tilt, 0), rec.samples[i][0], 3e-5)
	}
}

func TestPlaneShowsTheSun(t *testing.T) {
	s := sunny(t, []Input{constant("direct", 0, "W/m2"), constant("diffuse", 0, "W/m2")}, settings{"every": "1 h"})
	s.Span = 12 * hour
	_, _, rec := play(t, s)
	sun := solar.At(s.Epoch.Add(9*time.Hour+30*time.Minute), lon)
	altitude, azimuth := sun.Position(lat)
	assert.InDelta(t, altitude, rec.samples[9][1], 1e-12)
	assert.InDelta(t, azimuth, rec.samples[9][2], 1e-12)
	assert.InDelta(t, sun.Incidence(lat, solar.Plane{Tilt: 35 * math.Pi / 180, Azimuth: math.Pi}), rec.samples[9][3], 1e-12)
	assert.Zero(t, rec.samples[9][0])
}

func TestPlaneProblems(t *testing.T) {
	inputs := []Input{constant("direct", 0, "W/m2"), constant("diffuse", 0, "W/m2")}
	s := sunny(t, inputs, settings{"diffuse_horizontal": nil})
	_, problems := Build(s)
	require.Len(t, problems, 1)
	assert.Equal(t, "too little says how strong the sun is", problems[0].Summary)
	s = sunny(t, inputs, settings{"global_horizontal": "100 W/m2"})
	_, problems = Build(s)
	require.Len(t, problems, 1)
	assert.Equal(t, "direct_normal, diffuse_horizontal and global_horizontal are all given", problems[0].Summary)
	s = sunny(t, inputs, nil)
	s.HasEpoch = false
	_, problems = Build(s)
	assert.Equal(t, []Problem{{"twin.roof", "the sun needs the calendar, and the scenario has no start", "give [scenario] a start, such as start = 2026-01-12T00:00:00"}}, problems)
}
