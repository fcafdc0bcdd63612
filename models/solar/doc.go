// Package solar holds the kinds of twin that follow the sun.
package solar
