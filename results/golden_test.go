package results

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The files of a result that people read.
func TestGolden(t *testing.T) {
	bare := testInfo()
	bare.Name, bare.HasStart, bare.SweepPoints, bare.Files, bare.Overrides = "bare", false, nil, nil, nil
	bare.VariantDescriptions = nil
	cases := map[string]struct {
		info   Info
		schema *engine.Schema
	}{
		"office-winter": {testInfo(), testSchema()},
		"bare":          {bare, &engine.Schema{Variants: []string{"base"}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			batch, err := encodeBatch(&c.info, c.schema)
			require.NoError(t, err)
			for file, got := range map[string][]byte{
				batchFile: batch, viewsFile: views(c.schema), readmeFile: readme(&c.info, c.schema),
			} {
				path := filepath.Join("testdata", name, file)
				if *update {
					require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
					require.NoError(t, os.WriteFile(path, got, 0o644))
				}
				want, err := os.ReadFile(path)
				require.NoError(t, err)
				assert.Equal(t, string(want), string(got), path)
			}
		})
	}
}
