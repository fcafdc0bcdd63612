package main

import (
	"fmt"
	"time"

	"whatif/results"
)

// readBatch goes through one variable of one room in all runs of a batch, and
// touches its values and times. All rows count, as all have to be passed.
func readBatch(dir string) (Figure, error) {
	begun := time.Now()
	r, err := results.Open(dir)
	if err != nil {
		return Figure{}, err
	}
	values, sum := 0, 0.0
	for c, err := range r.Curves("twin.room003.variable0", nil) {
		if err != nil {
			return Figure{}, err
		}
		for i, v := range c.Values {
			sum += v + c.T[i]
		}
		values += len(c.Values)
	}
	if sum != sum {
		return Figure{}, fmt.Errorf("%s: a value is missing", dir)
	}
	return Figure{Count: values * rooms, Seconds: time.Since(begun).Seconds(), Peak: peak()}, nil
}

// openBatch reads the table runs of a batch and describes its indicators.
func openBatch(dir string) (Figure, error) {
	begun := time.Now()
	r, err := results.Open(dir)
	if err != nil {
		return Figure{}, err
	}
	if _, err := r.Indicators(); err != nil {
		return Figure{}, err
	}
	return Figure{Count: r.Runs.Len(), Seconds: time.Since(begun).Seconds(), Peak: peak()}, nil
}
