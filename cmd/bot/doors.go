package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/reading"
)

// A door is an address at which a running bot answers requests.
type door struct {
	option, addr string
	server       *http.Server
}

// serveDoors runs the bot and answers requests until ctx ends: the doors are closed first.
func serveDoors(ctx context.Context, b *bot.Bot, doors []door) error {
	if len(doors) == 0 {
		return b.Run(ctx)
	}
	var listeners []net.Listener
	for _, d := range doors {
		l, err := net.Listen("tcp", d.addr)
		if err != nil {
			for _, open := range listeners {
				open.Close()
			}
			return fmt.Errorf("%s cannot be listened on; choose another address with %s: %w", d.addr, d.option, err)
		}
		listeners = append(listeners, l)
	}
	served := make(chan error, len(doors))
	for i, d := range doors {
		go func() { served <- d.server.Serve(listeners[i]) }()
	}
	ran := make(chan error, 1)
	loop, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	go func() { ran <- b.Run(loop) }()
	var err error
	select {
	case <-ctx.Done():
	case err = <-served:
	case err = <-ran:
		for _, d := range doors {
			err = errors.Join(err, d.server.Close())
		}
		return err
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	for _, d := range doors {
		err = errors.Join(err, d.server.Shutdown(closing))
	}
	stop()
	return errors.Join(err, <-ran)
}

// webURL is where people reach the pages that are served at an address: REMEDY_WEB_URL, or the address itself on this
// machine. From elsewhere the pages are read over TLS only, since a link lets in whoever sees it first.
func (e env) webURL(addr string) (*url.URL, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, usage("--web is %q; write it as 127.0.0.1:8792", addr)
	}
	v, err := e.setting("REMEDY_WEB_URL")
	if err != nil {
		return nil, err
	}
	if v == "" && (host == "" || !reading.Loopback(host)) {
		return nil, fmt.Errorf("--web is %s, which others can reach; set REMEDY_WEB_URL to the https address at which they do, or use 127.0.0.1:%s", addr, port)
	}
	u, err := url.Parse(cmp.Or(v, "http://"+addr))
	switch {
	case err != nil || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
		return nil, fmt.Errorf("REMEDY_WEB_URL is %q; write it as https://reviews.example.org", v)
	case reading.Loopback(u.Host) && host != "" && reading.Loopback(host):
		return u, nil
	case reading.Loopback(u.Host):
		return nil, fmt.Errorf("REMEDY_WEB_URL is %s, which is this machine, while --web %s lets others in; name the https address at which they reach it", v, addr)
	case u.Scheme != "https":
		return nil, fmt.Errorf("REMEDY_WEB_URL is %q; others may reach the pages over https only, such as https://reviews.example.org", v)
	}
	return u, nil
}
