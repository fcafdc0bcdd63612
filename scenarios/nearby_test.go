package scenarios

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestNearby: of many names only those are shown that may have been meant.
func TestNearby(t *testing.T) {
	var many []string
	for i := range 700 {
		many = append(many, fmt.Sprintf("h%d", i), fmt.Sprintf("h%d-pump", i))
	}
	assert.Equal(t, "one of 1400, such as h12-pump, h12, h120, h120-pump, h121, h121-pump", nearby("h12-x", append([]string{}, many...)))
	assert.Equal(t, "one of 1400, such as h0-pump, h1-pump, h10-pump, h100-pump, h101-pump, h102-pump", nearby("*-pump", many))
	assert.Equal(t, "one of h0, h0-pump, h1", nearby("h7", many[:3]))
	assert.Equal(t, "", nearby("x", nil))
}
