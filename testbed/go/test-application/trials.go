package main

import (
	"os"
	"slices"
	"strings"
)

// Names of addresses that services inject, a prefix before them or none; every other one that ends in _URL is a
// component's.
var serviceAddresses = []string{"DATABASE_URL", "OBJECT_STORE_URL", "OIDC_DISCOVERY_URL", "REDIS_URL"}

func isOfService(name string) bool {
	return slices.ContainsFunc(serviceAddresses, func(known string) bool {
		return name == known || strings.HasSuffix(name, "_"+known)
	})
}

// trials are what the variables of this process speak of.
func trials() []trial {
	var found []trial
	if os.Getenv("DATABASE_SERVER_HOST") != "" {
		found = append(found, trial{"database", "sign in, write a row and read it back", tryDatabase})
	}
	if os.Getenv("OBJECT_STORE_ENDPOINT") != "" {
		found = append(found, trial{"objectStore", "store an object and read it back", tryObjectStore})
	}
	if os.Getenv("OIDC_DISCOVERY_URL") != "" {
		found = append(found, trial{"signIn", "read the discovery document", tryDiscovery})
	}
	if os.Getenv("REDIS_HOST") != "" {
		found = append(found, trial{"redis", "sign in, set a key and read it back", tryRedis})
	}
	if path := os.Getenv("DATA_PATH"); path != "" {
		found = append(found, trial{"volume", "write a file and read it back", volumeTrial(path)})
	}
	for _, variable := range os.Environ() {
		name, address, _ := strings.Cut(variable, "=")
		component, isAddress := strings.CutSuffix(name, "_URL")
		if isAddress && address != "" && !isOfService(name) {
			found = append(found, trial{"call:" + strings.ToLower(component), "ask for its health", callTrial(address)})
		}
	}
	return found
}
