package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models"
	"whatif/scenarios/language"
)

// tableOf is the name of the table of the language that the decoder means by
// what it calls a table in its messages; "" for the parameters of twins.
func tableOf(what string) string {
	if form := regexp.MustCompile(`^\[input\.[^]]*\], (?:an? )?(.*),$`).FindStringSubmatch(what); form != nil {
		switch form[1] {
		case "computed of others":
			return "input computed"
		case "signal of events":
			return "input events"
		}
		return "input " + form[1]
	}
	if law := regexp.MustCompile(`^(output|guard)\.\w+$`).FindStringSubmatch(what); law != nil {
		return law[1] // of a law of one's own
	}
	switch section := regexp.MustCompile(`^\[?(\w+)`).FindStringSubmatch(what)[1]; {
	case section == "twin" || strings.HasPrefix(what, "[fleet") && strings.Contains(what, ".twin"):
		return ""
	case section == "input":
		return "input file"
	case strings.HasPrefix(what, "the draw of"):
		return "draw"
	case what == "scale" || what == "add":
		return "factor"
	case strings.HasPrefix(what, "["), section == "indicator":
		return section
	}
	return what
}

// scenariosOfDocs writes the scenarios of docs/scenario.md, and the tables
// beside them, to a folder.
func scenariosOfDocs(t *testing.T, folder string) []string {
	content, err := os.ReadFile(filepath.Join("..", "docs", "scenario.md"))
	require.NoError(t, err)
	var files []string
	named := regexp.MustCompile("`([^`/]+\\.\\w+)`")
	for _, b := range blocks(t, string(content)) {
		if b.language == "toml" {
			name := filepath.Join(folder, fmt.Sprintf("line%d.toml", b.line))
			files = append(files, name)
			require.NoError(t, os.WriteFile(name, []byte(b.text), 0o644))
		} else if found := named.FindStringSubmatch(b.before); found != nil {
			require.NoError(t, os.WriteFile(filepath.Join(folder, found[1]), []byte(b.text), 0o644))
		}
	}
	return files
}

// TestLanguage holds the keys that the decoder looks for and those of the
// declared language together, over all scenarios that there are.
func TestLanguage(t *testing.T) {
	files := scenariosOfDocs(t, t.TempDir())
	more, err := filepath.Glob("testdata/*/*.toml")
	require.NoError(t, err)
	rows := map[string]bool{} // parameters of kinds that are lists of tables
	for _, k := range models.Kinds() {
		for _, p := range k.Params {
			rows[p.Name] = rows[p.Name] || p.Columns != nil
		}
	}
	asked := map[string]map[string]bool{}
	for _, file := range append(files, more...) {
		loadAsked(file, Options{Draws: -1}, models.Kinds(), func(what, key string) {
			if table := tableOf(what); table != "" && !rows[what] {
				if asked[table] == nil {
					asked[table] = map[string]bool{}
				}
				asked[table][key] = true
			}
		})
	}
	declared := map[string]bool{}
	for _, table := range language.Tables() {
		declared[table.Name] = true
		for _, k := range table.Keys {
			assert.True(t, asked[table.Name][k.Name] || k.Name == "signal", "the language has a key %s of %s, which the decoder never looks for in any scenario here", k.Name, table.Name)
			assert.NotEmpty(t, k.Doc, "%s of %s", k.Name, table.Name)
		}
		for name := range asked[table.Name] {
			if table.Name == "input file" && (name == "signal" || slices.Contains(derivations(), name)) {
				continue // which tell the forms of an input apart
			}
			assert.NotNil(t, table.Key(name), "the decoder looks for %s of %s, which the language does not have: add it to scenarios/language", name, table.Name)
		}
	}
	for name := range asked {
		assert.True(t, declared[name], "the decoder reads a table %q, which the language does not have: add it to scenarios/language", name)
	}
	top := slices.Sorted(slices.Values(sections()))
	assert.Equal(t, []string{"alert", "balance", "event", "fleet", "indicator", "input", "record", "sample", "scenario", "sweep", "twin", "variant"}, top, "a new section belongs into scenarios/language as well")
}
