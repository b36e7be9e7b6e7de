package main

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"
)

// A policy refuses at once or says nothing, and who listens in the same machine answers at once.
const openingLimit = 1500 * time.Millisecond

// openings answers, for each address that was asked for, whether a connection to it was accepted: a test can ask from
// where this pod stands, which no test can know from outside.
func openings(w http.ResponseWriter, r *http.Request) {
	addresses := r.URL.Query()["at"]
	seen := make(map[string]string, len(addresses))
	var lock sync.Mutex
	var all sync.WaitGroup
	for _, address := range addresses {
		all.Go(func() {
			what := opening(r.Context(), address)
			lock.Lock()
			defer lock.Unlock()
			seen[address] = what
		})
	}
	all.Wait()
	w.Header().Set("content-type", "application/json")
	_ = json.NewEncoder(w).Encode(seen) // whoever asked has gone
}

func opening(ctx context.Context, address string) string {
	limited, cancel := context.WithTimeout(ctx, openingLimit)
	defer cancel()
	connection, err := (&net.Dialer{}).DialContext(limited, "tcp", address)
	if err == nil {
		connection.Close()
		return "accepted"
	}
	var unknown *net.DNSError
	switch {
	case errors.As(err, &unknown):
		return "unknown"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "refused"
	case errors.Is(err, context.DeadlineExceeded):
		return "unanswered"
	default:
		return err.Error()
	}
}
