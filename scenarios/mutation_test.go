package scenarios

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/models"
	"whatif/models/twin"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// mutationsFlag names the environment variable that says how many mutated
// scenarios are tried; a thousand where it is absent.
const mutationsFlag = "WHATIF_MUTATIONS"

// TestMutatedScenarios spoils the scenarios of the tests and the examples, and
// values of --set, piece by piece: whatever comes of it, nothing panics, what is
// wrong is placed inside the file, and a plan is there if and only if nothing is
// wrong. The seed of each is its number.
func TestMutatedScenarios(t *testing.T) {
	total := 1000
	if text := os.Getenv(mutationsFlag); text != "" {
		n, err := strconv.Atoi(text)
		require.NoError(t, err)
		total = n
	}
	cases, err := filepath.Glob("testdata/*/scenario.toml")
	require.NoError(t, err)
	examples, err := filepath.Glob("../examples/*/scenario.toml")
	require.NoError(t, err)
	catalogue := models.Kinds()
	const chunks = 8
	for chunk := range chunks {
		t.Run(strconv.Itoa(chunk), func(t *testing.T) {
			t.Parallel()
			folders := map[string]string{}
			for n := chunk; n < total; n += chunks {
				from := cases[n%len(cases)]
				if n%100 == 99 { // they are larger
					from = examples[n/100%len(examples)]
				}
				if folders[from] == "" {
					folders[from] = t.TempDir()
					require.NoError(t, os.CopyFS(folders[from], os.DirFS(filepath.Dir(from))))
				}
				mutate(t, n, from, filepath.Join(folders[from], "mutated.toml"), catalogue)
				if t.Failed() {
					return
				}
			}
		})
	}
}

// mutate loads one mutated scenario.
func mutate(t *testing.T, seed int, from, path string, catalogue []*twin.Kind) {
	content, err := os.ReadFile(from)
	require.NoError(t, err)
	m := mutator{rand.New(rand.NewPCG(uint64(seed), 17)), string(content)}
	o := Options{Draws: -1}
	text := m.text
	if m.IntN(8) == 0 {
		o.Set = m.setting()
	} else {
		for range 1 + m.IntN(3) {
			text = m.spoilt(text)
		}
	}
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("mutation %d of %s panics: %v\n%s\nset %q in\n%s", seed, from, p, debug.Stack(), o.Set, text)
		}
	}()
	plan, list, lines := load(path, o, catalogue)
	if (plan == nil) != (list.Errors() > 0) {
		t.Errorf("mutation %d of %s: a plan is there: %t, with %d errors", seed, from, plan != nil, list.Errors())
	}
	for _, d := range list {
		if d.Summary == "" || d.Code == "" || d.At.File == "" {
			t.Errorf("mutation %d of %s: %+v says too little", seed, from, d)
		}
		for _, at := range append([]diagnose.Position{d.At}, places(d.Related)...) {
			if at.Line > 0 {
				isInside(t, at, lines)
			} else if at.File != path && !strings.HasPrefix(at.File, "--") {
				t.Errorf("mutation %d of %s: %q is no place in %+v", seed, from, at.File, d)
			}
		}
	}
	if err := diagnose.Render(discard{}, diagnose.Full, list, lines, false); err != nil {
		t.Error(err)
	}
}

func places(related []diagnose.Related) []diagnose.Position {
	var out []diagnose.Position
	for _, r := range related {
		out = append(out, r.At)
	}
	return out
}

// mutator spoils a text; what it puts in comes from the text or is known to be
// troublesome.
type mutator struct {
	*rand.Rand
	text string
}

var (
	tokenPattern  = regexp.MustCompile(`"""(?s:.*?)"""|"[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_+.:-]+|[\[\]{}=,#]|\n|[^\S\n]+|.`)
	numberPattern = regexp.MustCompile(`[-+]?[0-9]+(\.[0-9]+)?`)
	wordPattern   = regexp.MustCompile(`[A-Za-z_]+`)
)

