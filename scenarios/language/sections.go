package language

// Scenario is [scenario].
func Scenario() *Table {
	return &Table{Name: "scenario", Doc: "Name, start and length of what is simulated.", Keys: []Key{
		must(key("name", Name, "", "Name of the study, and of the folder of its results.")),
		must(key("span", Duration, "", `How long is simulated, from the start on, such as "7 d".`)),
		key("warmup", Duration, `"0 s"`, "Simulated before the start, not recorded and not counted, so that temperatures settle."),
		key("start", Moment, "", "Date and time of the start. Without it time counts from zero, and tables have no calendar column."),
		key("accuracy", Number, "1e-9", "Of nonlinear physics: the error of a step, beside the size of what is computed; from 1e-12 to 1e-3."),
		key("timezone", Text, `"UTC"`, `Zone of times without offset and of weekly schedules, such as "Europe/Berlin".`),
	}}
}

// Event is [event.NAME].
func Event() *Table {
	return &Table{Name: "event", Doc: "Something that is set for a while, at a time or when something happens.", Keys: []Key{
		key("at", TextOrList, "", "When it begins: a date, or a duration after the start; or a list of these."),
		key("every", Duration, "", `Again and again after at, such as "1 d".`),
		key("from", Text, "", `When it begins on each of its days, such as "08:00".`),
		key("to", Text, "", `When it ends on each of its days, such as "18:00".`),
		key("days", Text, "", `Days on which it happens, such as "mon-fri".`),
		key("until", Moment, "", "When it begins for the last time, at the latest."),
		key("times", Whole, "", "How often it happens at most."),
		key("when", Condition, "", "It begins when this becomes true."),
		key("hold", Duration, "", "How long the condition must have held."),
		key("after", Text, "", "The event after which it begins."),
		key("delay", Duration, "", "How long after that."),
		key("for", Duration, "", `How long it lasts, or "while" its condition holds; for good, if absent.`),
		key("again", Flag, "false", "Of when and for: it goes on for as long again where the condition still holds when its time is over."),
		key("ends_when", Condition, "", "Of when, in place of for: it ends when this holds."),
		key("enabled", Flag, "true", "Whether it may begin at all; a variant may switch it on or off."),
		key("set", Settings, "", `What is set, such as { "twin.pump.available" = false }; * stands for any part of one name.`),
		key("scale", Settings, "", `What is multiplied, such as { "input.price" = 1.5 }.`),
		key("add", Settings, "", `What is added to, such as { "input.outdoor" = "-5 K" }.`),
	}}
}

// Alert is [alert.NAME].
func Alert() *Table {
	return &Table{Name: "alert", Doc: "A condition to watch.", Keys: []Key{
		must(key("when", Condition, "", `What to watch, such as "twin.north.temperature < 18 degC". Another alert may be named in it.`)),
		key("for", Duration, `"0 s"`, "How long the condition must have held."),
		key("enabled", Flag, "true", "Whether it is watched at all; a variant may switch it on or off."),
	}}
}

// Record is [record].
func Record() *Table {
	return &Table{Name: "record", Doc: "Which curves are kept, and how finely.", Keys: []Key{
		key("every", Duration, `"10 min"`, "Step of the samples."),
		key("signals", Texts, `["twin.*.*"]`, `Variables and inputs; * stands for any part of one name, such as "twin.*.temperature".`),
		key("events", Texts, `["alert.*", "event.*", "twin.*"]`, "What goes into the table of events: alerts, events, and the switching of twins."),
		key("residuals", Free, "", `What differs by how much from a record: { "twin.north.temperature" = "input.measured" }.`),
	}}
}

