package results

import (
	"math"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Batches, curves and the tables themselves say the same, for any compression.
func TestBatches(t *testing.T) {
	for _, compression := range []string{None, LZ4, Zstd} {
		info := testInfo()
		info.Compression = compression
		r, err := Open(writeBatch(t, info, 2))
		require.NoError(t, err)
		type key struct {
			run  int64
			t    float64
			twin int32
		}
		seen := map[key]float64{}
		last := int64(-1)
		for rows, err := range r.Batches("thermal.room") {
			require.NoError(t, err)
			assert.Equal(t, []string{"temperature", "heat_loss"}, rows.Names)
			for i, run := range rows.Number {
				assert.GreaterOrEqual(t, run, last, "in the order of the runs")
				last = run
				seen[key{run, rows.T[i], rows.Twin[i]}] = rows.Columns[0][i]
				assert.Equal(t, rows.T[i] == 0 || rows.Twin[i] == 3, math.IsNaN(rows.Columns[1][i]), "null is NaN")
				assert.Equal(t, r.Info.Start.UnixMicro()+int64(rows.T[i]*1e6), rows.Time[i])
			}
		}
		count := 0
		for twin, name := range map[int32]string{1: "north", 3: "south"} {
			for c, err := range r.Curves("twin."+name+".temperature", nil) {
				require.NoError(t, err)
				for i, v := range c.Values {
					count++
					assert.Equal(t, v, seen[key{r.Runs.Number[c.Run], c.T[i], twin}])
				}
			}
		}
		assert.Len(t, seen, count)
	}
}

// Who stops early, meets damage or asks for what is not there leaves nobody reading.
func TestBatchesEnd(t *testing.T) {
	r, err := Open(writeBatch(t, testInfo(), 2))
	require.NoError(t, err)
	before := runtime.NumGoroutine()
	for range r.Batches("thermal.room") {
		break
	}
	for _, err := range r.Batches("thermal.roof") {
		require.ErrorIs(t, err, ErrNoTable)
	}
	path := partPath(r.Dir, "series_thermal_room", 2)
	require.NoError(t, os.Truncate(path, 900))
	var failed error
	for _, err := range r.Batches("thermal.room") {
		failed = err
	}
	require.ErrorIs(t, failed, ErrCorrupt)
	assert.Contains(t, failed.Error(), "part-00002.arrow")
	for range 1000 {
		if runtime.NumGoroutine() <= before {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	assert.LessOrEqual(t, runtime.NumGoroutine(), before)
}

// A panic in somebody's loop is theirs, not damage of a file.
func TestPanicsOfReadersPass(t *testing.T) {
	r, err := Open(writeBatch(t, testInfo(), 2))
	require.NoError(t, err)
	for name, read := range map[string]func(){
		"batches": func() {
			for range r.Batches("thermal.room") {
				panic("mine")
			}
		},
		"curves": func() {
			for range r.Curves("twin.north.temperature", nil) {
				panic("mine")
			}
		},
		"events": func() {
			for range r.EventRows() {
				panic("mine")
			}
		},
		"fans": func() {
			for range r.Fans() {
				panic("mine")
			}
		},
		"records": func() {
			for range r.Records("runs") {
				panic("mine")
			}
		},
	} {
		assert.PanicsWithValue(t, "mine", read, name)
	}
}
