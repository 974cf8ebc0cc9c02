package reading

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// policy lets a page load its own style and scripts, and nothing else; no script can turn a string into markup.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; " +
	"frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// guard says what a browser may do with the pages, and keeps those without passes on this machine.
func (p *pages) guard(next http.Handler) http.Handler {
	writes := http.NewCrossOriginProtection()
	if p.Passes != nil { // a proxy may hand on another Host than people typed
		if err := writes.AddTrustedOrigin(p.Passes.base.Scheme + "://" + p.Passes.base.Host); err != nil {
			panic(err) // the address was parsed before
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Content-Security-Policy", policy)
		if p.Passes == nil && !here(r) {
			http.Error(w, "These pages answer on this machine only. For others, set REMEDY_WEB_URL.", http.StatusForbidden)
			return
		}
		if err := writes.Check(r); err != nil {
			http.Error(w, "This request came from another site.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// here reports whether a request comes from this machine and means it. A name that merely resolves to it does not count,
// since that is how DNS rebinding works, and neither does one that says that a proxy passes it on. A proxy need not say so:
// whoever puts one before the pages has to set the address that people use, too.
func here(r *http.Request) bool {
	for _, passedOn := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via"} {
		if r.Header.Get(passedOn) != "" {
			return false
		}
	}
	return Loopback(r.Host) && Loopback(r.RemoteAddr)
}

// Loopback reports whether an address, with or without a port, is one of this machine.
func Loopback(address string) bool {
	if host, _, err := net.SplitHostPort(address); err == nil {
		address = host
	}
	if address == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(address, "[]"))
	return err == nil && ip.Unmap().IsLoopback()
}
