package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/scenarios/diagnose"
	"whatif/scenarios/explain"
)

var update = flag.Bool("update", false, "write what the tool says anew")

// withoutExample are the codes that no file and no command line brings about.
func withoutExample() []string { return []string{"interrupted", "failed"} }

// act runs a case in a folder of its own and returns what was said: what
// validate found is its output, all else are messages.
func act(t *testing.T, c explain.Case, format diagnose.Format) (code int, said string) {
	t.Chdir(t.TempDir())
	for name, content := range c.Files {
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(content), 0o644))
	}
	args := slices.Clone(c.Command)
	if format != diagnose.Full {
		args = append(args, "--format", format.String())
	}
	var out, messages bytes.Buffer
	code = run(args, &console{out: &out, err: &messages})
	if c.Command[0] == "validate" && out.Len() > 0 {
		return code, out.String()
	}
	return code, messages.String()
}

// TestExamples runs every example of the catalogue: the wrong one yields its
// code and no other, in four formats as it is written down, and the mended one
// is clean.
func TestExamples(t *testing.T) {
	said, err := filepath.Abs("../../scenarios/explain/said")
	require.NoError(t, err)
	for _, e := range explain.All() {
		t.Run(e.Code, func(t *testing.T) {
			assert.NotEmpty(t, e.Title)
			assert.NotEmpty(t, e.Explanation)
			if slices.Contains(withoutExample(), e.Code) {
				assert.Empty(t, e.Said)
				return
			}
			for _, format := range []diagnose.Format{diagnose.Full, diagnose.Concise, diagnose.JSON, diagnose.GitHub} {
				code, text := act(t, e.Wrong, format)
				if format == diagnose.JSON {
					var list []struct{ Code string }
					require.NoError(t, json.Unmarshal([]byte(text), &list), text)
					require.NotEmpty(t, list)
					for _, d := range list {
						assert.Equal(t, e.Code, d.Code)
					}
					if !strings.Contains(text, `"severity": "warning"`) {
						assert.Equal(t, exitWrong, code)
					}
				}
				golden := filepath.Join(said, e.Code+"."+format.String()+".txt")
				if *update {
					require.NoError(t, os.WriteFile(golden, []byte(text), 0o644))
				}
				want, err := os.ReadFile(golden)
				require.NoError(t, err)
				assert.Equal(t, string(want), text, "go test ./cmd/whatif -run Examples -update writes it anew")
			}
			code, text := act(t, e.Mended, diagnose.JSON)
			assert.Equal(t, exitDone, code, text)
			assert.Contains(t, []string{"", "[]\n"}, text)
		})
	}
}

// TestMessagesAreWords looks for what a Go program says when nobody looked.
func TestMessagesAreWords(t *testing.T) {
	foreign := regexp.MustCompile(`strconv|syscall|%!|runtime error|no such file or directory|0x[0-9a-f]{6}|<nil>|goroutine|\b(open|read|stat|mkdir|lstat) [/.\w-]+: `)
	for _, e := range explain.All() {
		assert.NotRegexp(t, foreign, e.Said, e.Code)
		assert.NotRegexp(t, foreign, e.Explanation, e.Code)
	}
}
