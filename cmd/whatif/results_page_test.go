package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// snippets are the fenced blocks of a page, by language.
func snippets(t *testing.T, page string) map[string][]string {
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	all := map[string][]string{}
	for _, found := range regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$").FindAllStringSubmatch(string(text), -1) {
		all[found[1]] = append(all[found[1]], found[2])
	}
	return all
}

// absent skips a test for want of a tool, but not where CI is set.
func absent(t *testing.T, required bool, what string, err error) {
	if required && os.Getenv("CI") == "true" {
		t.Fatalf("NOT TESTED: %s (%v)", what, err)
	}
	t.Skipf("NOT TESTED: %s (%v)", what, err)
}

// The snippets of docs/results.md run, in the folder that the page describes.
func TestResultsPage(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	require.NoError(t, err)
	page := snippets(t, filepath.Join(root, "docs", "results.md"))
	s := newShell(t)
	folder, err := os.Getwd()
	require.NoError(t, err)
	require.Zero(t, s.run("run", filepath.Join(root, "examples", "office", "scenario.toml"), "--draws", "20", "-q"), s.err.String())
	require.DirExists(t, "results/office-winter")
	command := func(t *testing.T, at, name string, args ...string) string {
		cmd := exec.Command(name, args...)
		cmd.Dir, cmd.Env = at, append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		return string(out)
	}
	python := filepath.Join(root, ".venv", "bin", "python")
	pythonThere := func(t *testing.T) {
		if out, err := exec.Command(python, "-c", "import duckdb, matplotlib, pandas, polars, pyarrow").CombinedOutput(); err != nil {
			absent(t, true, "the page's Python: make venv sets it up: "+string(out), err)
		}
	}
	t.Run("python", func(t *testing.T) {
		pythonThere(t)
		require.NotEmpty(t, page["python"])
		out := command(t, folder, python, "-c", strings.Join(page["python"], "\n"))
		assert.Contains(t, out, "insulated")
		assert.Contains(t, out, "kWh")
	})
	t.Run("sql", func(t *testing.T) {
		pythonThere(t)
		require.NotEmpty(t, page["sql"])
		for _, query := range page["sql"] {
			script := "import sys; sys.path.insert(0, 'results/office-winter')\nimport load\n" +
				"rows = load.connect().sql(sys.argv[1]).fetchall()\nassert rows\nprint(rows)"
			command(t, folder, python, "-c", script, query)
		}
	})
	t.Run("go", func(t *testing.T) {
		require.Len(t, page["go"], 1)
		file := filepath.Join(t.TempDir(), "main.go")
		program := strings.ReplaceAll(page["go"][0], "results/office-winter", filepath.ToSlash(filepath.Join(folder, "results", "office-winter")))
		require.NoError(t, os.WriteFile(file, []byte(program), 0o644))
		out := command(t, root, "go", "run", file)
		assert.Contains(t, out, "insulated energy")
		assert.Contains(t, out, "better")
	})
	t.Run("js", func(t *testing.T) {
		modules := filepath.Join(root, "results", "testdata", "js", "node_modules")
		_, err := os.Stat(filepath.Join(modules, "apache-arrow"))
		if err == nil {
			_, err = exec.LookPath("node")
		}
		if err != nil {
			absent(t, true, "the page's JavaScript: make node sets it up", err)
		}
		require.Len(t, page["js"], 1)
		require.NoError(t, os.Symlink(modules, filepath.Join(folder, "node_modules")))
		require.NoError(t, os.WriteFile(filepath.Join(folder, "page.mjs"), []byte(page["js"][0]), 0o644))
		assert.NotEmpty(t, command(t, folder, "node", "page.mjs"))
	})
	t.Run("r", func(t *testing.T) {
		rscript, err := exec.LookPath("Rscript")
		if err != nil {
			absent(t, false, "the page's R", err)
		}
		require.Len(t, page["r"], 1)
		require.Zero(t, s.run("export", "results/office-winter", "--csv", "--table", "runs", "-o", "csv"), s.err.String())
		assert.Contains(t, command(t, folder, rscript, "-e", page["r"][0]), "conf.level")
	})
	t.Run("answer", func(t *testing.T) {
		pythonThere(t)
		out := command(t, folder, python, filepath.Join(root, "examples", "office", "answer.py"), "results/office-winter", "answer.png")
		assert.Regexp(t, `warmer +the draws do not tell +20 of 20 draws \(83\.9% to 100\.0%\)`, out)
		assert.FileExists(t, filepath.Join(folder, "answer.png"))
	})
}
