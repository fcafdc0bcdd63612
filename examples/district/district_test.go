// Package district runs the district example as a test, with the first sixty homes.
package district

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models"
	"whatif/scenarios"
)

const homes, draws = 60, 2

func load(t *testing.T, set ...string) *scenarios.Plan {
	text, err := os.ReadFile("homes.csv")
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "homes.csv")
	lines := strings.SplitAfter(string(text), "\n")[:1+homes]
	require.NoError(t, os.WriteFile(path, []byte(strings.Join(lines, "")), 0o644))
	set = append(set, "fleet.homes.file="+path)
	plan, list, _ := scenarios.Load("scenario.toml", scenarios.Options{Draws: draws, Set: set})
	require.NotNil(t, plan, "%v", list)
	require.Empty(t, list)
	return plan
}

// The feeder does what its story says, in every draw: without the households, whose
// share is that of a thousand homes.
func TestStory(t *testing.T) {
	plan := load(t, "input.households.scale=0.06")
	schema := plan.Schema()
	require.Equal(t, []string{"constant", "together", "in_turns", "shallow", "steps", "capped"}, schema.Variants)
	worker := plan.Source().Worker()
	for draw := range int64(draws) {
		value := map[string]float64{}
		for v, variant := range schema.Variants {
			var o engine.Outcome
			worker.Execute(int64(v)*draws+draw, nil, nil, &o)
			require.NoError(t, o.Err)
			for i, x := range schema.Indicators {
				value[variant+" "+x.Name] = o.Indicators[i]
			}
		}
		v := func(name string) float64 { return value[name] }
		require.Greater(t, v("together peak"), 1.4*v("constant peak"))
		require.InEpsilon(t, v("together peak"), v("shallow peak"), 1e-9)
		require.Less(t, v("in_turns peak"), 0.92*v("together peak"))
		require.Greater(t, v("in_turns peak"), 1.1*v("constant peak"))
		for _, variant := range schema.Variants[1:] {
			require.Less(t, v(variant+" energy"), v("constant energy"), variant)
			require.Greater(t, v(variant+" energy"), 0.93*v("constant energy"), variant)
		}
		require.Less(t, v("together energy"), v("in_turns energy"))
		require.Less(t, v("in_turns energy"), v("shallow energy"))
		require.Greater(t, v("capped cold"), v("together cold"))
		require.Less(t, v("steps cold"), v("together cold"))
	}
}

// All heaters and the households are the peak of the set-back, in every draw.
func TestEverythingIsOn(t *testing.T) {
	plan := load(t, "input.households.scale=0")
	study, err := plan.Study(1, 0)
	require.NoError(t, err)
	power := 0.0
	for _, tw := range study.Twins {
		if tw.Kind == "thermal.heater" {
			power += tw.Settings["power"].Number
		}
	}
	var o engine.Outcome
	plan.Source().Worker().Execute(draws, nil, nil, &o)
	require.NoError(t, o.Err)
	require.InEpsilon(t, power/1e6, o.Indicators[0], 1e-9)
}

// The energy of every home is accounted for.
func TestEnergyBalance(t *testing.T) {
	plan := load(t, "scenario.warmup=1 h")
	study, err := plan.Study(1, 0)
	require.NoError(t, err)
	short := *study
	short.Span, short.Indicators = 12*3600*engine.Second, nil
	m, problems := models.BuildAudited(&short)
	require.Empty(t, problems)
	run := m.Engine.NewRun()
	balances := m.Audit(run)
	run.Reset(engine.Numbers{Seed: 11}, nil)
	require.NoError(t, run.Advance(short.Span))
	list := balances()
	require.Len(t, list, homes)
	for _, b := range list {
		require.Less(t, b.Error(), 1e-9, b.Path)
	}
}

// homes.csv is what make_homes.py makes.
func TestHomesAreMadeUp(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 to make homes.csv with")
	}
	path := filepath.Join(t.TempDir(), "homes.csv")
	out, err := exec.Command(python, "make_homes.py", path).CombinedOutput()
	require.NoError(t, err, "%s", out)
	made, err := os.ReadFile(path)
	require.NoError(t, err)
	kept, err := os.ReadFile("homes.csv")
	require.NoError(t, err)
	require.Equal(t, string(kept), string(made))
}
