package scenarios

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A mistake that shows only when the model is wired is said with the variants
// that make it, and a schedule says what the port that it drives should hold.
func TestMistakesOfSomeVariants(t *testing.T) {
	text := strings.Replace(office, `setpoint = "20 degC"`, `setpoint = "input.wish"`, 1) + "\n[input.wish]\nsignal = \"weekly\"\notherwise = \"18 degC\"\n" +
		"periods = [{ days = \"daily\", from = \"06:00\", to = \"18:00\", value = \"21 degC\" }]\n"
	clock := "[variant.%.twin.clock]\nmodel = \"control.schedule\"\nfollows = \"input.wish\"\ndrives = \"twin.control.setpoint\"\n"
	_, list := diagnosed(t, text+"[variant.base]\n"+strings.ReplaceAll(clock, "%", "tarif"), plain())
	require.Len(t, list, 1)
	assert.Contains(t, list[0].Summary, "twin.control.setpoint is wired to a signal")
	assert.Equal(t, `give twin.control.setpoint a plain value, such as "18 degC": twin.clock replaces it`, list[0].Hint)

	_, list = diagnosed(t, strings.Replace(text, "[input.wish]", "[twin.clock]\nmodel = \"control.schedule\"\nfollows = \"input.wish\"\ndrives = \"twin.control.setpoint\"\n[input.wish]", 1)+
		"[variant.plain]\ntwin.control.setpoint = \"20 degC\"\n[variant.tarif]\ntwin.control.band = \"2 K\"\n[variant.other]\ntwin.control.band = \"3 K\"\n", plain())
	require.Len(t, list, 1)
	require.Len(t, list[0].Related, 1)
	assert.Equal(t, "in the variants tarif, other", list[0].Related[0].Note)
	assert.Positive(t, list[0].Related[0].At.Line)
}
