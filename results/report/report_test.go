package report

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/results"
)

var update = flag.Bool("update", false, "write the golden files")

// TestGolden holds the page of a tiny study to the letter, style and script left
// out: they are files of their own.
func TestGolden(t *testing.T) {
	page := pageOf(t, winter().write(t), Options{})
	page = regexp.MustCompile(`(?s)<style>.*?</style>`).ReplaceAllString(page, "<style></style>")
	page = regexp.MustCompile(`(?s)<script>.*?</script>`).ReplaceAllString(page, "<script></script>")
	page = regexp.MustCompile(`(?s)<svg.*?</svg>`).ReplaceAllString(page, "<svg></svg>")
	page = regexp.MustCompile(`(?s)(<script type="application/json" class="data">).*?(</script>)`).ReplaceAllString(page, "$1$2")
	golden := filepath.Join("testdata", "winter.html")
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(golden, []byte(page), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), page)
}

// TestAnswer reads what the page says first.
func TestAnswer(t *testing.T) {
	page := pageOf(t, winter().write(t), Options{})
	first := page[strings.Index(page, `<section id="answer"`):strings.Index(page, `<section id="asked"`)]
	says(t, first, "energy (lower is better):", "insulated is best", "That is sure", "higher: coldest &#43;1.0")
	says(t, page, "40 W/K", "measured")
}

// TestSame gives the same bytes twice.
func TestSame(t *testing.T) {
	r := winter().write(t)
	assert.Equal(t, pageOf(t, r, Options{}), pageOf(t, r, Options{}))
}

// Cases in which much of a page has nothing to show, and what it says then.
func TestSensible(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*study)
		says   []string
		not    []string
	}{
		"one variant": {func(s *study) {
			s.schema.Variants = s.schema.Variants[:1]
			s.info.VariantDescriptions, s.info.VariantChanges = nil, nil
			s.sized()
		}, []string{"The indicators"}, []string{"Each beside", "is best"}},
		"one draw": {func(s *study) { s.info.Draws = 1; s.sized() }, []string{"There is one draw of each variant", "One draw: a line is the run itself"}, []string{`id="draws"`}},
		"all failed": {func(s *study) { s.fails = func(engine.RunID) string { return "twin.room: too hot" } },
			[]string{"All runs failed.", "too hot", "nothing to compare"}, nil},
		"some failed": {func(s *study) {
			s.fails = func(id engine.RunID) string {
				if id.Number%5 == 0 {
					return fmt.Sprintf("twin.room: %d.5 K is too hot", id.Number)
				}
				return ""
			}
		}, []string{"3 runs of 12 failed", "0, 5, 10", "--variant base"}, nil},
		"no series":     {func(s *study) { s.schema.Tables = nil }, []string{"records no series"}, nil},
		"no indicators": {func(s *study) { s.schema.Indicators = nil }, []string{"has no [indicator]"}, []string{`id="drivers"`}},
		"unfinished":    {func(s *study) { s.skip = map[int]bool{2: true} }, []string{"This batch is not finished", "--resume", "9 runs of 12"}, []string{`class="plot"><svg id="fan`}},
		"nothing yet": {func(s *study) { s.skip = map[int]bool{0: true, 1: true, 2: true, 3: true} },
			[]string{"There are no runs yet."}, nil},
		"sweep": {func(s *study) { s.swept(3) }, []string{`class="chooser"`, "Sweep points", "control.band = 1 K"}, nil},
		"only a sweep": {func(s *study) {
			s.schema.Variants = s.schema.Variants[:1]
			s.info.VariantDescriptions, s.info.VariantChanges = nil, nil
			s.swept(3)
		}, []string{"Sweep points"}, []string{`class="chooser"`}},
		"no calendar": {func(s *study) { s.info.HasStart, s.info.Timezone = false, "" }, []string{"Over time"},
			[]string{"Period"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := winter()
			c.change(s)
			page := pageOf(t, s.write(t), Options{})
			says(t, page, c.says...)
			saysNot(t, page, c.not...)
			wellFormed(t, page)
		})
	}
}

