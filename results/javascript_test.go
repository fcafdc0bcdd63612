package results

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The tables in JavaScript, with the codec for lz4 that the library wants to be
// given; for zstd there is none.
func TestJavaScriptReadsResults(t *testing.T) {
	folder := filepath.Join("testdata", "js")
	_, err := os.Stat(filepath.Join(folder, "node_modules", "apache-arrow"))
	if err == nil {
		_, err = exec.LookPath("node")
	}
	if err != nil {
		const what = "NOT TESTED: the tables with JavaScript's apache-arrow. Run: npm ci --prefix results/testdata/js"
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s (%v)", what, err)
		}
		t.Skip(what)
	}
	args := []string{filepath.Join(folder, "check.mjs")}
	for _, compression := range []string{None, LZ4} {
		info := testInfo()
		info.Compression = compression
		args = append(args, writeBatch(t, info, 2))
	}
	out, err := exec.Command("node", args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	assert.Contains(t, string(out), "read a result with compression lz4")
}
