package solar

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func degrees(x float64) float64 { return x * 180 / math.Pi }

// The worked example of NREL's SPA (Reda and Andreas, NREL/TP-560-34302,
// appendix A5): with refraction, which lifts the sun by 0.014 degrees there.
func TestPositionOfSPA(t *testing.T) {
	moment := time.Date(2003, 10, 17, 12, 30, 30, 0, time.FixedZone("", -7*3600))
	latitude, longitude := radians(39.742476), radians(-105.1786)
	s := At(moment, longitude)
	altitude, azimuth := s.Position(latitude)
	assert.InDelta(t, 50.11162, 90-degrees(altitude), 0.02)
	assert.InDelta(t, 194.34024, degrees(azimuth), 0.01)
	assert.InDelta(t, 11.105902, degrees(s.HourAngle), 0.01)
	assert.InDelta(t, -9.31434, degrees(s.Declination), 0.01)
	assert.InDelta(t, 0.9965422974, s.Distance, 1e-4)
	plane := Plane{Tilt: radians(30), Azimuth: radians(180 - 10)} // SPA counts from south, negative to the east: -10
	assert.InDelta(t, 25.18700, degrees(s.Incidence(latitude, plane)), 0.02)
}

// Solstices and equinox: the declination is that of the obliquity, and 0.
func TestDeclinationOverTheYear(t *testing.T) {
	assert.InDelta(t, 23.44, degrees(At(time.Date(2025, 6, 21, 2, 42, 0, 0, time.UTC), 0).Declination), 0.01)
	assert.InDelta(t, -23.44, degrees(At(time.Date(2025, 12, 21, 15, 3, 0, 0, time.UTC), 0).Declination), 0.01)
	assert.InDelta(t, 0, degrees(At(time.Date(2025, 3, 20, 9, 1, 0, 0, time.UTC), 0).Declination), 0.01)
}

// The day's beam beyond the atmosphere on the horizontal: Duffie and Beckman,
// eq. 1.10.3.
func TestDayOnTheHorizontal(t *testing.T) {
	latitude, longitude := radians(48), radians(11)
	from := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	g := Between(from, from.Add(24*time.Hour), latitude, longitude, Plane{})
	d := At(from.Add(11*time.Hour+20*time.Minute), longitude).Declination
	sunset := math.Acos(-math.Tan(latitude) * math.Tan(d))
	want := (math.Cos(latitude)*math.Cos(d)*math.Sin(sunset) + sunset*math.Sin(latitude)*math.Sin(d)) / math.Pi
	assert.InEpsilon(t, want, g.Horizontal, 2e-4)
	assert.InEpsilon(t, sunset/math.Pi, g.Up, 2e-4)
	assert.InEpsilon(t, g.Horizontal, g.Plane, 1e-12)
}

// Between is the mean of the position moment by moment, whatever the step and
// the plane.
func TestBetweenIsTheMean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		latitude := rapid.Float64Range(-1.5, 1.5).Draw(t, "latitude")
		longitude := rapid.Float64Range(-3.1, 3.1).Draw(t, "longitude")
		p := Plane{rapid.Float64Range(0, math.Pi).Draw(t, "tilt"), rapid.Float64Range(0, 2*math.Pi).Draw(t, "azimuth")}
		from := time.Unix(rapid.Int64Range(1.6e9, 1.9e9).Draw(t, "from"), 0)
		length := time.Duration(rapid.Int64Range(60, 3600).Draw(t, "seconds")) * time.Second
		got := Between(from, from.Add(length), latitude, longitude, p)
		const n = 400
		var want Step
		for k := range n {
			s := At(from.Add(length*time.Duration(2*k+1)/(2*n)), longitude)
			altitude, _ := s.Position(latitude)
			if altitude <= 0 {
				continue
			}
			want.Up += 1. / n
			want.Horizontal += math.Sin(altitude) / n
			want.Plane += math.Max(0, math.Cos(s.Incidence(latitude, p))) / n
		}
		// The declination stands still in the step: 1 arc minute an hour at most.
		if math.Abs(latitude) < 1.1 {
			assert.InDelta(t, want.Up, got.Up, 0.02)
		}
		assert.InDelta(t, want.Horizontal, got.Horizontal, 1e-3)
		assert.InDelta(t, want.Plane, got.Plane, 1e-3)
	})
}

