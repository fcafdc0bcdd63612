package scenarios

import "whatif/scenarios/telemetry"

// telemetryCode is the code under which something wrong with a record is
// looked up, by the key that is to blame.
func telemetryCode(p *telemetry.Problem) string {
	if p.Uncovered {
		return codeCoverage
	}
	switch p.Key {
	case "file":
		return codeTelemetryFile
	case "column", "value", "where":
		return codeColumn
	case "time", "clock", "time_format", "on_repeat":
		return codeStamps
	case "max_gap", "on_gap":
		return codeGap
	}
	return codeTelemetry
}