// TestHostile puts a script wherever a scenario has words.
func TestHostile(t *testing.T) {
	const evil = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'&`
	s := winter()
	s.info.Name, s.info.Scenario, s.info.Overrides = evil, "# "+evil, []string{evil}
	s.info.Files = map[string]string{evil: evil}
	s.info.VariantDescriptions = []string{evil, evil}
	s.info.VariantChanges = [][]results.Change{{{Path: evil, From: evil, To: evil}}, nil}
	s.schema.Variants = []string{evil + "a", evil + "b"}
	s.schema.Indicators[0].Description, s.schema.Indicators[0].Unit = evil, evil
	s.schema.Twins[2] = evil
	s.schema.Tables[0].Columns[0].Description = evil
	s.fails = func(id engine.RunID) string {
		if id.Draw == 5 {
			return evil
		}
		return ""
	}
	page := pageOf(t, s.write(t), Options{Scenario: evil})
	saysNot(t, page, "<script>alert", "<img")
	assert.Equal(t, 1, strings.Count(page, "<script>"))
	wellFormed(t, page)
}

// TestLimits leaves out what is too much, and says so.
func TestLimits(t *testing.T) {
	page := pageOf(t, winter().write(t), Options{Charts: 1})
	says(t, page, "Not drawn, to keep the page short:")
	assert.Equal(t, 1, strings.Count(page, `<figure id="fan`))
}

// TestSize keeps the page of a week at ten minutes small enough to be sent.
func TestSize(t *testing.T) {
	s := winter()
	s.schema.Variants = []string{"base", "a", "b", "c"}
	s.info.VariantDescriptions, s.info.VariantChanges = nil, nil
	s.info.Draws, s.info.RunsPerPart, s.samples = 10, 40, 1009
	s.info.Span = engine.Time(s.samples-1) * s.info.Every
	page := pageOf(t, s.sized().write(t), Options{})
	assert.Less(t, len(page), 1_000_000)
	says(t, page, "the mean of the draws over 1"+thin+"h each")
}

// TestNoSummary makes a page of a batch that ended before its summary.
func TestNoSummary(t *testing.T) {
	r := winter().write(t)
	require.NoError(t, os.Remove(filepath.Join(r.Dir, "summary.arrow")))
	page := pageOf(t, r, Options{})
	says(t, page, "it has no summary", "The answer", "insulated is best")
	wellFormed(t, page)
}

// TestDamaged tells of a table that cannot be read, and makes no page.
func TestDamaged(t *testing.T) {
	r := winter().write(t)
	require.NoError(t, os.WriteFile(filepath.Join(r.Dir, "events", "part-00001.arrow"), []byte("nonsense"), 0o644))
	var b bytes.Buffer
	require.ErrorIs(t, Write(&b, r, Options{}), results.ErrCorrupt)
	assert.Zero(t, b.Len(), "nothing half-written")
}

// TestWriteFails tells of a writer that fails.
func TestWriteFails(t *testing.T) {
	require.ErrorContains(t, Write(broken{}, winter().write(t), Options{}), "disk full")
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, fmt.Errorf("disk full") }

// TestIs knows its own pages.
func TestIs(t *testing.T) {
	page := pageOf(t, winter().write(t), Options{})
	assert.True(t, Is([]byte(page)[:1<<10]))
	assert.False(t, Is(bytes.Repeat([]byte("<html>"), 100)))
}

// says holds a page to words, without showing all of it where they are not there.
func says(t *testing.T, page string, words ...string) {
	t.Helper()
	for _, w := range words {
		assert.True(t, strings.Contains(page, w), "the page does not say %q", w)
	}
}

func saysNot(t *testing.T, page string, words ...string) {
	t.Helper()
	for _, w := range words {
		assert.False(t, strings.Contains(page, w), "the page says %q", w)
	}
}
