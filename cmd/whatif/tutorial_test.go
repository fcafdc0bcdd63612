package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// elided stands in a shown output for lines that the page leaves out.
const elided = "..."

var (
	written   = regexp.MustCompile("`([a-z_]+\\.(?:py|csv))`")
	deleted   = regexp.MustCompile("[Dd]elete `\\[([^\\]]+)\\]`|in place of `\\[([^\\]]+)\\]`")
	durations = regexp.MustCompile(`\d+(\.\d+)?(ms|s|us|µs)\b|about a second|about [\d.]+ seconds|\d+ workers?|from \d+ runs tried`)
	picture   = regexp.MustCompile(`!\[[^\]]*\]\(tutorial-([a-z]+\.png)\)`)
)

// reader does what a page says, in the order in which it says it.
type reader struct {
	t        *testing.T
	docs     string // the folder of the page
	python   string // "" for none
	scenario string // the file that toml blocks change
	last     string // output of the last command
	skipped  bool   // the last command could not be run
}

// TestTutorial reads docs/tutorial.md as a newcomer does: writes its files,
// changes the scenario, types its commands, and sees what the page shows.
// With -update the page's outputs and pictures are written anew.
func TestTutorial(t *testing.T) {
	page, err := filepath.Abs("../../docs/tutorial.md")
	require.NoError(t, err)
	content, err := os.ReadFile(page)
	require.NoError(t, err)
	r := &reader{t: t, docs: filepath.Dir(page), python: interpreter(t)}
	t.Setenv("MPLBACKEND", "Agg")
	t.Setenv("PYTHONDONTWRITEBYTECODE", "1")
	t.Chdir(t.TempDir())

	lines := strings.Split(string(content), "\n")
	var out []string
	before := "" // the paragraph above
	for i := 0; i < len(lines); i++ {
		language, fence := strings.CutPrefix(lines[i], "```")
		out = append(out, lines[i])
		if !fence {
			r.text(lines[i])
			if lines[i] != "" {
				before = lines[i]
			}
			continue
		}
		end := i + 1 + slices.Index(lines[i+1:], "```")
		require.Greater(t, end, i, "the block in line %d is not closed", i+1)
		shown := lines[i+1 : end]
		got := r.block(language, before, shown)
		if !*update {
			assert.Equal(t, masked(shown), masked(got), "line %d; go test ./cmd/whatif -run Tutorial -update writes it anew", i+1)
		} else if !slices.Equal(masked(shown), masked(got)) {
			shown = got
		}
		out = append(append(out, shown...), "```")
		i = end
	}
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(strings.Join(out, "\n")), 0o644))
	}
}

// masked are lines without what differs from run to run.
func masked(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = durations.ReplaceAllString(strings.ReplaceAll(line, "\\", "/"), "TIME")
	}
	return out
}

// text follows what a line outside of blocks tells the reader to do.
func (r *reader) text(line string) {
	for _, m := range deleted.FindAllStringSubmatch(line, -1) {
		sections := split(r.read(r.scenario))
		at := slices.IndexFunc(sections, named(m[1]+m[2]))
		require.GreaterOrEqual(r.t, at, 0, "%s has no [%s]", r.scenario, m[1]+m[2])
		r.write(r.scenario, strings.Join(slices.Delete(sections, at, at+1), ""))
	}
	for _, m := range picture.FindAllStringSubmatch(line, -1) {
		shown := filepath.Join(r.docs, "tutorial-"+m[1])
		if *update && r.python != "" {
			made, err := os.ReadFile(m[1])
			require.NoError(r.t, err, "the page shows a picture that nothing made")
			require.NoError(r.t, os.WriteFile(shown, made, 0o644))
		}
		assert.FileExists(r.t, shown)
	}
}

// block does what a block says and returns its lines as they should be.
func (r *reader) block(language, before string, shown []string) []string {
	text := strings.Join(shown, "\n") + "\n"
	switch language {
	case "console":
		return r.console(shown)
	case "mermaid":
		return strings.Split(strings.TrimRight(r.last, "\n"), "\n")
	case "toml":
		r.patch(text)
	case "python", "csv":
		name := written.FindStringSubmatch(before)
		require.NotNil(r.t, name, "no file is named above %q", shown[0])
		r.write(name[1], text)
	default:
		require.Contains(r.t, []string{"sh", "text"}, language)
	}
	return shown
}

// patch lays the sections of a block over those of the scenario: one that is
// there already is replaced, any other comes at the end.
func (r *reader) patch(text string) {
	sections := split(r.read(r.scenario))
	for _, s := range split(text) {
		if s == "" {
			continue
		}
		head, _, _ := strings.Cut(strings.TrimPrefix(s, "["), "]")
		s = strings.TrimRight(s, "\n") + "\n\n"
		if at := slices.IndexFunc(sections, named(head)); at >= 0 {
			sections[at] = s
		} else {
			sections[len(sections)-1] = strings.TrimRight(sections[len(sections)-1], "\n") + "\n\n"
			sections = append(sections, s)
		}
	}
	r.write(r.scenario, strings.Join(sections, ""))
}

