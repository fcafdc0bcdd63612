package mechanical

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/physics/hybrid"
	"whatif/physics/linear"
	"whatif/physics/ode"
)

// Random rows of masses on springs, tied by frictions, stops and gears, and shaken
// by a sine, come to their end without chattering.
func TestRandomGroupsDoNotChatter(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := newRig(t)
		n := rapid.IntRange(1, 4).Draw(rt, "motions")
		some := func(name string, low, high float64) hybrid.Read {
			return r.number(float64(rapid.IntRange(1, 9).Draw(rt, name))/10*(high-low) + low)
		}
		for i := range n {
			m := r.motion("twin."+string(rune('a'+i)), float64(rapid.IntRange(1, 9).Draw(rt, "inertia")), float64(i), 0)
			s := Absent[Spring]()
			s.First, s.OnFirst = hybrid.Read(m.Position), hybrid.Add(m.Force)
			s.Stiffness, s.Rest = some("stiffness", 5, 50), r.number(float64(i))
			r.Add(m.Name, &s)
			r.member(m)
			if i > 0 && rapid.Bool().Draw(rt, "shaken") {
				continue
			}
			l := Absent[Load]()
			l.Velocity = hybrid.Read(m.Velocity)
			l.OnMotion, l.Driving = hybrid.Add(m.Force), hybrid.Read(r.Input(0, "input.shake"))
			r.Add(m.Name, &l)
		}
		for i := range n {
			if i == 0 || rapid.Bool().Draw(rt, "grounded") {
				f := Absent[Friction]()
				f.Pair, f.Static = Between("twin.floor", Given, i), some("static", 0.5, 3)
				f.Kinetic, f.Mode = r.number(0.4), r.mode()
				r.group.Frictions = append(r.group.Frictions, f)
			}
			if i == 0 {
				continue
			}
			switch rapid.IntRange(0, 2).Draw(rt, "tie") {
			case 0:
				f := Absent[Friction]()
				f.Pair, f.Static, f.Mode = Between("twin.friction", i-1, i), some("level", 0.5, 5), r.mode()
				r.group.Frictions = append(r.group.Frictions, f)
			case 1:
				s := Absent[Stop]()
				s.Pair, s.Clearance, s.Mode = Between("twin.stop", i-1, i), r.number(-0.8), r.mode()
				s.Restitution, s.RestSpeed = some("restitution", 0, 1), r.number(1e-3)
				r.group.Stops = append(r.group.Stops, s)
			default:
				j := Absent[Joint]()
				j.Pair = Between("twin.gear", i-1, i)
				j.Ratio = r.number(float64(rapid.SampledFrom([]int{-2, 1, 3}).Draw(rt, "ratio")))
				r.group.Joints = append(r.group.Joints, j)
			}
		}
		r.build()
		shake := []linear.Input{{Amplitude: 8, Omega: 2}}
		_, err := ode.Solve(r.law, shake, 10, ode.Options{Relative: 1e-8}, 0, nil)
		require.NoError(rt, err)
	})
}
