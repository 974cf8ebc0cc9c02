// Package leak finds in a text what should not leave the house: secrets, personal data, and the names of machines, tickets
// and channels that mean nothing to a reader elsewhere. It knows their usual shapes, and no list of shapes is complete.
package leak
