package compare

import (
	"bytes"
	"encoding/json"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"
)

var update = flag.Bool("update", false, "write the golden files anew")

// samples are two samples; answers is what is to be said of them.
type (
	samples struct{ X, Y []float64 }
	answers struct {
		Mean, SD, Low, High, P                         float64
		WelchLow, WelchHigh, WelchP                    float64
		Rho, RhoP, RhoLow, RhoHigh                     float64
		WilsonLow, WilsonHigh, Q05, Q25, Q50, Q75, Q95 float64
		Holm                                           []float64
	}
	golden struct {
		Samples samples
		Answers answers
	}
)

const (
	goldenFile = "testdata/scipy_statistics.json"
	script     = "testdata/scipy_statistics.py"
)

// inventSamples makes samples that go together, with ties and a long tail.
func inventSamples() (list []samples) {
	source := rand.New(rand.NewPCG(1, 2))
	normal := distuv.Normal{Mu: 20, Sigma: 3, Src: source}
	skewed := distuv.LogNormal{Mu: 1, Sigma: 0.8, Src: source}
	for _, n := range []int{6, 7, 8, 13, 50, 200} {
		var s samples
		for i := range n {
			x := normal.Rand()
			s.X, s.Y = append(s.X, x), append(s.Y, x*0.3+skewed.Rand())
			if i%7 == 3 {
				s.X[i], s.Y[i] = math.Round(s.X[i]), math.Round(s.Y[i])+0.25
			}
		}
		list = append(list, s)
	}
	return list
}

// scipy returns an interpreter that has scipy. Without one the test is skipped, but
// not where CI is set.
func scipy(t *testing.T) string {
	interpreter, err := filepath.Abs("../../.venv/bin/python")
	require.NoError(t, err)
	out, err := exec.Command(interpreter, "-c", "import scipy").CombinedOutput()
	if err == nil {
		return interpreter
	}
	const what = "NOT TESTED: that scipy says the same today. Run: python3 -m venv .venv && .venv/bin/pip install -r requirements.txt"
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s (%v) %s", what, err, out)
	}
	t.Skip(what)
	return ""
}

// ask has scipy answer.
func ask(t *testing.T, list []samples) (found []answers) {
	text, err := json.Marshal(list)
	require.NoError(t, err)
	cmd := exec.Command(scipy(t), script)
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	cmd.Stdin = bytes.NewReader(text)
	said, err := cmd.Output()
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(said, &found))
	require.Len(t, found, len(list))
	return found
}

func readGolden(t *testing.T) (list []golden) {
	text, err := os.ReadFile(goldenFile)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &list))
	require.Len(t, list, 6)
	return list
}

// The golden file is what scipy says.
func TestScipyStillSaysSo(t *testing.T) {
	if *update {
		var list []golden
		invented := inventSamples()
		for k, a := range ask(t, invented) {
			list = append(list, golden{invented[k], a})
		}
		text, err := json.MarshalIndent(list, "", " ")
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(goldenFile, append(text, '\n'), 0o644))
	}
	kept := readGolden(t)
	var list []samples
	for _, g := range kept {
		list = append(list, g.Samples)
	}
	for k, a := range ask(t, list) {
		is, was := a.list(), kept[k].Answers.list()
		for i := range is {
			assert.InDelta(t, was[i], is[i], 1e-12*max(1, math.Abs(was[i])), "%d values, number %d", len(list[k].X), i)
		}
	}
}

func (a *answers) list() []float64 {
	return append([]float64{a.Mean, a.SD, a.Low, a.High, a.P, a.WelchLow, a.WelchHigh, a.WelchP, a.Rho, a.RhoP, a.RhoLow, a.RhoHigh,
		a.WilsonLow, a.WilsonHigh, a.Q05, a.Q25, a.Q50, a.Q75, a.Q95}, a.Holm...)
}

// This package says of the same numbers what scipy does.
func TestStatisticsEqualScipys(t *testing.T) {
	for _, g := range readGolden(t) {
		x, y, want := g.Samples.X, g.Samples.Y, g.Answers
		d := compared(x, y)
		var u Difference
		u.welch(independent(x), independent(y), 0.95, true)
		r := driver(x, y, 0.95)
		s := spreadOf(independent(x), 0.95)
		got := answers{Mean: d.Mean, SD: d.SD, Low: d.Low, High: d.High, P: d.P,
			WelchLow: u.Low, WelchHigh: u.High, WelchP: u.P,
			Rho: r.Rho, RhoP: r.P, RhoLow: r.Low, RhoHigh: r.High,
			WilsonLow: d.BetterLow, WilsonHigh: d.BetterHigh, Q05: s.Q05, Q25: s.Q25, Q50: s.Median, Q75: s.Q75, Q95: s.Q95,
			Holm: holm([]float64{want.P, want.WelchP, want.RhoP, 0.04, 0.3})}
		is, was := got.list(), want.list()
		require.Len(t, is, len(was))
		for i := range is {
			// Relative to itself: a probability of 1e-30 has to be right, too. The
			// interval's ends are relative to the mean, of which they may be little.
			size := math.Abs(was[i])
			if i < 9 && i != 4 && i != 7 {
				size = max(size, math.Abs(want.Mean))
			}
			assert.InDelta(t, was[i], is[i], 1e-12*size, "%d values, number %d", len(x), i)
		}
	}
}
