package diagnose

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the snapshots anew")

func sample() (List, func(string) []string) {
	lines := []string{
		`[twin.north]`,
		"\theat_los\t= \"38 W/K\"",
		`name = "办公室" # wide`,
		`x = "` + strings.Repeat("long ", 60) + `" ; y = 2`,
		"esc = \"\x1b[31m\"",
	}
	at := func(line, column, length int) Position {
		return Position{File: "a.toml", Line: line, Column: column, Length: length}
	}
	return List{
			{Code: "unknown-key", Summary: `a thermal.room has no parameter "heat_los"`, Expected: "capacity, heat_loss", Hint: `did you mean "heat_loss"?`, At: at(2, 2, 8)},
			{Code: "wide", Severity: Warning, Summary: "runes of two columns", At: at(3, 13, 6), Related: []Related{{at(1, 2, 4), "set here"}, {Position{File: "b.csv", Line: 7, Column: 1, Length: 1}, "no text for this file"}}},
			{Code: "long-line", Summary: "a long line", Expected: "first line\nsecond line", At: at(4, 308, 5)},
			{Code: "control", Summary: "no \x1b[2J escape", At: at(5, 8, 5)},
			{Code: "whole-file", Summary: "the file, as a whole", Hint: "50 % of it, or: more", At: Position{File: "a.toml"}},
			{Code: "beyond", Summary: "a place beyond the text", At: at(9, 1, 1)},
			{Code: "tab", Summary: "under a tab", At: at(2, 11, 1)},
		}, func(file string) []string {
			if file == "a.toml" {
				return lines
			}
			return nil
		}
}

func TestRenderSnapshots(t *testing.T) {
	list, text := sample()
	for _, c := range []struct {
		name   string
		format Format
		color  bool
	}{{"full", Full, false}, {"color", Full, true}, {"concise", Concise, false}, {"json", JSON, false}, {"github", GitHub, false}} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			require.NoError(t, Render(&b, c.format, list, text, c.color))
			path := filepath.Join("testdata", c.name+".txt")
			if *update {
				require.NoError(t, os.MkdirAll("testdata", 0o755))
				require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, string(want), b.String())
		})
	}
}

func TestJSONOfNothingIsAnArray(t *testing.T) {
	var b strings.Builder
	require.NoError(t, Render(&b, JSON, nil, nil, false))
	var out []any
	require.NoError(t, json.Unmarshal([]byte(b.String()), &out))
	assert.Equal(t, "[]\n", b.String())
}

func TestParseFormat(t *testing.T) {
	for _, f := range []Format{Full, Concise, JSON, GitHub} {
		got, err := ParseFormat(f.String())
		require.NoError(t, err)
		assert.Equal(t, f, got)
	}
	_, err := ParseFormat("consise")
	assert.EqualError(t, err, `unknown format "consise": expected full, concise, json or github; did you mean "concise"?`)
}

func TestNearest(t *testing.T) {
	known := []string{"capacity", "heat_loss", "outdoor", "gains", "start", "temperature"}
	for name, want := range map[string]string{
		"heat_los": "heat_loss", "Capacity": "capacity", "capactiy": "capacity", "strat": "start",
		"temp": "temperature", "xyz": "", "": "", "o": "", "gain": "gains",
	} {
		assert.Equal(t, want, Nearest(name, known), name)
	}
}

func TestSortDropsRepeats(t *testing.T) {
	a := Diagnostic{Code: "b", Summary: "x", At: Position{File: "f", Line: 2, Column: 1}}
	b := Diagnostic{Code: "a", Severity: Warning, Summary: "x", At: Position{File: "f", Line: 1, Column: 9}}
	l := List{a, b, a}
	l.Sort()
	assert.Equal(t, List{b, a}, l)
	assert.Equal(t, 1, l.Errors())
}

// Sorting puts equal mistakes side by side even where only what they relate to
// tells them from others, and a count of more of them last.
func TestSortByRelatedPlaces(t *testing.T) {
	at := Position{File: "a.toml", Line: 3, Column: 1, Length: 4}
	bad := func(line int) Diagnostic {
		return Diagnostic{Code: "telemetry", Summary: "not a number", At: at, Related: []Related{{Position{File: "b.csv", Line: line, Column: 1, Length: 1}, "here"}}}
	}
	more := Diagnostic{Code: "telemetry", Summary: "21 more", At: at}
	list := List{more, bad(4), bad(2), more, bad(4), bad(2)}
	list.Sort()
	assert.Equal(t, List{bad(2), bad(4), more}, list)
}

// What has no related place stands in its order, not in that of the alphabet.
func TestSortByOrder(t *testing.T) {
	at := Position{File: "a.toml", Line: 3, Column: 1}
	list := List{{At: at, Summary: "3 more", Order: 1 << 40}, {At: at, Summary: "row 12", Order: 12}, {At: at, Summary: "row 6", Order: 6}}
	list.Sort()
	assert.Equal(t, []string{"row 6", "row 12", "3 more"}, []string{list[0].Summary, list[1].Summary, list[2].Summary})
}
