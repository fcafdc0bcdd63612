package thermal

import (
	"fmt"
	"slices"

	"whatif/models/twin"
)

// checkHeatPump notes where heat and coefficient of performance are given
// twice, not at all, or without what they need.
func checkHeatPump(t *twin.Twin) []twin.Fault {
	faults := t.Either("heating_capacity", "capacity_points", `heating_capacity = "6 kW"`)
	rows := t.Settings["capacity_points"].Rows
	sheet := false // whether the points tell the coefficient of performance
	for i, row := range rows {
		_, has := row["cop"]
		if i > 0 && has != sheet {
			faults = append(faults, twin.Fault{Path: "capacity_points", Summary: "some points have a cop and some have none", Hint: "give all a cop or none"})
			break
		}
		sheet = has
	}
	for i, row := range rows {
		if slices.ContainsFunc(rows[:i], func(other map[string]float64) bool { return other["source"] == row["source"] }) {
			faults = append(faults, twin.Fault{Path: fmt.Sprintf("capacity_points.%d", i+1), Summary: "two points have the same source", Hint: "one point for each temperature"})
		}
	}
	const offer = "cop, carnot_fraction, or a cop in each of capacity_points"
	switch cop, carnot := t.Given("cop"), t.Given("carnot_fraction"); {
	case !cop && !carnot && !sheet:
		faults = append(faults, twin.Fault{Path: "cop", Summary: "nothing says how much electric power the heat takes", Hint: "give one of " + offer})
	case cop && (carnot || sheet):
		faults = append(faults, twin.Fault{Path: "cop", Summary: "the coefficient of performance is given more than once", Hint: "keep one of " + offer})
	case carnot && sheet:
		faults = append(faults, twin.Fault{Path: "carnot_fraction", Summary: "the coefficient of performance is given more than once", Hint: "keep one of " + offer})
	}
	faults = append(faults, t.Together("carnot_fraction", "0.45", "supply_temperature", `"45 degC"`)...)
	needs := t.Given("carnot_fraction") || len(rows) > 0
	switch {
	case needs && !t.Given("source"):
		faults = append(faults, twin.Fault{Path: "source", Summary: "nothing says how warm the source is", Hint: `give source, such as "input.outdoor"`})
	case !needs && t.Given("source"):
		faults = append(faults, twin.Fault{Path: "source", Summary: "source is given, but neither carnot_fraction nor capacity_points", Hint: "give one of them, or leave out source"})
	}
	if !needs && t.Settings[always[0]].Text == always[1] {
		faults = append(faults, twin.Fault{Path: always[0], Summary: "it has no temperature to follow", Hint: "give carnot_fraction or capacity_points, or leave out follow"})
	}
	return faults
}
