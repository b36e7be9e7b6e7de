package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"
)

// The longest that one check may take; a refused connection answers sooner, a dropped one never does.
const checkLimit = 4 * time.Second

// check is one service that was tried. Seen has what it answered, Error why it could not be used.
type check struct {
	Tried string         `json:"tried"`
	OK    bool           `json:"ok"`
	Seen  map[string]any `json:"seen,omitempty"`
	Error string         `json:"error,omitempty"`
}

type report struct {
	Version    string           `json:"version"`
	Hostname   string           `json:"hostname"`
	PublicHost string           `json:"publicHost,omitempty"`
	OK         bool             `json:"ok"`
	Checks     map[string]check `json:"checks"`
}

// trial is a service that the injected variables speak of.
type trial struct {
	name  string
	tried string
	run   func(context.Context) (map[string]any, error)
}

func newHandler(version string) http.Handler {
	mux := http.NewServeMux()
	healthy := func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") }
	// Several components may be published at one host, each below a path of its own.
	for _, below := range []string{"", "/{component}"} {
		mux.HandleFunc("GET "+below+"/healthz", healthy)
		mux.HandleFunc("GET "+below+"/open", openings)
	}
	// A request that takes a while, so that a test can have one in flight while pods are replaced.
	mux.HandleFunc("GET /slow", func(w http.ResponseWriter, r *http.Request) {
		milliseconds, err := strconv.Atoi(r.URL.Query().Get("ms"))
		if err != nil || milliseconds < 0 || milliseconds > 10_000 {
			http.Error(w, "ms is a number from 0 to 10000", http.StatusBadRequest)
			return
		}
		select {
		case <-time.After(time.Duration(milliseconds) * time.Millisecond):
			fmt.Fprintln(w, version)
		case <-r.Context().Done():
		}
	})
	if os.Getenv("OIDC_DISCOVERY_URL") != "" {
		(&signIn{attempts: map[string]attempt{}, sessions: map[string]session{}}).register(mux)
	}
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		answer(w, makeReport(r.Context(), version))
	})
	return mux
}

func answer(w http.ResponseWriter, made report) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(made); err != nil {
		fmt.Fprintln(os.Stderr, "test-application: writing the answer:", err)
	}
}

// makeReport tries every service side by side.
func makeReport(ctx context.Context, version string) report {
	hostname, err := os.Hostname()
	if err != nil {
		hostname = "unknown: " + err.Error()
	}
	made := report{
		Version:    version,
		Hostname:   hostname,
		PublicHost: os.Getenv("PUBLIC_HOST"),
		OK:         true,
		Checks:     map[string]check{},
	}
	var guard sync.Mutex
	var all sync.WaitGroup
	for _, one := range trials() {
		all.Go(func() {
			done := try(ctx, one)
			guard.Lock()
			defer guard.Unlock()
			made.Checks[one.name] = done
			made.OK = made.OK && done.OK
		})
	}
	all.Wait()
	return made
}

func try(ctx context.Context, one trial) check {
	limited, cancel := context.WithTimeout(ctx, checkLimit)
	defer cancel()
	seen, err := one.run(limited)
	if err != nil {
		fmt.Fprintf(os.Stderr, "test-application: %s: %v\n", one.name, err)
		return check{Tried: one.tried, Seen: seen, Error: err.Error()}
	}
	return check{Tried: one.tried, OK: true, Seen: seen}
}
