package ode

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPaceIsKept(t *testing.T) {
	var numbers, again [paceSize]float64
	for i := range numbers {
		numbers[i] = float64(i + 1)
	}
	var p pace
	p.load(numbers[:])
	p.store(again[:])
	assert.Equal(t, numbers, again)
}
