package solar

import (
	"whatif/engine"
	"whatif/models/signal"
	"whatif/models/twin"
	physics "whatif/physics/solar"
)

type planeParams struct {
	Latitude   twin.Quantity `par:"latitude,required" unit:"deg" min:"-1.5707963267948966" max:"1.5707963267948966" doc:"Latitude, north positive."`
	Longitude  twin.Quantity `par:"longitude,required" unit:"deg" min:"-3.141592653589793" max:"3.141592653589793" doc:"Longitude, east positive."`
	Tilt       twin.Quantity `par:"tilt" unit:"deg" default:"90 deg" min:"0" max:"3.141592653589793" doc:"0 deg faces up, 90 deg is a wall."`
	Azimuth    twin.Quantity `par:"azimuth" unit:"deg" default:"180 deg" min:"0" max:"6.283185307179586" doc:"Where it faces, as on a compass: 0 deg north, 90 deg east, 180 deg south, 270 deg west."`
	Direct     twin.Feed     `par:"direct_normal,changeable" unit:"W/m2" min:"0" doc:"Irradiance of the beam on a plane that faces the sun. Two of direct_normal, diffuse_horizontal and global_horizontal are given."`
	Diffuse    twin.Feed     `par:"diffuse_horizontal,changeable" unit:"W/m2" min:"0" doc:"Irradiance of the sky on a horizontal plane."`
	Global     twin.Feed     `par:"global_horizontal,changeable" unit:"W/m2" min:"0" doc:"Irradiance of beam and sky on a horizontal plane."`
	Albedo     twin.Quantity `par:"albedo,changeable" unit:"1" default:"0.2" min:"0" max:"1" doc:"Part of the light that the ground reflects."`
	DiffuseSky twin.Option   `par:"diffuse_model" choices:"isotropic|hay_davies" default:"isotropic" doc:"A sky that is as bright everywhere, or brighter around the sun."`
	Every      twin.Quantity `par:"every" unit:"s" default:"10 min" above:"0" max:"3600" doc:"The geometry is the mean over steps of this length. What the inputs do counts at once."`
}

// records are the parameters of which two are given.
var records = [3]string{"direct_normal", "diffuse_horizontal", "global_horizontal"}

// Plane is the kind solar.plane.
func Plane() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "solar.plane",
		Doc: "The sun on a tilted plane: a roof, a facade, a collector. It needs the scenario's start. The beam of an input of means (quantity = mean) belongs to the " +
			"part of its interval with the sun up, so that the energy of the hours of sunrise and sunset is right. There is no horizon, no refraction and no shadow.",
		Equation: "irradiance = direct_normal cos(incidence) + diffuse_horizontal (1 + cos tilt)/2 + albedo global_horizontal (1 - cos tilt)/2",
		Source: "position of the sun to 0.01 deg by Meeus, Astronomical Algorithms, chapter 25; angles by Duffie and Beckman, Solar Engineering of Thermal " +
			"Processes; sky by Liu and Jordan (1963), or by Hay and Davies (1980)",
		Variables: []twin.Variable{
			{Name: "irradiance", Doc: "Irradiance on the plane.", Unit: "W/m2", Flow: true, Follows: "direct_normal diffuse_horizontal global_horizontal"},
			{Name: "sun_altitude", Doc: "Height of the sun above the horizon, in the middle of the step.", Unit: "deg"},
			{Name: "sun_azimuth", Doc: "Where the sun stands, clockwise from north, in the middle of the step.", Unit: "deg"},
			{Name: "incidence", Doc: "Angle between the sun and the normal of the plane, in the middle of the step.", Unit: "deg"},
		},
		Check: checkPlane,
	}, wirePlane)
}

func checkPlane(t *twin.Twin) []twin.Fault {
	given := 0
	for _, name := range records {
		if t.Given(name) {
			given++
		}
	}
	const hint = "give two of direct_normal, diffuse_horizontal and global_horizontal"
	switch {
	case given < 2:
		return []twin.Fault{{Path: records[0], Summary: "too little says how strong the sun is", Hint: hint}}
	case given > 2:
		return []twin.Fault{{Path: records[2], Summary: "direct_normal, diffuse_horizontal and global_horizontal are all given", Hint: hint}}
	}
	return nil
}

func wirePlane(w *twin.Wiring, p *planeParams) {
	if !w.HasEpoch {
		w.Fault("twin."+w.Name, "the sun needs the calendar, and the scenario has no start", "give [scenario] a start, such as start = 2026-01-12T00:00:00")
		return
	}
	feeds := [3]struct {
		name string
		twin.Feed
	}{{records[0], p.Direct}, {records[1], p.Diffuse}, {records[2], p.Global}}
	for _, f := range feeds {
		if f.Signal != engine.NoSignal && w.Builder.ClassOf(f.Signal) == engine.Dense {
			w.Wrong(f.name, w.Builder.PathOf(f.Signal)+" changes continuously with the temperatures", "give "+f.name+" an input")
			return
		}
	}
	law := motion{
		epoch: w.Epoch, latitude: p.Latitude.Signal, longitude: p.Longitude.Signal, tilt: p.Tilt.Signal, azimuth: p.Azimuth.Signal, every: p.Every.Signal,
		altitude: w.Own("sun_altitude"), bearing: w.Own("sun_azimuth"), incidence: w.Own("incidence"),
	}
	beam := p.Direct.Signal
	if beam == engine.NoSignal {
		beam = p.Global.Signal
	}
	law.record = w.Steps[w.Origin(beam)]
	for i, name := range geometry {
		law.out[i] = w.Builder.Held(w.Path(name), 0)
	}
	here := "twin." + w.Name
	engine.Add[struct{}](w.Builder, here, law, engine.Wiring{Reads: []engine.Signal{law.latitude, law.longitude, law.tilt, law.azimuth, law.every}})

	glare := irradiance{place: [3]int{-1, -1, -1}, davies: p.DiffuseSky == "hay_davies"}
	of := append(append([]engine.Signal(nil), law.out[:]...), p.Tilt.Signal, p.Albedo.Signal)
	for i, f := range feeds {
		if f.Signal != engine.NoSignal {
			glare.place[i] = len(of)
			of = append(of, f.Signal)
		}
	}
	signal.Blend{Path: w.Path("irradiance"), Of: of, Law: signal.Mix{Value: glare.value}, Out: w.Own("irradiance")}.
		Add(w.Builder, here+".irradiance", false)
}

// irradiance computes from the geometry, the tilt, the albedo and the records,
// in the order of the blend's arguments.
type irradiance struct {
	place  [3]int // of direct normal, diffuse and global horizontal; -1 for the one that is not given
	davies bool
}

func (l irradiance) value(x []float64) float64 {
	record := [3]float64{-1, -1, -1}
	for i, at := range l.place {
		if at >= 0 {
			record[i] = max(x[at], 0) // noise or a sine may go below
		}
	}
	step := physics.Step{Up: x[stepUp], Horizontal: x[stepHorizontal], Plane: x[stepPlane]}
	whole := physics.Step{Up: x[wholeUp], Horizontal: x[wholeHorizontal]}
	sky := physics.Records{DirectNormal: record[0], DiffuseHorizontal: record[1], GlobalHorizontal: record[2]}.Sky(whole, x[extra])
	tilt, albedo := x[geometries], x[geometries+1]
	if l.davies {
		return sky.HayDavies(step, tilt, albedo)
	}
	return sky.Isotropic(step, tilt, albedo)
}
