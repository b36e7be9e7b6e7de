package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// volumeTrial appends a line with the pod's name to a file and reads the file back, so that what earlier pods wrote
// there is seen as well.
func volumeTrial(path string) func(context.Context) (map[string]any, error) {
	return func(context.Context) (map[string]any, error) {
		name := filepath.Join(path, "test-application.log")
		file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o640)
		if err != nil {
			return nil, fmt.Errorf("opening the file: %w", err)
		}
		defer file.Close()
		if _, err := fmt.Fprintln(file, hostname()); err != nil {
			return nil, fmt.Errorf("writing the file: %w", err)
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading the file: %w", err)
		}
		lines := strings.Split(strings.TrimSpace(string(text)), "\n")
		return map[string]any{"path": path, "first": lines[0], "last": lines[len(lines)-1], "lines": len(lines)}, nil
	}
}
