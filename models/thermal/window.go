package thermal

import (
	"whatif/engine"
	"whatif/models/signal"
	"whatif/models/twin"
)

type windowParams struct {
	Into       twin.Spot     `par:"into,required" unit:"degC" doc:"The twin whose air the sun heats: a room."`
	Area       twin.Quantity `par:"area,required,changeable" unit:"m2" above:"0" doc:"Area with the frame."`
	GValue     twin.Quantity `par:"g_value,required,changeable" unit:"1" min:"0" max:"1" doc:"Total solar energy transmittance of the glass."`
	Frame      twin.Quantity `par:"frame,changeable" unit:"1" default:"0.3" min:"0" max:"1" doc:"Part of the area that is frame."`
	Irradiance twin.Feed     `par:"irradiance,required,changeable" unit:"W/m2" min:"0" doc:"Irradiance on the plane of the glass: a quantity, an input, or a variable such as twin.facade.irradiance of a solar.plane."`
	Shading    twin.Feed     `par:"shading,port,changeable" unit:"1" default:"0" min:"0" max:"1" doc:"Part of the sun that blinds keep out: a number, an input, or driven by a controller."`
	UValue     twin.Quantity `par:"u_value,changeable" unit:"W/(m2 K)" min:"0" doc:"Thermal transmittance with the frame. Needs outdoor; leave both out where the heat loss of the room has it already."`
	Outdoor    twin.Total    `par:"outdoor,changeable" unit:"degC" doc:"Outdoor temperature, for u_value: one temperature, and differences that add to it."`
}

// Window is the kind thermal.window.
func Window() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "thermal.window",
		Doc:      "A window that lets the sun in, and heat out where u_value is given.",
		Equation: "solar_gain = area (1 - frame) g_value (1 - shading) irradiance; heat_flow = area u_value (T_into - outdoor)",
		Source:   "ISO 52016-1 without the dependence on the angle of incidence; EN 410 for g_value, ISO 10077-1 for u_value",
		Variables: []twin.Variable{
			{Name: "solar_gain", Doc: "Heat that the sun brings in.", Unit: "W", Flow: true, Follows: "irradiance shading"},
			{Name: "heat_flow", Doc: "Heat flow from the room to outdoors.", Unit: "W", Flow: true, Class: engine.Dense, Needs: "u_value"},
		},
		Check: func(t *twin.Twin) []twin.Fault {
			return t.Together("u_value", `"1.1 W/(m2 K)"`, "outdoor", `"input.outdoor"`)
		},
	}, wireWindow)
}

func wireWindow(w *twin.Wiring, p *windowParams) {
	if !notDense(w, "irradiance", p.Irradiance) || !notDense(w, "shading", p.Shading) {
		return
	}
	product := signal.Product()
	law := signal.Mix{Affine: product.Affine, Value: func(x []float64) float64 {
		return x[0] * (1 - x[1]) * x[2] * (1 - x[3]) * x[4]
	}}
	gain := w.Own("solar_gain")
	signal.Blend{
		Path: w.Path("solar_gain"), Law: law, Out: gain,
		Of: []engine.Signal{p.Area.Signal, p.Frame.Signal, p.GValue.Signal, p.Shading.Signal, p.Irradiance.Signal},
	}.Add(w.Builder, "twin."+w.Name, false)
	a := assemblyOf(w)
	a.gains = append(a.gains, entering(w.Path("into"), string(p.Into), gain))
	if p.UValue.Given() {
		a.ties = append(a.ties, tie{
			path: w.Path("outdoor"), from: end{node: string(p.Into)}, to: end{given: p.Outdoor},
			conductance: of(p.Area, p.UValue), flow: w.Own("heat_flow"),
		})
	}
}

// entering is all of the heat of a signal into a node.
func entering(path, node string, s engine.Signal) gain { return gain{path, node, s, 1} }

// notDense notes a parameter that follows continuous physics where it cannot.
func notDense(w *twin.Wiring, name string, f twin.Feed) bool {
	if f.Signal == engine.NoSignal || w.Builder.ClassOf(f.Signal) != engine.Dense {
		return true
	}
	w.Wrong(name, w.Builder.PathOf(f.Signal)+" changes continuously with the temperatures", "give "+name+" a quantity or an input, or let a controller drive it")
	return false
}