// split cuts a scenario before the lines that begin its sections.
func split(text string) []string {
	var sections []string
	begin := 0
	for at, line := range lineStarts(text) {
		if strings.HasPrefix(line, "[") && at > begin {
			sections = append(sections, text[begin:at])
			begin = at
		}
	}
	return append(sections, text[begin:])
}

// lineStarts yields the lines of a text and where they begin.
func lineStarts(text string) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		at := 0
		for line := range strings.Lines(text) {
			if !yield(at, line) {
				return
			}
			at += len(line)
		}
	}
}

// named tells whether a section has a head.
func named(head string) func(string) bool {
	return func(section string) bool { return strings.HasPrefix(section, "["+head+"]") }
}

// console types the commands of a block and returns it with their outputs, of
// which it leaves out what the block leaves out.
func (r *reader) console(shown []string) []string {
	var out []string
	for i := 0; i < len(shown); {
		command, ok := strings.CutPrefix(shown[i], "$ ")
		require.True(r.t, ok, "a console block begins with a command, not with %q", shown[i])
		next := i + 1
		for next < len(shown) && !strings.HasPrefix(shown[next], "$ ") {
			next++
		}
		old := shown[i+1 : next]
		r.skipped = false
		r.last = r.command(command)
		out = append(out, shown[i])
		if r.skipped {
			out = append(out, old...)
		} else if r.last != "" {
			out = append(out, elide(strings.Split(strings.TrimRight(r.last, "\n"), "\n"), old)...)
		}
		i = next
	}
	return out
}

// elide leaves out of lines what old leaves out: all between as many first and
// last lines as old has. Where old is "..." alone, everything.
func elide(lines, old []string) []string {
	at := slices.Index(old, elided)
	if at < 0 {
		return lines
	}
	first, last := min(at, len(lines)), min(len(old)-at-1, len(lines))
	if first+last >= len(lines) {
		return lines
	}
	return slices.Concat(lines[:first], []string{elided}, lines[len(lines)-last:])
}

// command carries out a line and returns what the terminal shows.
func (r *reader) command(line string) string {
	args := arguments(line)
	switch args[0] {
	case "whatif":
		if len(args) > 2 && strings.HasSuffix(args[2], ".toml") {
			r.scenario = args[2]
		}
		var both bytes.Buffer
		code := run(args[1:], &console{out: &both, err: &both})
		assert.Contains(r.t, []int{exitDone, exitWrong}, code, line)
		return both.String()
	case "cd":
		r.t.Chdir(args[1])
		r.scenario = "scenario.toml"
	case "cp":
		content, err := os.ReadFile(filepath.Join(r.docs, "tutorial", filepath.Base(args[1])))
		require.NoError(r.t, err)
		r.write(filepath.Base(args[1]), string(content))
	case "head":
		lines := strings.SplitAfter(r.read(args[len(args)-1]), "\n")
		return strings.Join(lines[:min(4, len(lines))], "")
	case "python":
		if r.skipped = r.python == ""; r.skipped {
			return ""
		}
		said, err := exec.Command(r.python, args[1:]...).CombinedOutput()
		require.NoError(r.t, err, "%s: %s", line, said)
		return strings.ReplaceAll(string(said), "\r\n", "\n")
	default:
		require.Fail(r.t, "the page has a command that the test does not know", line)
	}
	return ""
}

// arguments splits a command line at spaces outside of quotes.
func arguments(line string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`"([^"]*)"|(\S+)`).FindAllStringSubmatch(line, -1) {
		out = append(out, m[1]+m[2])
	}
	return out
}

func (r *reader) read(name string) string {
	content, err := os.ReadFile(name)
	require.NoError(r.t, err)
	return string(content)
}

func (r *reader) write(name, text string) {
	require.NoError(r.t, os.WriteFile(name, []byte(text), 0o644))
}

// interpreter is the Python of .venv, "" where there is none: then the page's
// programs are left out, but not where CI is set.
func interpreter(t *testing.T) string {
	path, err := filepath.Abs("../../.venv/bin/python")
	if runtime.GOOS == "windows" {
		path, err = filepath.Abs("../../.venv/Scripts/python.exe")
	}
	require.NoError(t, err)
	if said, err := exec.Command(path, "-c", "import matplotlib, pandas, pyarrow").CombinedOutput(); err != nil {
		require.NotEqual(t, "true", os.Getenv("CI"), "the tutorial's programs need .venv: make venv (%s)", said)
		t.Log("NOT TESTED: the tutorial's Python programs. Run: make venv")
		return ""
	}
	return path
}
