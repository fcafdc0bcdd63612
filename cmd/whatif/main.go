// Command whatif runs what-if studies on digital twins.
package main

import (
	"os"
	_ "time/tzdata" // scenarios name time zones; not every machine has the table
)

func main() {
	os.Exit(run(os.Args[1:], newConsole(os.Stdout, os.Stderr)))
}
