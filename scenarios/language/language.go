// Package language is the scenario language as data: which tables there are,
// the keys of each, what they take, what they are when absent and what they
// mean. Editors complete from it by way of the JSON Schema; a test of the
// decoder holds the two together, so that every key that is read is declared
// here and every key that is declared is read.
//
// The parameters of twins are not here but in the catalogue of their kinds.
package language

// Takes says what may be written for a key.
type Takes int

const (
	Text        Takes = iota // any text
	Name                     // letters, digits, _ and -
	Quantity                 // a text such as "55 W/K", or a bare number where nothing has a unit
	Duration                 // a text such as "2 d 3 h"
	Moment                   // a date and time, a duration after the start, or a time of day
	Number                   // a bare number, or a text such as "50 %"
	Whole                    // a whole number
	Flag                     // true or false
	Choice                   // one of Key.Choices
	Path                     // a reference such as "twin.north.temperature"
	Level                    // a quantity or a reference
	Condition                // a text such as "twin.north.temperature < 18 degC"
	Terms                    // quantities and references, in a list
	Texts                    // a list of texts
	Quantities               // a list of quantities
	Numbers                  // a list of numbers
	TextOrList               // a text, or a list of texts
	MomentList               // moments, in a list
	Settings                 // a table of paths and what they are set to
	Below                    // a table, Key.Table
	List                     // a list of tables, Key.Table
	BelowOrList              // either
	Free                     // a table of texts by names of the planner's own
	Flexible                 // a flag or a duration
)

// Key is a key of a table.
type Key struct {
	Name     string
	Takes    Takes
	Choices  []string
	Default  string // as one would write it; "" for none
	Required bool
	Doc      string
	Table    *Table // of Below, List and BelowOrList
}

// Table is a table of the language.
type Table struct {
	Name string // the section, or what tells it from others: "input sine"
	Doc  string
	Keys []Key
}

// Key returns the key of that name, or nil.
func (t *Table) Key(name string) *Key {
	for i := range t.Keys {
		if t.Keys[i].Name == name {
			return &t.Keys[i]
		}
	}
	return nil
}

// must marks keys that have to be given.
func must(k Key) Key {
	k.Required = true
	return k
}

// key is one that may be absent.
func key(name string, takes Takes, standard, doc string) Key {
	return Key{Name: name, Takes: takes, Default: standard, Doc: doc}
}

// choice is a key that takes one of several words; the first is the default.
func choice(name, doc string, words ...string) Key {
	return Key{Name: name, Takes: Choice, Choices: words, Default: `"` + words[0] + `"`, Doc: doc}
}

// with is a key that takes a table.
func with(name string, takes Takes, t *Table, doc string) Key {
	return Key{Name: name, Takes: takes, Table: t, Doc: doc}
}

// Tables lists all tables of the language, each once.
func Tables() []*Table {
	var all []*Table
	seen := map[string]bool{}
	var add func(t *Table)
	add = func(t *Table) {
		if seen[t.Name] {
			return
		}
		seen[t.Name] = true
		all = append(all, t)
		for _, k := range t.Keys {
			if k.Table != nil {
				add(k.Table)
			}
		}
	}
	for _, t := range []*Table{Scenario(), Event(), Alert(), Record(), Balance(), Fleet(), Variant(), Sweep(), Steps(), Sample(), Draw(), Indicator(), Output(), Guard()} {
		add(t)
	}
	for _, t := range Inputs() {
		add(t)
	}
	return all
}
