package main

import (
	"strings"
	"sync"
	"time"

	"github.com/cloudnativelabs/kube-router/v2/pkg/utils"
)

// Whenever a pod or a policy comes or goes, kube-router asks iptables some 25 times whether its few chains of the
// uppermost level still stand where they belong, a process each time. On a node whose other program that writes there
// (kube-proxy) does so once, that was a third of the processor time of ten deployments.

// For so long an answer holds. What somebody else changed meanwhile is found and mended after it, with the next change.
const rememberedFor = 10 * time.Second

// remembering answers from memory what it was answered just now. Whatever it changes itself makes it forget.
type remembering struct {
	utils.IPTablesHandler
	mutex  sync.Mutex
	since  time.Time
	there  map[string]bool
	listed map[string][]string
}

func remember(handler utils.IPTablesHandler) *remembering {
	memory := &remembering{IPTablesHandler: handler}
	memory.forget()
	return memory
}

func (memory *remembering) forget() {
	memory.since = time.Now()
	memory.there = map[string]bool{}
	memory.listed = map[string][]string{}
}

func (memory *remembering) forgetOld() {
	if time.Since(memory.since) > rememberedFor {
		memory.forget()
	}
}

// isThere remembers only that something is there: what is missing is about to be made.
func (memory *remembering) isThere(key string, ask func() (bool, error)) (bool, error) {
	memory.mutex.Lock()
	defer memory.mutex.Unlock()
	memory.forgetOld()
	if memory.there[key] {
		return true, nil
	}
	isThere, err := ask()
	if err == nil && isThere {
		memory.there[key] = true
	}
	return isThere, err
}

func (memory *remembering) changing(change func() error) error {
	memory.mutex.Lock()
	defer memory.mutex.Unlock()
	memory.forget()
	return change()
}

func keyOf(table, chain string, rule []string) string {
	return strings.Join(append([]string{table, chain}, rule...), "\x00")
}

// Exists says whether a rule is in a chain.
func (memory *remembering) Exists(table, chain string, rule ...string) (bool, error) {
	return memory.isThere(keyOf(table, chain, rule), func() (bool, error) {
		return memory.IPTablesHandler.Exists(table, chain, rule...)
	})
}

// ChainExists says whether there is such a chain.
func (memory *remembering) ChainExists(table, chain string) (bool, error) {
	return memory.isThere(keyOf(table, chain, nil), func() (bool, error) {
		return memory.IPTablesHandler.ChainExists(table, chain)
	})
}

// List gives the rules of a chain.
func (memory *remembering) List(table, chain string) ([]string, error) {
	memory.mutex.Lock()
	defer memory.mutex.Unlock()
	memory.forgetOld()
	key := keyOf(table, chain, nil)
	if rules, isKnown := memory.listed[key]; isKnown {
		return rules, nil
	}
	rules, err := memory.IPTablesHandler.List(table, chain)
	if err == nil {
		memory.listed[key] = rules
	}
	return rules, err
}

// AppendUnique appends a rule to a chain that has none like it.
func (memory *remembering) AppendUnique(table, chain string, rule ...string) error {
	isThere, err := memory.Exists(table, chain, rule...)
	if err != nil || isThere {
		return err
	}
	return memory.changing(func() error { return memory.IPTablesHandler.AppendUnique(table, chain, rule...) })
}

// Insert puts a rule at a place of a chain.
func (memory *remembering) Insert(table, chain string, place int, rule ...string) error {
	return memory.changing(func() error { return memory.IPTablesHandler.Insert(table, chain, place, rule...) })
}

// Delete takes a rule out of a chain.
func (memory *remembering) Delete(table, chain string, rule ...string) error {
	return memory.changing(func() error { return memory.IPTablesHandler.Delete(table, chain, rule...) })
}

// NewChain makes a chain.
func (memory *remembering) NewChain(table, chain string) error {
	return memory.changing(func() error { return memory.IPTablesHandler.NewChain(table, chain) })
}
