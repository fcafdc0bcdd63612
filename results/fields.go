package results

import "github.com/apache/arrow/go/v15/arrow"

// The columns that every batch has. Those that follow from the model are
// appended by newSchema.

func field(name string, t arrow.DataType, nullable bool, unit, description string) arrow.Field {
	keys, values := []string{"description"}, []string{description}
	if unit != "" {
		keys, values = []string{"unit", "description"}, []string{unit, description}
	}
	return arrow.Field{Name: name, Type: t, Nullable: nullable, Metadata: arrow.NewMetadata(keys, values)}
}

var (
	int32Type   = arrow.PrimitiveTypes.Int32
	int64Type   = arrow.PrimitiveTypes.Int64
	float64Type = arrow.PrimitiveTypes.Float64
	textType    = arrow.BinaryTypes.String
)

func runsFields() []arrow.Field {
	return []arrow.Field{
		field("run_id", int64Type, false, "", "number of the run in the order (variant, sweep point, draw)"),
		field("variant", dictType(), false, "", "variant of the scenario"),
		field("sweep", int32Type, false, "", "number of the sweep point, from 0"),
		field("draw", int32Type, false, "", "number of the draw, from 0"),
		field("seed", int64Type, false, "", "seed of the batch; with the draw it gives the run's random numbers"),
		field("status", dictType(), false, "", "ok or failed"),
		field("error", textType, true, "", "why the run failed, null for ok"),
		field("t_end", float64Type, false, "s", "how far the run came, since the start"),
		field("events", int64Type, false, "1", "number of events in the run"),
		field("fingerprint", textType, false, "", "hash of the run's events, 16 hexadecimal digits"),
	}
}

func seriesFields(hasStart bool) []arrow.Field {
	fields := []arrow.Field{
		field("run_id", int64Type, false, "", "number of the run"),
		field("variant", dictType(), false, "", "variant of the scenario"),
		field("draw", int32Type, false, "", "number of the draw, from 0"),
		field("t", float64Type, false, "s", "time since the start"),
	}
	return append(withTime(fields, hasStart),
		field("twin", dictType(), false, "", "name of the twin"))
}

func eventFields(hasStart bool) []arrow.Field {
	fields := []arrow.Field{
		field("run_id", int64Type, false, "", "number of the run"),
		field("variant", dictType(), false, "", "variant of the scenario"),
		field("draw", int32Type, false, "", "number of the draw, from 0"),
		field("t", float64Type, false, "s", "time since the start"),
		field("t_ns", int64Type, false, "ns", "time since the start, exact"),
	}
	return append(withTime(fields, hasStart),
		field("seq", int64Type, false, "1", "number of the event in its run, from 0"),
		field("twin", dictType(), true, "", "twin to which it happened, null for none"),
		field("kind", dictType(), false, "", "what happened"),
		field("signal", dictType(), true, "", "signal that shows it, null for none"),
		field("value", float64Type, true, "", "what was sensed as it happened, or what was set, in the unit of the row; null for none"),
		field("unit", dictType(), true, "", "unit of the value, null for none"),
		field("detail", textType, true, "", "more in words, null for none"))
}

func summaryFields(hasStart bool) []arrow.Field {
	fields := []arrow.Field{
		field("variant", dictType(), false, "", "variant of the scenario"),
		field("sweep", int32Type, false, "", "number of the sweep point, from 0"),
		field("t", float64Type, false, "s", "time since the start"),
	}
	fields = append(withTime(fields, hasStart),
		field("twin", dictType(), false, "", "name of the twin"),
		field("variable", dictType(), false, "", "column of the twin's series table, whose unit holds for the row"),
		field("n", int64Type, false, "1", "number of draws with a value, failed runs left out"),
		field("failed", int64Type, false, "1", "number of failed runs of the variant and sweep point"))
	for _, f := range [][2]string{
		{"mean", "mean over the draws"},
		{"sd", "standard deviation over the draws, with n-1 in the denominator; null for fewer than two"},
		{"q05", "5 % quantile over the draws (type 7)"},
		{"q25", "25 % quantile over the draws (type 7)"},
		{"q50", "median over the draws"},
		{"q75", "75 % quantile over the draws (type 7)"},
		{"q95", "95 % quantile over the draws (type 7)"},
	} {
		fields = append(fields, field(f[0], float64Type, true, "", f[1]))
	}
	return fields
}

// withTime appends the calendar column of scenarios that have a start.
func withTime(fields []arrow.Field, hasStart bool) []arrow.Field {
	if !hasStart {
		return fields
	}
	return append(fields, field("time", timeType(), false, "", "calendar time, UTC, cut to microseconds"))
}
