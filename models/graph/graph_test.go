package graph_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models"
	"whatif/models/graph"
	"whatif/models/twin"
	"whatif/physics/unit"
)

var update = flag.Bool("update", false, "write what is expected anew")

func ref(paths ...string) twin.Setting { return twin.Setting{Refs: paths, IsRef: true} }

// street is rooms in a row, tied to each other, with a pump and a thermostat.
func street(rooms int) *models.Study {
	s := &models.Study{Span: 3600e9, Inputs: []models.Input{
		{Name: "sun", Unit: unit.Must("W"), Constant: &models.Constant{Value: 300}},
		{Name: "outdoor", Unit: unit.Must("K"), Sine: &models.Sine{Mean: 273, Amplitude: 5, Period: 86400}},
	}}
	number := func(x float64) twin.Setting { return twin.Setting{Number: x} }
	for i := range rooms {
		s.Twins = append(s.Twins, twin.Twin{Name: fmt.Sprintf("room-%d", i), Kind: "thermal.room", Settings: map[string]twin.Setting{
			"capacity": number(2e6), "heat_loss": number(60), "outdoor": ref("input.outdoor"), "gains": ref("input.sun"), "start": number(293)}})
		if i > 0 {
			s.Twins = append(s.Twins, twin.Twin{Name: fmt.Sprintf("wall-%d", i), Kind: "thermal.conductance", Settings: map[string]twin.Setting{
				"between":     {Refs: []string{fmt.Sprintf("twin.room-%d", i-1), fmt.Sprintf("twin.room-%d.temperature", i)}},
				"conductance": number(40)}})
		}
	}
	s.Twins = append(s.Twins,
		twin.Twin{Name: "pump", Kind: "thermal.heat_pump", Settings: map[string]twin.Setting{
			"heating_capacity": number(6e3), "cop": number(3), "serves": {Refs: []string{"twin.room-0"}}}},
		twin.Twin{Name: "end", Kind: "control.thermostat", Settings: map[string]twin.Setting{
			"senses": {Refs: []string{"twin.room-0.temperature"}}, "drives": {Refs: []string{"twin.pump.demand"}}, "setpoint": number(293), "band": number(1)}})
	return s
}

func draw(t *testing.T, s *models.Study) *graph.Graph {
	m, problems := models.Build(s)
	require.Empty(t, problems)
	return graph.Of("street", s, m.Engine.Islands())
}

// mermaid is the syntax of what is written, line by line: stricter than
// Mermaid's own.
var mermaid = regexp.MustCompile(`^(flowchart LR|  subgraph island\d+\["island \d+"\]|  end|` +
	` {2,4}n\d+(\["[^"<>&]*<br/>[^"<>&]*"\]|\(\["[^"<>&]*<br/>[^"<>&]*"\]\))|  n\d+ (-->|---)\|"[^"<>&|]*"\| n\d+)$`)

var dot = regexp.MustCompile(`^(digraph "[^"]*" \{|  rankdir=LR;|  node \[shape=box\];|  subgraph "cluster_\d+" \{|    label="island \d+";|  \}|\}|` +
	` {2,4}"[^"]*" \[label="[^"]*"(, shape=ellipse)?\];|  "[^"]*" -> "[^"]*" \[label="[^"]*"(, dir=none)?\];)$`)

func TestGolden(t *testing.T) {
	g := draw(t, street(3))
	only, err := g.Only("room-2")
	require.NoError(t, err)
	for name, text := range map[string]string{"street.mmd": g.Mermaid(), "street.dot": g.DOT(), "only.mmd": only.Mermaid()} {
		file := filepath.Join("testdata", name)
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), text, name)
		syntax := mermaid
		if strings.HasSuffix(name, ".dot") {
			syntax = dot
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
			assert.Regexp(t, syntax, line)
		}
	}
}

// TestGraphviz has the real program read what is written.
func TestGraphviz(t *testing.T) {
	program, err := exec.LookPath("dot")
	if err != nil {
		t.Skip("Graphviz is not installed")
	}
	cmd := exec.Command(program, "-Tsvg")
	cmd.Stdin = strings.NewReader(draw(t, street(3)).DOT())
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	assert.Contains(t, string(out), "<svg")
}

// TestLarge draws a thousand twins, and a part of them.
func TestLarge(t *testing.T) {
	s := street(500)
	g := graph.Of("street", s, nil)
	assert.Len(t, g.Nodes, 500+499+2+2)
	part, err := g.Only("room-17")
	require.NoError(t, err)
	assert.Len(t, part.Nodes, 5, "the room, its two walls, the sun and outdoors")
	part, err = g.Only("input.s*")
	require.NoError(t, err)
	assert.Len(t, part.Nodes, 501)
	_, err = g.Only("nobody")
	assert.EqualError(t, err, `"nobody" matches no twin and no input`)
	_, err = g.Only("[")
	assert.ErrorContains(t, err, "is no pattern")
	_, ok := g.Write("svg")
	assert.False(t, ok)
}

// TestEscapes draws names that no scenario could have.
func TestEscapes(t *testing.T) {
	g := &graph.Graph{Name: `a"b`, Nodes: []graph.Node{{ID: `twin.x"<y>\\`, Name: `x"<y>\\`, Kind: "a&b#c|d"}}}
	for line := range strings.SplitSeq(strings.TrimSuffix(g.Mermaid(), "\n"), "\n") {
		assert.Regexp(t, mermaid, line)
	}
	assert.Contains(t, g.DOT(), `"twin.x\"<y>`)
}
