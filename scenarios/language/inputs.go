package language

// Inputs are the forms of [input.NAME]: recorded, computed of others, and each
// kind of signal.
func Inputs() []*Table {
	all := []*Table{RecordedInput(), ComputedInput()}
	for _, t := range signals() {
		kind := t.Name[len("input "):]
		t.Keys = append([]Key{must(Key{Name: "signal", Takes: Choice, Choices: []string{kind}, Doc: t.Doc})}, t.Keys...)
		all = append(all, t)
	}
	return all
}

// RecordedInput is [input.NAME] with a file.
func RecordedInput() *Table {
	return &Table{Name: "input file", Doc: "A recorded signal.", Keys: []Key{
		must(key("file", Text, "", "Recorded telemetry: .csv, .tsv or .txt (also .gz, .zst), .parquet, .arrow, .epw; relative to the scenario's file.")),
		key("time", TextOrList, "", `Column of times, or those of date and time of day: ["date", "clock"].`),
		key("time_format", Text, "found", `How times are written: "%d.%m.%Y %H:%M", "unix", "unix_ms", "s", "min", "h" or "d".`),
		key("timezone", Text, "the scenario's", "Zone of times without offset."),
		key("column", Text, "", "Column of numbers of a wide table."),
		key("value", Text, "", "Column of numbers of a long table; where picks the rows."),
		key("where", Free, "", `What other columns of a long table must hold, such as { id = "roof" }.`),
		key("unit", Text, "", `Unit of the numbers in the file, such as "degC".`),
		choice("quantity", "What a number stands for.", "instant", "mean", "total", "counter"),
		choice("stamp", "Of mean and total: which end of its interval the time marks.", "start", "end"),
		key("rollover", Quantity, "", `Of a counter: the reading at which it begins anew, or "reset".`),
		choice("interpolate", "Between instants; the other quantities are held.", "linear", "hold"),
		key("max_gap", Duration, "", "A longer distance between two values is a gap."),
		choice("on_gap", "What becomes of a gap.", "fail", "hold", "linear"),
		choice("on_repeat", "What becomes of rows that step back or repeat a time.", "fail", "first", "last", "mean"),
		key("repeat", Flexible, "false", "Go on from the beginning: after a year, or after this time."),
		key("align", Moment, "", `Which instant of the record is the scenario's start: "start" for its beginning, or this.`),
		key("scale", Number, "1", "The values are multiplied with it."),
		key("offset", Quantity, "0", "Is added to the values, after scale; K for temperatures."),
		key("delimiter", Text, "found", `What stands between cells: a character, or "tab".`),
		Key{Name: "encoding", Takes: Choice, Choices: []string{"utf-8", "windows-1252"}, Default: "found", Doc: "Of a text file: how its letters are written."},
		choice("decimal", "The decimal mark.", ".", ","),
		key("skip", Whole, "0", "Lines before the one that names the columns."),
	}}
}

// ComputedInput is [input.NAME] with a formula.
func ComputedInput() *Table {
	return &Table{Name: "input computed", Doc: "A signal computed of others.", Keys: []Key{
		key("sum", Terms, "", "Inputs and quantities, added."),
		key("difference", Terms, "", "The first less all others."),
		key("product", Terms, "", "Inputs and quantities, multiplied."),
		key("expression", Text, "", `A formula, such as "max(input.sun - '100 W', '0 W')".`),
		key("unit", Text, "", "What it must measure."),
	}}
}

// period is an entry of periods.
func period(name string) *Table {
	return &Table{Name: name, Doc: "A stretch of the week.", Keys: []Key{
		key("days", Text, "", `Such as "mon-fri", "sat,sun", "daily", "weekdays", "weekend".`),
		key("from", Text, "", `When it begins on each day, such as "08:00".`),
		key("to", Text, "", `When it ends, such as "18:00"; on the next day if that is not later.`),
		key("months", Text, "", `In which months only, such as "oct-apr".`),
	}}
}

