package solar

import "math"

// Sky is the irradiance over a step, in W/m2: of the beam on a plane that
// faces the sun, while the sun is up, and of the diffuse sky on a horizontal
// plane. Extra is what the beam would be beyond the atmosphere.
type Sky struct{ Beam, Diffuse, Extra float64 }

// steepest bounds the ratio of beam on a plane to beam on the horizontal near
// the horizon: the sine of an altitude of 1 degree.
const steepest = 0.01745

// Isotropic is the mean irradiance on a plane of some tilt over a step under a
// sky that is as bright everywhere. Source: Liu and Jordan, Solar Energy 7
// (1963) 53.
func (s Sky) Isotropic(g Step, tilt, albedo float64) float64 {
	return s.Beam*g.Plane + s.Diffuse*(1+math.Cos(tilt))/2 + s.ground(g, tilt, albedo)
}

// HayDavies is Isotropic with a part of the diffuse light, as much as the beam
// is of the beam beyond the atmosphere, that comes from around the sun.
// Source: Hay and Davies, Proc. First Canadian Solar Radiation Data Workshop
// (1980) 59.
func (s Sky) HayDavies(g Step, tilt, albedo float64) float64 {
	around := 0.0
	if s.Extra > 0 {
		around = math.Min(s.Beam/s.Extra, 1) * g.Up
	}
	ratio := 0.0
	if g.Up > 0 {
		ratio = g.Plane / math.Max(g.Horizontal, steepest*g.Up)
	}
	diffuse := s.Diffuse * (around*ratio + (1-around)*(1+math.Cos(tilt))/2)
	return s.Beam*g.Plane + diffuse + s.ground(g, tilt, albedo)
}

// ground is what the ground reflects.
func (s Sky) ground(g Step, tilt, albedo float64) float64 {
	return albedo * (s.Diffuse + s.Beam*g.Horizontal) * (1 - math.Cos(tilt)) / 2
}

// Records is what was measured: irradiance in W/m2 as means over an interval,
// of which whole is the geometry. Exactly two of the three are given, the
// third is below 0.
type Records struct{ DirectNormal, DiffuseHorizontal, GlobalHorizontal float64 }

// Sky is the sky while the sun is up. The beam of an interval belongs to the
// part of it with the sun above the horizon; it is never more than beyond the
// atmosphere, unless the record itself says so.
func (r Records) Sky(whole Step, extra float64) Sky {
	s := Sky{Diffuse: r.DiffuseHorizontal, Extra: extra}
	if whole.Up <= 0 {
		if s.Diffuse < 0 {
			s.Diffuse = r.GlobalHorizontal
		}
		return s
	}
	if r.DirectNormal >= 0 {
		s.Beam = math.Min(r.DirectNormal/whole.Up, math.Max(extra, r.DirectNormal))
	} else if beam := r.GlobalHorizontal - r.DiffuseHorizontal; beam > 0 {
		s.Beam = extra
		if beam < extra*whole.Horizontal {
			s.Beam = beam / whole.Horizontal
		}
	}
	if s.Diffuse < 0 {
		s.Diffuse = math.Max(0, r.GlobalHorizontal-s.Beam*whole.Horizontal)
	}
	return s
}