// troubles are numbers, units, names, values and characters that break things.
func troubles() [5][]string {
	return [5][]string{
		{"0", "-1", "1e308", "-1e-308", "9223372036854775807", "99999999999999999999", "nan", "inf", "0.0", "1_000", "00", "0x1F", "1e400"},
		{"K", "degC", "kWh", "W", "", "%", "µg", "W/K", "(W", "EUR/kWh", "wk", "m2"},
		{"twin", "input", "*", "scenario", "", "a.b", "like", "model", "twin.north", "{id}", "on", "temperature", "Ω", "self"},
		{"3", "3.5", "true", `"text"`, "[]", "{}", "[1, [2]]", "2026-01-12T00:00:00Z", "07:30:00", `{ a = 1 }`, `""`, "[{}]", `"-12 h"`, `'{id}'`, `"{"`},
		{"\u202e", "\u0301", "🏠", "\x00", "\ufeff", "\t", "\r", "\u2028", "\\", `"`, "'", "\xff", "é", "{", "]"},
	}
}

func (m *mutator) pick(list []string) string { return list[m.IntN(len(list))] }

// spoilt changes one thing, mostly so that it is still TOML: what is none is
// refused before anything else is looked at.
func (m *mutator) spoilt(text string) string {
	for range 3 {
		out := m.spoil(text)
		if _, wrong := source.Parse("", []byte(out)); wrong == nil || m.IntN(5) == 0 {
			return out
		}
	}
	return m.spoil(text)
}

// spoil changes one thing.
func (m *mutator) spoil(text string) string {
	if text == "" {
		return m.text
	}
	trouble := troubles()
	switch m.IntN(12) {
	case 0, 1: // a line less, twice, elsewhere
		lines := strings.Split(text, "\n")
		i, j := m.IntN(len(lines)), m.IntN(len(lines))
		switch m.IntN(3) {
		case 0:
			lines = slices.Delete(lines, i, i+1)
		case 1:
			lines = slices.Insert(lines, j, lines[i])
		default:
			lines[i], lines[j] = lines[j], lines[i]
		}
		return strings.Join(lines, "\n")
	case 2: // cut short
		runes := []rune(text)
		return string(runes[:m.IntN(len(runes))])
	case 3: // a character more
		runes := []rune(text)
		i := m.IntN(len(runes) + 1)
		return string(runes[:i]) + m.pick(trouble[4]) + string(runes[i:])
	case 4:
		return m.replace(text, numberPattern, func(string) string { return m.pick(trouble[0]) })
	case 5:
		return m.replace(text, wordPattern, func(string) string { return m.pick(append(trouble[1], trouble[2]...)) })
	case 6:
		all := wordPattern.FindAllString(text, -1)
		return m.replace(text, wordPattern, func(was string) string {
			if len(all) == 0 {
				return was
			}
			return m.pick(all)
		})
	}
	parts := tokenPattern.FindAllString(text, -1)
	i, j := m.IntN(len(parts)), m.IntN(len(parts))
	switch m.IntN(5) {
	case 0:
		parts = slices.Delete(parts, i, i+1)
	case 1:
		parts = slices.Insert(parts, i, parts[j])
	case 2:
		parts[i], parts[j] = parts[j], parts[i]
	case 3:
		parts[i] = parts[j]
	default:
		for parts[i] != "=" && i+1 < len(parts) {
			i++
		}
		for i++; i < len(parts) && strings.TrimSpace(parts[i]) == "" && parts[i] != "\n"; i++ {
		}
		if i < len(parts) {
			parts[i] = m.pick(trouble[3])
		}
	}
	return strings.Join(parts, "")
}

// replace changes one of the matches.
func (m *mutator) replace(text string, what *regexp.Regexp, by func(string) string) string {
	all := what.FindAllStringIndex(text, -1)
	if len(all) == 0 {
		return text
	}
	at := all[m.IntN(len(all))]
	return text[:at[0]] + by(text[at[0]:at[1]]) + text[at[1]:]
}

// setting makes an argument of --set of what the text has, and spoils it.
func (m *mutator) setting() []string {
	all, trouble := wordPattern.FindAllString(m.text, -1), troubles()
	path := []string{m.pick([]string{"twin", "input", "event", "alert", "record", "sample", "scenario", "fleet"})}
	for range m.IntN(4) {
		path = append(path, m.pick(all))
	}
	value := m.pick(tokenPattern.FindAllString(m.text, -1))
	if m.IntN(2) == 0 {
		value = m.pick(trouble[m.IntN(len(trouble))])
	}
	arg := fmt.Sprintf("%s=%s", strings.Join(path, "."), value)
	if m.IntN(3) == 0 {
		arg = m.spoil(arg)
	}
	return []string{arg}
}
