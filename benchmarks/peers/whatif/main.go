//go:build unix

// Command whatif carries out the benchmark problems with the full engine, on
// one processor, for comparison with other programs.
//
//	whatif t1|t2|t4 SIZE HOURS METHOD RTOL REPS [FILE]
//	whatif law PROBLEM METHOD RTOL RUNS [FILE]
//	whatif office DRAW REPS FILE
//
// The first two forms have the command lines of the other programs. The first
// runs the engine; METHOD and RTOL make no difference. The second runs
// physics/ode alone; METHOD is auto, dp5 or rodas5p. Both print a line of JSON and
// write FILE.states and FILE.events, see cpp/trace.h and cpp/timing.h. The third
// runs the office study of the examples, from the root of the repository, and
// writes what another program needs to do the same and to compare.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"
)

func main() {
	runtime.GOMAXPROCS(1)
	if err := carryOut(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var errUsage = errors.New("usage: whatif t1|t2|t4 SIZE HOURS METHOD RTOL REPS [FILE], " +
	"or whatif law PROBLEM METHOD RTOL RUNS [FILE], or whatif office DRAW REPS FILE")

func carryOut(words []string) error {
	if len(words) >= 5 && words[0] == "law" {
		return carryOutLaw(words[1:])
	}
	if len(words) == 4 && words[0] == "office" {
		numbers, err := integers(words[1:3])
		if err != nil {
			return err
		}
		return office(numbers[0], numbers[1], words[3])
	}
	if len(words) < 6 {
		return errUsage
	}
	numbers, err := integers([]string{words[1], words[2], words[5]})
	if err != nil {
		return err
	}
	t, err := newTask(words[0], numbers[0], numbers[1])
	if err != nil {
		return err
	}
	file := ""
	if len(words) > 6 {
		file = words[6]
	}
	return t.measure(numbers[2], file)
}

func carryOutLaw(words []string) error {
	l, err := newLaw(words[0], words[1], words[2])
	if err != nil {
		return err
	}
	runs, err := integers(words[3:4])
	if err != nil {
		return err
	}
	file := ""
	if len(words) > 4 {
		file = words[4]
	}
	return l.measure(runs[0], file)
}

func integers(words []string) (numbers []int, err error) {
	for _, w := range words {
		n, err := strconv.Atoi(w)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errUsage, err)
		}
		numbers = append(numbers, n)
	}
	return numbers, nil
}

// processor returns the processor time that this process has used, in s.
func processor() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // RUSAGE_SELF is always there
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) * 1e-9
}

// report is the line that is printed.
type report struct {
	CPU    []float64 `json:"cpu"`             // s, each repetition with all its building
	Alone  []float64 `json:"alone,omitempty"` // s of them in which the engine's runs advanced, without building
	Events int       `json:"events"`          // switchings, or reactions of guards
	Last   float64   `json:"last"`            // s, the last of them
}

func (r report) print() error { return json.NewEncoder(os.Stdout).Encode(r) }
