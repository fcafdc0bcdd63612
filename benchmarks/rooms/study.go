package rooms

import (
	"fmt"

	"whatif/engine"
	"whatif/models"
	"whatif/models/twin"
	"whatif/physics/unit"
)

const kelvin = 273.15

// Study returns the problem as a study: every temperature recorded each
// minute.
func (p *Problem) Study() *models.Study {
	span := engine.Time(p.Hours) * 3600 * engine.Second
	s := &models.Study{Span: span, Record: models.Record{Every: SampleEvery * engine.Second}}
	s.Inputs = append(s.Inputs,
		models.Input{Name: "daily", Unit: unit.Must("degC").SI(), Sine: &models.Sine{
			Mean: OutdoorMean + kelvin, Amplitude: OutdoorAmplitude, Period: OutdoorPeriod, Phase: OutdoorPhase}},
		models.Input{Name: "hourly", Unit: unit.Must("K"), Table: p.table(func(h int) float64 { return p.Offset[h] })})
	var links, heaters, controls []twin.Twin
	for i := range p.Rooms {
		room := p.name(i)
		s.Inputs = append(s.Inputs, models.Input{Name: "gain" + room[4:], Unit: unit.Must("W"),
			Table: p.table(func(h int) float64 { return p.Gains[h*p.Rooms+i] })})
		s.Twins = append(s.Twins, twin.Twin{Name: room, Kind: "thermal.room", Settings: map[string]twin.Setting{
			"capacity":      number(p.AirCapacity[i]),
			"heat_loss":     number(1 / p.Leakage[i]),
			"outdoor":       refs("input.daily", "input.hourly"),
			"gains":         refs("input.gain" + room[4:]),
			"start":         number(p.Setpoint[i] + kelvin),
			"mass_capacity": number(p.WallCapacity[i]),
			"mass_coupling": number(1 / p.AirWall[i]),
			"mass_loss":     number(1 / p.WallOutdoor[i]),
			"mass_start":    number(p.Setpoint[i] - WallBelow + kelvin),
		}})
		if p.Ring {
			links = append(links, twin.Twin{Name: "wall" + room[4:], Kind: "thermal.conductance", Settings: map[string]twin.Setting{
				"between":     refs("twin."+room, "twin."+p.name((i+1)%p.Rooms)),
				"conductance": number(1 / Neighbour),
			}})
		}
		heaters = append(heaters, twin.Twin{Name: "heater" + room[4:], Kind: "thermal.heater", Settings: map[string]twin.Setting{
			"power": number(p.Power[i]), "serves": refs("twin." + room), "demand": number(1), "available": number(1),
		}})
		on := 0.0
		if p.StartsOn(i) {
			on = 1
		}
		controls = append(controls, twin.Twin{Name: "control" + room[4:], Kind: "control.thermostat", Settings: map[string]twin.Setting{
			"senses": refs("twin." + room + ".temperature"), "drives": refs("twin.heater" + room[4:] + ".demand"),
			"setpoint": number(p.Setpoint[i] + kelvin), "band": number(Band), "mode": {Text: "heat"},
			"min_on": number(0), "min_off": number(0), "start_on": number(on),
		}})
		s.Record.Channels = append(s.Record.Channels,
			models.Channel{Path: "twin." + room + ".temperature"}, models.Channel{Path: "twin." + room + ".mass_temperature"})
	}
	s.Twins = append(append(append(s.Twins, links...), heaters...), controls...)
	return s
}

func number(x float64) twin.Setting { return twin.Setting{Number: x} }

func refs(paths ...string) twin.Setting { return twin.Setting{Refs: paths, IsRef: true} }

func (p *Problem) name(i int) string { return fmt.Sprintf("room%04d", i) }

// table holds an hourly value.
func (p *Problem) table(value func(hour int) float64) *models.Table {
	t := &models.Table{}
	for h := range p.Hours {
		t.Times = append(t.Times, engine.Time(h)*3600*engine.Second)
		t.Values = append(t.Values, value(h))
	}
	return t
}
