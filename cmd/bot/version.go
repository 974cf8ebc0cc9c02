package main

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
)

// version prints which build this is.
func version(_ context.Context, args []string, e env) error {
	if rest, err := flags(flag.NewFlagSet("version", flag.ContinueOnError), args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usage("it takes no arguments")
	}
	fmt.Fprintln(e.stdout, versionLine())
	return nil
}

// versionLine is the version as the build knows it: a released module version,
// or the commit it was built from.
func versionLine() string {
	v, commit := "devel", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" && info.Main.Version != "(devel)" {
			v = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				commit = " " + s.Value[:12]
			}
		}
	}
	return fmt.Sprintf("remedy %s%s %s %s/%s", v, commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
