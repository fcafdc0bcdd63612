package scenarios

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/scenarios/diagnose"
)

var update = flag.Bool("update", false, "write what is expected anew")

// TestGolden reads testdata/<case>/scenario.toml with the options of
// options.txt, one a line, and compares what the user sees with expected.txt:
// the diagnostics and, where there is no error, the plan.
func TestGolden(t *testing.T) {
	cases, err := filepath.Glob("testdata/*/scenario.toml")
	require.NoError(t, err)
	require.NotEmpty(t, cases)
	for _, c := range cases {
		folder := filepath.Dir(c)
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Chdir(folder)
			plan, list, text := Load("scenario.toml", options(t))
			var b strings.Builder
			require.NoError(t, diagnose.Render(&b, diagnose.Full, list, text, false))
			if plan != nil {
				if len(list) > 0 {
					b.WriteString("\n")
				}
				describe(t, &b, plan)
			}
			if *update {
				require.NoError(t, os.WriteFile("expected.txt", []byte(b.String()), 0o644))
			}
			want, err := os.ReadFile("expected.txt")
			require.NoError(t, err)
			assert.Equal(t, string(want), b.String())
		})
	}
}

func options(t *testing.T) Options {
	o := Options{Draws: -1}
	content, err := os.ReadFile("options.txt")
	if os.IsNotExist(err) {
		return o
	}
	require.NoError(t, err)
	for _, line := range strings.Split(strings.TrimSpace(string(content)), "\n") {
		name, value, _ := strings.Cut(line, " ")
		switch name {
		case "--set":
			o.Set = append(o.Set, value)
		case "--variant":
			o.Variants = append(o.Variants, value)
		case "--draws":
			o.Draws, err = strconv.Atoi(value)
		case "--seed":
			var seed int64
			seed, err = strconv.ParseInt(value, 10, 64)
			o.Seed = &seed
		default:
			t.Fatalf("option %q", line)
		}
		require.NoError(t, err)
	}
	return o
}

// describe writes a plan as text.
func describe(t *testing.T, b *strings.Builder, p *Plan) {
	s, i := p.Schema(), p.Info()
	fmt.Fprintf(b, "%s: %d runs = %d variants x %d points x %d draws, seed %d, %d samples\n", p.Name, p.Runs(), len(s.Variants), i.Sweeps, i.Draws, i.Seed, p.Samples())
	for n, v := range s.Variants {
		fmt.Fprintf(b, "variant %s: %s\n", v, i.Descriptions[n])
	}
	for n, point := range i.SweepPoints {
		if len(point) > 0 {
			fmt.Fprintf(b, "point %d: %v\n", n, point)
		}
	}
	columns := func(what string, list []engine.Column) {
		for _, c := range list {
			mean := ""
			if c.Mean {
				mean = ", mean"
			}
			fmt.Fprintf(b, "%s %s [%s%s] %s: %s\n", what, c.Name, c.Unit, mean, c.Path, c.Description)
		}
	}
	columns("parameter", s.Parameters)
	columns("indicator", s.Indicators)
	for _, table := range s.Tables {
		columns("series "+table.Kind, table.Columns)
	}
	fmt.Fprintf(b, "twins %v\nsignals %v\nunits %v\n", s.Twins, s.Signals, s.Units)
	fmt.Fprintf(b, "layout %v\n", p.Layout(0, 0).Rows)
	for _, r := range p.Remarks() {
		fmt.Fprintf(b, "remark %s\n", r)
	}
	w := p.Source().Worker()
	for _, n := range []int64{0, p.Runs() - 1} {
		id, _, err := w.Identify(n)
		require.NoError(t, err)
		var o engine.Outcome
		w.Execute(n, nil, nil, &o)
		fmt.Fprintf(b, "run %+v: %v, parameters %.6g, indicators %.6g\n", id, o.Err, o.Parameters, o.Indicators)
	}
}