// Pieces of a stretch add up to it.
func TestStepsAddUp(t *testing.T) {
	latitude, longitude, p := radians(48), radians(11), Plane{math.Pi / 2, radians(120)}
	from := time.Date(2026, 4, 9, 0, 0, 0, 0, time.UTC)
	hours := Between(from, from.Add(24*time.Hour), latitude, longitude, p)
	var sum Step
	const n = 144
	for k := range n {
		s := Between(from.Add(time.Duration(k)*10*time.Minute), from.Add(time.Duration(k+1)*10*time.Minute), latitude, longitude, p)
		sum.Up += s.Up / n
		sum.Horizontal += s.Horizontal / n
		sum.Plane += s.Plane / n
	}
	assert.InDelta(t, hours.Up, sum.Up, 1e-4)
	assert.InDelta(t, hours.Horizontal, sum.Horizontal, 1e-4)
	assert.InDelta(t, hours.Plane, sum.Plane, 1e-4)
	assert.Equal(t, Step{}, Between(from, from, latitude, longitude, p))
}

// All three ways to give a record lead to the same sky, and the beam of an hour
// with sunrise in it belongs to the part with the sun up.
func TestRecords(t *testing.T) {
	whole := Step{Up: 0.25, Horizontal: 0.02}
	want := Sky{Beam: 400, Diffuse: 50, Extra: 1360}
	global := 50 + 400*0.02
	for _, r := range []Records{
		{DirectNormal: 100, DiffuseHorizontal: 50, GlobalHorizontal: -1},
		{DirectNormal: -1, DiffuseHorizontal: 50, GlobalHorizontal: global},
		{DirectNormal: 100, DiffuseHorizontal: -1, GlobalHorizontal: global},
	} {
		got := r.Sky(whole, 1360)
		assert.InDelta(t, want.Beam, got.Beam, 1e-9)
		assert.InDelta(t, want.Diffuse, got.Diffuse, 1e-9)
		// Nothing comes by night but what the record says of the sky.
		night := r.Sky(Step{}, 1360)
		assert.Zero(t, night.Beam)
		assert.GreaterOrEqual(t, night.Diffuse, 50.)
	}
	// No beam is stronger than beyond the atmosphere.
	assert.Equal(t, 1360., Records{100, 0, -1}.Sky(Step{Up: 1e-3, Horizontal: 1e-6}, 1360).Beam)
	assert.Equal(t, 1360., Records{-1, 0, 5}.Sky(Step{Up: 1e-3, Horizontal: 1e-6}, 1360).Beam)
}

func TestModelsOfTheSky(t *testing.T) {
	latitude, longitude := radians(48), radians(11)
	from := time.Date(2026, 6, 9, 9, 0, 0, 0, time.UTC)
	flat := Between(from, from.Add(time.Hour), latitude, longitude, Plane{})
	sky := Sky{Beam: 600, Diffuse: 150, Extra: 1320}
	global := 150 + 600*flat.Horizontal
	require.Equal(t, 1., flat.Up)
	// On the horizontal every model gives back the global irradiance.
	assert.InDelta(t, global, sky.Isotropic(flat, 0, 0.2), 1e-9)
	assert.InDelta(t, global, sky.HayDavies(flat, 0, 0.2), 1e-9)
	// Without beam they agree anywhere: half the sky, and half the ground.
	wall := Between(from, from.Add(time.Hour), latitude, longitude, Plane{math.Pi / 2, math.Pi})
	grey := Sky{Diffuse: 150, Extra: 1320}
	assert.InDelta(t, 150*0.5+0.2*150*0.5, grey.Isotropic(wall, math.Pi/2, 0.2), 1e-9)
	assert.InDelta(t, grey.Isotropic(wall, math.Pi/2, 0.2), grey.HayDavies(wall, math.Pi/2, 0.2), 1e-12)
	// Facing the sun, the part around it is seen at more than its share.
	around := 600. / 1320
	want := 600*wall.Plane + 150*(around*wall.Plane/wall.Horizontal+(1-around)/2) + 0.2*global/2
	assert.InDelta(t, want, sky.HayDavies(wall, math.Pi/2, 0.2), 1e-9)
}
