package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

// No answer that is read here is longer.
const longestAnswer = 1 << 20

func tryDiscovery(ctx context.Context) (map[string]any, error) {
	text, err := get(ctx, os.Getenv("OIDC_DISCOVERY_URL"), os.Getenv("OIDC_CA_FILE"))
	if err != nil {
		return nil, err
	}
	var document struct {
		Issuer        string `json:"issuer"`
		Authorization string `json:"authorization_endpoint"`
		Token         string `json:"token_endpoint"`
	}
	if err := json.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("the discovery document is no JSON: %w", err)
	}
	if document.Issuer == "" || document.Authorization == "" || document.Token == "" {
		return nil, errors.New("the discovery document lacks issuer or endpoints")
	}
	if given := os.Getenv("OIDC_ISSUER"); given != "" && given != document.Issuer {
		return nil, fmt.Errorf("OIDC_ISSUER is %s, the document says %s", given, document.Issuer)
	}
	return map[string]any{"issuer": document.Issuer, "clientId": os.Getenv("OIDC_CLIENT_ID")}, nil
}

func callTrial(address string) func(context.Context) (map[string]any, error) {
	return func(ctx context.Context) (map[string]any, error) {
		text, err := get(ctx, strings.TrimSuffix(address, "/")+"/healthz", "")
		if err != nil {
			return map[string]any{"address": address}, err
		}
		return map[string]any{"address": address, "answer": strings.TrimSpace(string(text))}, nil
	}
}

func get(ctx context.Context, address, authority string) ([]byte, error) {
	transport, err := trusting(authority)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("%q is no address", address)
	}
	response, err := (&http.Client{Transport: transport}).Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", address, response.Status)
	}
	return io.ReadAll(io.LimitReader(response.Body, longestAnswer))
}
