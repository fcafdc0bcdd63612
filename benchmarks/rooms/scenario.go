package rooms

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// WriteScenario writes the problem as a planner would: scenario.toml with its
// telemetry in telemetry.csv, into dir. It returns the scenario's path.
func (p *Problem) WriteScenario(dir string) (string, error) {
	csv, err := os.Create(filepath.Join(dir, "telemetry.csv"))
	if err != nil {
		return "", err
	}
	w := bufio.NewWriter(csv)
	fmt.Fprint(w, "seconds,offset")
	for i := range p.Rooms {
		fmt.Fprintf(w, ",gain%s", p.name(i)[4:])
	}
	for h := range p.Hours {
		fmt.Fprintf(w, "\n%d,%s", h*3600, digits(p.Offset[h]))
		for i := range p.Rooms {
			fmt.Fprintf(w, ",%s", digits(p.Gains[h*p.Rooms+i]))
		}
	}
	fmt.Fprintln(w)
	if err := flushClose(w, csv); err != nil {
		return "", err
	}
	path := filepath.Join(dir, "scenario.toml")
	toml, err := os.Create(path)
	if err != nil {
		return "", err
	}
	w = bufio.NewWriter(toml)
	p.writeTOML(w)
	return path, flushClose(w, toml)
}

func (p *Problem) writeTOML(w *bufio.Writer) {
	fmt.Fprintf(w, "[scenario]\nname = \"ring-of-rooms\"\nspan = \"%d h\"\n", p.Hours)
	fmt.Fprintf(w, "\n[input.daily]\nsignal = \"sine\"\nmean = \"%s degC\"\namplitude = \"%s K\"\nperiod = \"1 d\"\nphase = %s\n",
		digits(OutdoorMean), digits(OutdoorAmplitude), digits(OutdoorPhase))
	record := func(name, column, unit string) {
		fmt.Fprintf(w, "\n[input.%s]\nfile = \"telemetry.csv\"\ntime = \"seconds\"\ncolumn = \"%s\"\nunit = \"%s\"\ninterpolate = \"hold\"\n", name, column, unit)
	}
	record("hourly", "offset", "K")
	for i := range p.Rooms {
		n := p.name(i)[4:]
		record("gain"+n, "gain"+n, "W")
		fmt.Fprintf(w, "\n[twin.room%s]\nmodel = \"thermal.room\"\ncapacity = \"%s J/K\"\nheat_loss = \"%s W/K\"\noutdoor = [\"input.daily\", \"input.hourly\"]\ngains = [\"input.gain%s\"]\nstart = \"%s degC\"\n",
			n, digits(p.AirCapacity[i]), digits(1/p.Leakage[i]), n, digits(p.Setpoint[i]))
		fmt.Fprintf(w, "mass_capacity = \"%s J/K\"\nmass_coupling = \"%s W/K\"\nmass_loss = \"%s W/K\"\nmass_start = \"%s degC\"\n",
			digits(p.WallCapacity[i]), digits(1/p.AirWall[i]), digits(1/p.WallOutdoor[i]), digits(p.Setpoint[i]-WallBelow))
		if p.Ring {
			fmt.Fprintf(w, "\n[twin.wall%s]\nmodel = \"thermal.conductance\"\nbetween = [\"twin.room%s\", \"twin.%s\"]\nconductance = \"%s W/K\"\n",
				n, n, p.name((i+1)%p.Rooms), digits(1/Neighbour))
		}
		fmt.Fprintf(w, "\n[twin.heater%s]\nmodel = \"thermal.heater\"\npower = \"%s W\"\nserves = [\"twin.room%s\"]\n", n, digits(p.Power[i]), n)
		fmt.Fprintf(w, "\n[twin.control%s]\nmodel = \"control.thermostat\"\nsenses = \"twin.room%s.temperature\"\ndrives = \"twin.heater%s.demand\"\nsetpoint = \"%s degC\"\nband = \"%s K\"\nstart_on = %t\n",
			n, n, n, digits(p.Setpoint[i]), digits(Band), p.StartsOn(i))
	}
	fmt.Fprintf(w, "\n[record]\nevery = \"%d s\"\nsignals = [\"twin.room*.*\"]\n", SampleEvery)
}

func digits(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func flushClose(w *bufio.Writer, f *os.File) error {
	if err := w.Flush(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
