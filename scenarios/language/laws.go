package language

// Output is an output of a law of one's own, [twin.NAME] output.NAME, where it is a table.
func Output() *Table {
	return &Table{Name: "output", Doc: "What a law of one's own computes.", Keys: []Key{
		must(key("formula", Text, "", `How it is computed, such as "valve * outlet * sqrt(2 * '9.81 m/s2' * level)".`)),
		key("unit", Text, "what the formula gives", "What it must measure."),
		key("doc", Text, "the formula", "What it is, for the tables."),
	}}
}

// Guard is an event of a law of one's own, [twin.NAME.guard.NAME].
func Guard() *Table {
	return &Table{Name: "guard", Doc: "An event of a law of one's own.", Keys: []Key{
		must(key("when", Text, "", `A comparison, such as "level > '2 m'": it happens when this becomes true.`)),
		key("set", Settings, "", `What states and modes become, such as { level = "2 m", full = true }.`),
	}}
}

// lawTable is what stands below a key of a law of one's own, by names.
func (s *schema) lawTable(key string) object {
	entry := object{"type": []string{"string", "number", "boolean"}}
	switch key {
	case "der":
		entry = quantity()
	case "output":
		entry = object{"anyOf": []any{quantity(), s.table(Output())}}
	case "guard":
		entry = s.table(Guard())
	}
	return object{"type": "object", "additionalProperties": entry}
}