// Balance is [balance].
func Balance() *Table {
	return &Table{Name: "balance", Doc: "Heat balances of zones: where heat comes from and goes to, by month and by hour of the day.", Keys: []Key{
		key("zones", Texts, `["twin.*"]`, "Twins whose heat is balanced; a pattern means those that store heat."),
		key("heating_base", Quantity, `"18 degC"`, "Outdoor temperature below which heating degree-hours count."),
		key("cooling_base", Quantity, `"18 degC"`, "Outdoor temperature above which cooling degree-hours count."),
		key("tolerance", Quantity, `"0.5 K"`, "How far beyond the dead band of its control a zone may be before an hour counts as unmet."),
	}}
}

// Fleet is [fleet.NAME].
func Fleet() *Table {
	return &Table{Name: "fleet", Doc: "Twins made of the rows of a table.", Keys: []Key{
		must(key("file", Text, "", "The table, a .csv file, relative to the scenario's file.")),
		key("name", Text, "the first", "The column that names the rows."),
		key("where", Free, "", `Rows that count, such as { kind = "old" }.`),
		key("twin", Settings, "", `What each row makes: [fleet.NAME.twin."{id}"], in which {column} stands for the cell.`),
	}}
}

// Variant is [variant.NAME], beside the paths that it lays over the file.
func Variant() *Table {
	return &Table{Name: "variant", Doc: "An alternative to compare: paths laid over the file, key by key.", Keys: []Key{
		key("description", Text, "", "Shown with the results."),
	}}
}

// Sweep is [sweep], beside its paths.
func Sweep() *Table {
	return &Table{Name: "sweep", Doc: "Values to try: a path and a list of values each.", Keys: []Key{
		choice("mode", "All combinations, or the first values together, then the second, and so on.", "grid", "zip"),
	}}
}

// Steps is what may stand in place of a list of values in [sweep].
func Steps() *Table {
	return &Table{Name: "steps", Doc: "Values from one to another.", Keys: []Key{
		must(key("from", Level, "", "The first value.")),
		must(key("to", Level, "", "The last value.")),
		must(key("points", Whole, "", "How many values, with the first and the last.")),
		choice("spacing", "Even distances, or even ratios.", "even", "log"),
	}}
}

// Indicator is an entry of [indicator].
func Indicator() *Table {
	return &Table{Name: "indicator", Doc: "One exact number per run: a measure of a signal.", Keys: []Key{
		key("integral", Path, "", "Integral over time: power gives energy."),
		key("mean", Path, "", "Mean over time."),
		key("min", Path, "", "Least value, also between samples."),
		key("max", Path, "", "Greatest value, also between samples."),
		key("final", Path, "", "Value at the end."),
		key("shortfall", Path, "", "How far and how long the signal was below a level."),
		key("excess", Path, "", "How far and how long the signal was above a level."),
		key("rmse", Path, "", "Root mean square error against a record."),
		key("mae", Path, "", "Mean size of the errors against a record."),
		key("bias", Path, "", "Mean error against a record."),
		key("nmbe", Path, "", "Normalized mean bias error against a record."),
		key("cv_rmse", Path, "", "Coefficient of variation of the root mean square error against a record."),
		key("time_while", Condition, "", "How long a condition held."),
		key("count", Condition, "", "How often a condition became true."),
		key("during", Condition, "", "Count only while this holds."),
		key("from", Moment, "", "Count only from here on."),
		key("until", Moment, "", "Count only until here."),
		key("window", Duration, "", "Of min and max: of the mean over a window of this length that slides."),
		key("below", Level, "", "Of shortfall: the level."),
		key("above", Level, "", "Of excess: the level."),
		key("against", Path, "", `Of errors: the record, such as "input.measured".`),
		key("parameters", Whole, "0", "Of nmbe and cv_rmse: how many parameters were fitted to the record."),
		{Name: "over", Takes: Choice, Choices: []string{"sum", "mean", "max", "min", "count"}, Doc: "How the numbers of all that a pattern stands for become one; count is how many are above 0."},
		{Name: "better", Takes: Choice, Choices: []string{"lower", "higher"}, Doc: "Which values one wishes for; reports then say which variant is better."},
		key("unit", Text, "", `Unit to show the number in, such as "kWh".`),
	}}
}