func signals() []*Table {
	week := period("a period")
	week.Keys = append(week.Keys, must(key("value", Quantity, "", "The value in it.")))
	mean := key("mean", Quantity, "0", "The level that it swings about.")
	return []*Table{
		{Name: "input constant", Doc: "A signal that never changes.", Keys: []Key{
			must(key("value", Quantity, "", `Its value, such as "9 degC".`)),
		}},
		{Name: "input sine", Doc: "A sine.", Keys: []Key{
			mean,
			must(key("amplitude", Quantity, "", "Height above the mean; K where the mean is a temperature.")),
			must(key("period", Duration, "", `Such as "1 d".`)),
			key("phase", Quantity, "0", "mean + amplitude sin(2 pi t / period + phase)."),
			key("peak_at", Moment, "", `Instead of phase: when it peaks, such as "15:00".`),
		}},
		{Name: "input square", Doc: "A square wave.", Keys: []Key{
			key("high", Quantity, "", "The value from each rise on."),
			key("low", Quantity, "0", "The value else."),
			key("mean", Quantity, "0", "Instead of low and high: the level that it swings about."),
			key("amplitude", Quantity, "", "Instead of low and high: height above the mean."),
			must(key("period", Duration, "", "From rise to rise.")),
			key("duty", Number, "0.5", "The share of the period for which it is high."),
			key("rises_at", Moment, "", "When it rises, and every period before and after that."),
			key("phase", Quantity, "0", "Instead of rises_at."),
		}},
		{Name: "input step", Doc: "A step.", Keys: []Key{
			must(key("at", Moment, "", "When it steps.")),
			key("before", Quantity, "0", "The value until then."),
			must(key("after", Quantity, "", "The value from then on.")),
		}},
		{Name: "input ramp", Doc: "A straight line from one level to another.", Keys: []Key{
			must(key("begins", Moment, "", "When it begins to rise or fall.")),
			must(key("ends", Moment, "", "When it has arrived.")),
			key("from", Quantity, "0", "The value until it begins."),
			must(key("to", Quantity, "", "The value from its end on.")),
		}},
		{Name: "input pulse", Doc: "A pulse, once or again and again.", Keys: []Key{
			must(key("at", Moment, "", "When the pulse begins.")),
			must(key("for", Duration, "", "How long it lasts.")),
			key("every", Duration, "once", "Again and again after at."),
			must(key("value", Quantity, "", "During a pulse.")),
			key("otherwise", Quantity, "0", "Else."),
		}},
		{Name: "input weekly", Doc: "A schedule by the week.", Keys: []Key{
			must(with("periods", List, week, "Stretches of the week; of those that overlap the one listed last wins.")),
			key("otherwise", Quantity, "0", "Outside all periods; required for temperatures."),
			key("holidays", Texts, "", `Dates such as "2026-12-25", or "2026-12-24..2027-01-01".`),
			key("holiday", Text, `"sun"`, "Which day of the week holidays are like."),
			key("scale", Number, "1", "The values are multiplied with it."),
			key("offset", Quantity, "0", "Is added to the values, after scale; K for temperatures."),
		}},
		{Name: "input events", Doc: "A value for a while, at listed or at random times.", Keys: []Key{
			key("at", MomentList, "", "When a burst begins."),
			key("rate", Quantity, "", `At random times instead, so many on average: "3 1/d".`),
			must(key("for", Duration, "", "How long each burst lasts.")),
			must(key("value", Quantity, "", "During a burst.")),
			key("otherwise", Quantity, "0", "Else."),
			choice("overlap", "Bursts that overlap are one, or add.", "merge", "add"),
			with("during", BelowOrList, period("during"), "Random bursts begin only then."),
		}},
		{Name: "input noise", Doc: "Noise that remembers for a while (an Ornstein-Uhlenbeck process).", Keys: []Key{
			mean,
			must(key("sd", Quantity, "", "Standard deviation; K where the mean is a temperature.")),
			must(key("timescale", Duration, "", "How long it remembers.")),
			key("every", Duration, "timescale / 10", "It is held between the points of this grid."),
		}},
	}
}
