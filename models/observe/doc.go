// Package observe holds the actors that only look: conditions, alerts and
// indicators. They change nothing that a twin reads.
package observe
