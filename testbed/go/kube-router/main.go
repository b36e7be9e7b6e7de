// kube-router as its authors start it, less what a testbed has no use for: only the firewall that enforces
// NetworkPolicies is wanted of it.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/cloudnativelabs/kube-router/v2/pkg/cmd"
	"github.com/cloudnativelabs/kube-router/v2/pkg/options"
	"github.com/spf13/pflag"
	"k8s.io/klog/v2"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	klog.InitFlags(nil)
	config := options.NewKubeRouterConfig()
	config.AddFlags(pflag.CommandLine)
	pflag.Parse()
	// klog reads the standard library's flags, which nothing else parses here.
	if err := flag.CommandLine.Parse(nil); err != nil {
		return fmt.Errorf("preparing the log: %w", err)
	}
	if err := flag.Set("v", config.VLevel); err != nil {
		return fmt.Errorf("setting the level of the log: %w", err)
	}
	router, err := cmd.NewKubeRouterDefault(config)
	if err != nil {
		return fmt.Errorf("reading the configuration: %w", err)
	}
	return router.Run()
}
