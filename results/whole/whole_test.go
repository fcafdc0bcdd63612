package whole

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	text := func(s string, err error) func(io.Writer) error {
		return func(w io.Writer) error {
			_, wrong := io.WriteString(w, s)
			return errors.Join(wrong, err)
		}
	}
	n, err := Write(path, text("first", nil))
	require.NoError(t, err)
	assert.EqualValues(t, 5, n)
	mine := errors.New("no more")
	_, err = Write(path, text("second", mine))
	require.ErrorIs(t, err, mine)
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "first", string(got), "what was there stays")
	_, err = Write(path, text("third", nil))
	require.NoError(t, err)
	got, err = os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "third", string(got))
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, left, 1, "nothing temporary is left")

	_, err = Write(dir, text("x", nil))
	require.ErrorContains(t, err, dir)
	_, err = Write(filepath.Join(dir, "no", "file"), text("x", nil))
	require.ErrorIs(t, err, os.ErrNotExist)
	require.ErrorContains(t, err, filepath.Join(dir, "no", "file"))
	assert.NotContains(t, err.Error(), ".tmp")
}
