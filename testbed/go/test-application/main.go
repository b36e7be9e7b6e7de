// The application that the tests deploy. It is given only the variables that the Operations Manager injects, uses
// every service that they speak of, and says over HTTP what it tried and saw: never a secret.
//
// The version is an argument in its image, so that a rolling update can be watched; the version "crash" ends at once.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

const (
	// How long requests are still taken after the order to stop, unless FAREWELL says otherwise: proxies learn of it a
	// moment later than we do.
	usualFarewell = 3 * time.Second
	// How long requests that are being answered may still take after that.
	lastRequests = 10 * time.Second
)

func main() {
	version := "0"
	if len(os.Args) > 1 {
		version = os.Args[1]
	}
	if version == "crash" {
		fmt.Fprintln(os.Stderr, "test-application: this version always crashes")
		os.Exit(3)
	}
	if version == "once" {
		os.Exit(once())
	}
	if err := serve(version); err != nil {
		fmt.Fprintln(os.Stderr, "test-application:", err)
		os.Exit(1)
	}
}

// once uses every service and ends: what a command that runs before the pods does. It is patient, as such a command has to
// be. Components that are called may not be there yet, so they do not count.
func once() int {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for {
		failed := ""
		for name, one := range makeReport(ctx, "once").Checks {
			if !one.OK && !strings.HasPrefix(name, "call:") {
				failed = name + ": " + one.Error
			}
		}
		if failed == "" {
			fmt.Println("test-application: every service works")
			return 0
		}
		select {
		case <-time.After(500 * time.Millisecond):
		case <-ctx.Done():
			fmt.Println("test-application: gave up,", failed)
			return 1
		}
	}
}

func serve(version string) error {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	server := &http.Server{
		Addr:              net.JoinHostPort("", port),
		Handler:           newHandler(version),
		ReadHeaderTimeout: 10 * time.Second,
	}
	ordered, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	// Whoever declares several ports has to be answered at each.
	for _, more := range strings.Fields(os.Getenv("MORE_PORTS")) {
		go func() { failed <- http.ListenAndServe(net.JoinHostPort("", more), server.Handler) }()
	}
	fmt.Printf("test-application %s listens on %s\n", version, server.Addr)

	select {
	case err := <-failed:
		return err
	case <-ordered.Done():
	}
	fmt.Println("test-application was told to stop")
	time.Sleep(farewell())
	last, cancel := context.WithTimeout(context.Background(), lastRequests)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return fmt.Errorf("ending the last requests: %w", err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// farewell lets a test have an application that does as most do: it stops at once.
func farewell() time.Duration {
	given, err := time.ParseDuration(os.Getenv("FAREWELL"))
	if err != nil {
		return usualFarewell
	}
	return given
}
