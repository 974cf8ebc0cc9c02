// Package picture draws the two pictures of a review: the tree of causes and the
// timeline. A picture is laid out once, into a list of shapes, and written from it
// as SVG for browsers, in light or dark as the reader prefers, and as PNG for Slack,
// which does not preview SVG.
//
// It is pure: the same review gives the same bytes. Letters that the two fonts lack
// make [Drawing.Legible] false; then a text is the better picture.
package picture
