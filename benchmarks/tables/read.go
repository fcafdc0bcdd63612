package main

import (
	"fmt"
	"time"

	"gonum.org/v1/gonum/floats"

	"whatif/results"
)

// readBatch reads all rows of a batch's series and adds up every column.
func readBatch(dir string) (Figure, error) {
	begun := time.Now()
	r, err := results.Open(dir)
	if err != nil {
		return Figure{}, err
	}
	count, sum, numbers := 0, 0.0, int64(0)
	for rows, err := range r.Batches("thermal.room") {
		if err != nil {
			return Figure{}, err
		}
		sum += floats.Sum(rows.T)
		for _, column := range rows.Columns {
			sum += floats.Sum(column)
		}
		for _, n := range rows.Number {
			numbers += n
		}
		count += len(rows.T)
	}
	if sum != sum || numbers < 0 {
		return Figure{}, fmt.Errorf("%s: a value is missing", dir)
	}
	return Figure{Count: count, Seconds: time.Since(begun).Seconds(), Peak: peak()}, nil
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
