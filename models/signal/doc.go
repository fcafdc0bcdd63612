// Package signal holds the actors that play inputs: what comes from outside
// and depends on nothing in the model.
package signal
