// Package workspace is a Slack workspace on loopback.
package workspace
