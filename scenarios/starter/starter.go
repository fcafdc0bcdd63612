// Package starter holds scenarios to begin with, each with the weather that it
// needs, made up by formulas.
package starter

import (
	"embed"
	"fmt"
	"io/fs"

	"whatif/models"
	"whatif/scenarios/language"
)

//go:embed templates
var templates embed.FS

// Names of the files of a starter.
const (
	Scenario = "scenario.toml"
	Weather  = "weather.csv"
)

// Template is a starter.
type Template struct{ Name, Doc string }

// Templates lists the starters; the first is the default.
func Templates() []Template {
	return []Template{
		{"office", "an office with a heat pump: variants, draws, an outage, an alert"},
		{"home", "a house with a heat pump that follows the weather: variants, a sweep"},
		{"minimal", "a room, a heater and a thermostat"},
	}
}

// File is a file of a starter.
type File struct {
	Name    string
	Content []byte
}

// Files are the files of a starter: the scenario, its weather and the schema.
// The error says that there is no such template.
func Files(template string) ([]File, error) {
	text, err := fs.ReadFile(templates, "templates/"+template+"/"+Scenario)
	if err != nil {
		return nil, fmt.Errorf("there is no template %q", template)
	}
	schema, err := language.Schema(models.Kinds())
	if err != nil {
		return nil, err
	}
	return []File{{Scenario, text}, {Weather, winter()}, {language.SchemaFile, schema}}, nil
}
