package page

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// shellPolicy lets the page load its own scripts, styles and pictures, and
// nothing else; no script can turn a string into markup.
const shellPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// filePolicy shows an uploaded document without scripts, without an origin and
// without the network.
const filePolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

// guard lets through only requests that were addressed to this machine, by a
// page of its own or by no page at all.
func guard(next http.Handler) http.Handler {
	writes := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		if !loopback(r.Host) {
			http.Error(w, "This page answers on this machine only: use 127.0.0.1 or localhost.", http.StatusForbidden)
			return
		}
		if err := writes.Check(r); err != nil || foreign(r) {
			http.Error(w, "This request came from another site.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// loopback reports whether a Host header names this machine. A name that merely
// resolves to it does not count: that is how DNS rebinding works.
func loopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && addr.IsLoopback()
}

// foreign reports whether another site's page asks for something below /page/,
// reading included. Following a link to the shell is fine.
func foreign(r *http.Request) bool {
	if !strings.HasPrefix(r.URL.Path, "/page/") {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return false
	}
	return true
}
