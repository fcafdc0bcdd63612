package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/scenarios/language"
	"whatif/scenarios/starter"
)

// TestInit writes each template, and does with it what the command says next.
func TestInit(t *testing.T) {
	s := newShell(t)
	for _, template := range starter.Templates() {
		require.Equal(t, exitDone, s.run("init", template.Name, "--template", template.Name), s.err.String())
		scenario := filepath.Join(template.Name, "scenario.toml")
		require.Contains(t, s.out.String(), "whatif run "+scenario)
		text, err := os.ReadFile(scenario)
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(string(text), "#:schema ./"+language.SchemaFile+"\n"))
		require.FileExists(t, filepath.Join(template.Name, language.SchemaFile))
		for _, next := range regexp.MustCompile(`(?m)^  whatif (.*?)  `).FindAllStringSubmatch(s.out.String(), -1) {
			args := strings.Fields(next[1])
			if args[0] == "run" {
				args = append(args, "-o", template.Name+"/results", "--draws", "2")
			}
			require.Equal(t, exitDone, s.run(args...), "%s: %s", next[1], s.err.String())
		}
		require.Equal(t, exitDone, s.run("validate", scenario, "--format", "json"))
		require.Equal(t, "[]\n", s.out.String())

		require.NoError(t, os.Remove(scenario))
		require.Equal(t, exitWrong, s.run("init", template.Name), "the weather is there already")
		require.Contains(t, s.err.String(), "is there already")
		require.NoFileExists(t, scenario, "all or nothing")
	}
}

func TestSchema(t *testing.T) {
	s := newShell(t)
	require.Equal(t, exitDone, s.run("schema"))
	require.True(t, json.Valid(s.out.Bytes()))
	printed := s.out.String()
	require.Equal(t, exitDone, s.run("schema", "-o", "x.json"))
	written, err := os.ReadFile("x.json")
	require.NoError(t, err)
	require.Equal(t, printed, string(written))
	require.Empty(t, s.out.String())
}

func TestDryRun(t *testing.T) {
	s := newShell(t)
	require.Equal(t, exitDone, s.run("run", "office.toml", "--dry-run"), s.err.String())
	out := s.out.String()
	for _, want := range []string{"base, warmer", "twin.room.heat_loss", "island of room", "modal", "outdoor: sine [degC]", "series_thermal_room", "an estimate from"} {
		assert.Contains(t, out, want)
	}
	for line := range strings.SplitSeq(out, "\n") {
		assert.LessOrEqual(t, len([]rune(line)), 80, line)
	}
	require.Equal(t, exitDone, s.run("run", "office.toml", "--dry-run", "--json"), s.err.String())
	var r planRecord
	require.NoError(t, json.Unmarshal(s.out.Bytes(), &r))
	assert.Equal(t, int64(10), r.Runs)
	require.Len(t, r.Structures, 1)
	assert.Equal(t, []string{"room"}, r.Structures[0].Islands[0].Twins)
	assert.Equal(t, 1, r.Structures[0].Islands[0].States)
	assert.Positive(t, r.EstimatedFrom)
	for _, table := range r.Tables {
		assert.Positive(t, table.Rows, table.Name)
	}
	require.NoDirExists(t, "results")
}

func TestGraph(t *testing.T) {
	s := newShell(t)
	require.Equal(t, exitDone, s.run("graph", "office.toml"), s.err.String())
	assert.True(t, strings.HasPrefix(s.out.String(), "flowchart LR\n"))
	assert.Contains(t, s.out.String(), `|"drives demand"|`)
	require.Equal(t, exitDone, s.run("graph", "office.toml", "--format", "dot", "--variant", "warmer", "--only", "room"), s.err.String())
	assert.Contains(t, s.out.String(), `"input.outdoor" -> "twin.room" [label="outdoor"];`)
	assert.Empty(t, s.err.String())
}

func TestCompletion(t *testing.T) {
	s := newShell(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"models", ""}, "thermal.room\t"},
		{[]string{"explain", ""}, "no-unit\t"},
		{[]string{"run", "office.toml", "--variant", ""}, "warmer\n"},
		{[]string{"run", "office.toml", "--set", "twin.heater."}, "twin.heater.power=\n"},
		{[]string{"run", "office.toml", "--set", "event.outage.f"}, "event.outage.for=\n"},
		{[]string{"run", "absent.toml", "--set", ""}, ":6\n"},
		{[]string{"run", ""}, "toml\n:8\n"},
		{[]string{"run", "office.toml", ""}, ":4\n"},
		{[]string{"validate", "--format", ""}, "github\n"},
		{[]string{"graph", "office.toml", "--format", ""}, "dot\n"},
		{[]string{"init", "--template", ""}, "home\n"},
	} {
		require.Equal(t, exitDone, s.run(append([]string{"__complete"}, c.args...)...), s.err.String())
		assert.Contains(t, s.out.String(), c.want, "%v", c.args)
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		require.Equal(t, exitDone, s.run("completion", shell))
		assert.Contains(t, s.out.String(), "whatif")
	}
}

// TestCaret points at what is wrong on the command line.
func TestCaret(t *testing.T) {
	s := newShell(t)
	for line, want := range map[string]string{
		"run office.toml -j 0":               "                       ^^^^\n",
		"run office.toml --jobs=0 -q":        "                       ^^^^^^^^\n",
		"run office.toml --compression brot": "                       ^^^^^^^^^^^^^^^^^^\n",
		"rum office.toml":                    "       ^^^\n",
		"models thermal.rom":                 "              ^^^^^^^^^^^\n",
	} {
		require.Equal(t, exitWrong, s.run(strings.Fields(line)...))
		assert.Contains(t, s.err.String(), "1 | whatif "+line+"\n  | "+want, line)
	}
	require.Equal(t, exitWrong, s.run("run", "office.toml", "--set", "twin.control.setpoint=21 degX"))
	assert.Contains(t, s.err.String(), " --> --set:1:26\n")
	assert.Contains(t, s.err.String(), "1 | twin.control.setpoint=21 degX\n  |                          ^^^^\n")
	require.Equal(t, exitWrong, s.run("run", "office.toml", "--frob", "--format=json"))
	require.True(t, json.Valid(s.err.Bytes()), s.err.String())
}

// TestHelp looks at the help of every command: examples, and no mess at 80
// columns.
func TestHelp(t *testing.T) {
	s := newShell(t)
	for _, cmd := range newRoot(&console{out: &s.out, err: &s.err}).Commands() {
		require.Equal(t, exitDone, s.run(cmd.Name(), "--help"))
		if cmd.Name() != "completion" && cmd.Name() != "help" && cmd.Name() != "version" {
			assert.Contains(t, s.out.String(), "Examples:", cmd.Name())
		}
		for line := range strings.SplitSeq(s.out.String(), "\n") {
			assert.LessOrEqual(t, len([]rune(line)), 80, "%s: %s", cmd.Name(), line)
		}
	}
}
