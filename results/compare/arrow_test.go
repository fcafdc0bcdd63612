package compare

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestArrow(t *testing.T) {
	c, err := Within(standard().run(t), Options{})
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "compared.arrow")
	require.NoError(t, c.WriteArrow(path))
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	r, err := ipc.NewFileReader(f)
	require.NoError(t, err)
	rec, err := r.Record(0)
	require.NoError(t, err)
	assert.EqualValues(t, 6, rec.NumRows(), "two indicators in three arms")
	at := func(name string) int { return rec.Schema().FieldIndices(name)[0] }
	base := rec.Column(at("base")).(*array.String)
	assert.True(t, base.IsNull(0))
	assert.Equal(t, "base", base.Value(1))
	assert.InDelta(t, c.Indicators[0].Differences[0].Mean, rec.Column(at("difference")).(*array.Float64).Value(1), 0)
	assert.Equal(t, "better", rec.Column(at("verdict")).(*array.String).Value(1))
	list, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	assert.Len(t, list, 1, "nothing temporary is left")
}

// What cannot be written is told by the name that was asked for, and leaves nothing.
func TestArrowThatCannotBeWritten(t *testing.T) {
	c, err := Within(standard().run(t), Options{})
	require.NoError(t, err)
	dir := t.TempDir()
	for _, path := range []string{dir, filepath.Join(dir, "no", "such", "file")} {
		var wrong *fs.PathError
		require.ErrorAs(t, c.WriteArrow(path), &wrong)
		assert.Equal(t, path, wrong.Path)
	}
	list, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, list)
}
