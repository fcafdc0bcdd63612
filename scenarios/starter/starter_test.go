package starter

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWinter looks whether the weather is one that could be.
func TestWinter(t *testing.T) {
	require.Equal(t, winter(), winter(), "the same every time")
	rows, err := csv.NewReader(bytes.NewReader(winter())).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"time", "outdoor", "south"}, rows[0])
	require.Len(t, rows, 1+days*24+1)
	last, coldest, mean, sunniest, night := time.Time{}, 99.0, 0.0, 0.0, 0.0
	for _, row := range rows[1:] {
		at, err := time.Parse("2006-01-02T15:04", row[0])
		require.NoError(t, err)
		require.True(t, at.After(last))
		last = at
		outdoor, err := strconv.ParseFloat(row[1], 64)
		require.NoError(t, err)
		sun, err := strconv.ParseFloat(row[2], 64)
		require.NoError(t, err)
		coldest, sunniest, mean = min(coldest, outdoor), max(sunniest, sun), mean+outdoor/float64(len(rows)-1)
		if h := at.Hour(); h < 7 || h >= 17 {
			night += sun
		}
	}
	assert.Zero(t, night, "no sun in a winter's night")
	assert.InDelta(t, -12, coldest, 5)
	assert.InDelta(t, -3, mean, 3)
	assert.InDelta(t, 600, sunniest, 250)
}

func TestFiles(t *testing.T) {
	for _, template := range Templates() {
		files, err := Files(template.Name)
		require.NoError(t, err)
		assert.Len(t, files, 3)
		for line := range bytes.SplitSeq(files[0].Content, []byte("\n")) {
			assert.LessOrEqual(t, len([]rune(string(line))), 110, "%s: %s", template.Name, line)
		}
	}
	_, err := Files("castle")
	assert.EqualError(t, err, `there is no template "castle"`)
}
