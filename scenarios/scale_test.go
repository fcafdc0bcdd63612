package scenarios

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const plainHeader = "[scenario]\nname = \"rooms\"\nspan = \"1 d\"\n"

// roomsWritten spells out n rooms, each with a heat pump and a thermostat.
func roomsWritten(n int) string {
	var b strings.Builder
	b.WriteString(plainHeader)
	for i := range n {
		fmt.Fprintf(&b, "[twin.r%d]\nmodel = \"thermal.room\"\ncapacity = \"2 MJ/K\"\nheat_loss = \"%d W/K\"\noutdoor = \"1 degC\"\n", i, 30+i%40)
		fmt.Fprintf(&b, "[twin.r%d-pump]\nmodel = \"thermal.heat_pump\"\nheating_capacity = \"3 kW\"\ncop = 3\nserves = [\"twin.r%d\"]\n", i, i)
		fmt.Fprintf(&b, "[twin.r%d-control]\nmodel = \"control.thermostat\"\nsenses = \"twin.r%d\"\ndrives = \"twin.r%d-pump.demand\"\nsetpoint = \"20 degC\"\nband = \"1 K\"\n", i, i, i)
	}
	return b.String()
}

// roomsOfFleet are the same rooms as rows of a table.
func roomsOfFleet(n int) (text, csv string) {
	var b strings.Builder
	b.WriteString("id,heat_loss\n")
	for i := range n {
		fmt.Fprintf(&b, "r%d,%d\n", i, 30+i%40)
	}
	return plainHeader + `[fleet.rooms]
file = "homes.csv"
[fleet.rooms.twin."{id}"]
model     = "thermal.room"
capacity  = "2 MJ/K"
heat_loss = "{heat_loss} W/K"
outdoor   = "1 degC"
[fleet.rooms.twin."{id}-pump"]
model  = "thermal.heat_pump"
heating_capacity = "3 kW"
cop    = 3
serves = ["twin.{id}"]
[fleet.rooms.twin."{id}-control"]
model    = "control.thermostat"
senses   = "twin.{id}"
drives   = "twin.{id}-pump.demand"
setpoint = "20 degC"
band     = "1 K"
`, b.String()
}

// cost is what a piece of work allocates.
func cost(work func()) (allocations, bytes uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc
}

// TestThousandRooms loads 3000 twins, written out and as a fleet, in memory in
// proportion to their number.
func TestThousandRooms(t *testing.T) {
	for _, fleet := range []bool{false, true} {
		load := func(n int) (allocations, bytes uint64) {
			text, csv := roomsWritten(n), ""
			if fleet {
				text, csv = roomsOfFleet(n)
			}
			return cost(func() {
				plan, list, _ := fleetOf(t, text, plain(), map[string]string{"homes.csv": csv})
				require.NotNil(t, plan, "%v", list)
				assert.Len(t, plan.Schema().Twins, 3*n)
			})
		}
		load(10) // what is done once
		few, fewBytes := load(200)
		many, manyBytes := load(1000)
		assert.Less(t, many, 6*few, "allocations grow faster than twins")
		assert.Less(t, manyBytes, 6*fewBytes, "memory grows faster than twins")
		assert.Less(t, many, uint64(3000*500))
		assert.Less(t, manyBytes, uint64(200<<20))
	}
}

// TestSweptFleet: of 100 points over 300 twins some structures are decoded
// whole, yet a wrong value at any point is found, and what one template says to
// all is a number.
func TestSweptFleet(t *testing.T) {
	text, csv := roomsOfFleet(100)
	var values []string
	for i := range 100 {
		values = append(values, fmt.Sprintf(`"%d mK"`, 500+i))
	}
	sweep := func(path string) string {
		return text + "[sweep]\n" + path + " = [" + strings.Join(values, ", ") + "]\n"
	}
	for i, path := range []string{`'fleet.rooms.twin."{id}-control".band'`, "twin.r7-control.band", `"twin.r*-control.band"`} {
		o := plain()
		if i == 0 {
			plan, list, _ := fleetOf(t, sweep(path), o, map[string]string{"homes.csv": csv})
			require.NotNil(t, plan, "%v", list)
			assert.LessOrEqual(t, len(plan.decoded)*300, mostTwins)
			assert.Equal(t, "K", plan.Schema().Parameters[0].Unit)
			assert.Equal(t, 0.557, setting1(t, plan, 0, 57, "r7-control", "band"))
		}
		values[57] = `"557 m"`
		_, list, _ := fleetOf(t, sweep(path), o, map[string]string{"homes.csv": csv})
		values[57] = `"557 mK"`
		require.Equal(t, 1, list.Errors(), "%v", list)
		assert.Equal(t, "band is a length (m), not a temperature difference (K)", list[0].Summary)
	}
}

// TestManyMistakesStayCheap: thousands of names that are not known do not each
// cost a search among thousands.
func TestManyMistakesStayCheap(t *testing.T) {
	wrong := func(n int) string {
		return strings.ReplaceAll(roomsWritten(n), "senses = \"twin.r", "senses = \"twin.q")
	}
	few, _ := cost(func() { tell(t, wrong(200), plain()) })
	many, _ := cost(func() {
		_, list := diagnosed(t, wrong(1000), plain())
		assert.Equal(t, 1000, list.Errors())
	})
	assert.Less(t, many, 6*few)
}

// TestChainsOfLike: a twin like a twin like a twin, and so on, and circles of
// them.
func TestChainsOfLike(t *testing.T) {
	var b strings.Builder
	b.WriteString(plainHeader + "[twin.r0]\nmodel = \"thermal.room\"\ncapacity = \"2 MJ/K\"\nheat_loss = \"30 W/K\"\noutdoor = \"1 degC\"\n")
	for i := 1; i < 2000; i++ {
		fmt.Fprintf(&b, "[twin.r%d]\nlike = \"twin.r%d\"\n", i, i-1)
	}
	_, bytes := cost(func() {
		p := sound(t, b.String(), plain())
		assert.Equal(t, 30.0, setting1(t, p, 0, 0, "r1999", "heat_loss"))
	})
	assert.Less(t, bytes, uint64(200<<20))
	_, list := diagnosed(t, strings.Replace(b.String(), "[twin.r0]\nmodel", "[twin.r0]\nlike = \"twin.r1999\"\nmodel", 1), plain())
	require.Equal(t, 1, list.Errors())
	assert.Equal(t, "twins are like each other in a circle: r0, r1999, r1998, r1997, r1996, r1995, r1994, r1993, r1992, r1991, r1990, r1989, ..., r0", list[0].Summary)
}
