package main

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
)

// listen takes the address, or the next free port where it is taken.
func listen(addr string, e env) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, usage("--addr is %q; write it as 127.0.0.1:8790", addr)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, usage("--addr is %q; the workspace is served on this machine only, such as 127.0.0.1:8790", addr)
	}
	first, err := strconv.Atoi(port)
	if err != nil || first < 0 || first > 65535 {
		return nil, usage("--addr is %q; the port is a number from 0 to 65535", addr)
	}
	for n := first; n < first+20 && n <= 65535; n++ {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(n)))
		if err == nil {
			if n != first {
				fmt.Fprintf(e.stdout, "Port %d is taken, so this is %d.\n", first, l.Addr().(*net.TCPAddr).Port)
			}
			return l, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return nil, fmt.Errorf("%s cannot be listened on: %w", addr, err)
		}
	}
	return nil, fmt.Errorf("no port from %d to %d is free; choose another with --addr", first, first+19)
}
