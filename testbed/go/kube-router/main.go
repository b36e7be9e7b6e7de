// kube-router as nothing but the firewall that enforces NetworkPolicies. It is wired together here, not by kube-router's
// own command, because that gives no way to remember what iptables answered (see remembering.go).
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"github.com/cloudnativelabs/kube-router/v2/pkg/controllers/netpol"
	"github.com/cloudnativelabs/kube-router/v2/pkg/healthcheck"
	"github.com/cloudnativelabs/kube-router/v2/pkg/options"
	"github.com/spf13/pflag"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	config, err := readConfig()
	if err != nil {
		return err
	}
	access, err := clientcmd.BuildConfigFromFlags("", config.Kubeconfig)
	if err != nil {
		return fmt.Errorf("reading the kubeconfig: %w", err)
	}
	client, err := kubernetes.NewForConfig(access)
	if err != nil {
		return fmt.Errorf("making a client of the API server: %w", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	return enforce(ctx, client, config)
}

func readConfig() (*options.KubeRouterConfig, error) {
	klog.InitFlags(nil)
	config := options.NewKubeRouterConfig()
	config.AddFlags(pflag.CommandLine)
	pflag.Parse()
	// klog reads the standard library's flags, which nothing else parses here.
	if err := flag.CommandLine.Parse(nil); err != nil {
		return nil, fmt.Errorf("preparing the log: %w", err)
	}
	if err := flag.Set("v", config.VLevel); err != nil {
		return nil, fmt.Errorf("setting the level of the log: %w", err)
	}
	return config, nil
}

// enforce makes the rules of this node follow the cluster's policies until it is told to end.
func enforce(ctx context.Context, client kubernetes.Interface, config *options.KubeRouterConfig) error {
	factory := informers.NewSharedInformerFactory(client, 0)
	pods := factory.Core().V1().Pods().Informer()
	namespaces := factory.Core().V1().Namespaces().Informer()
	policies := factory.Networking().V1().NetworkPolicies().Informer()

	tables, sets, err := netpol.NewIPTablesHandlers(config)
	if err != nil {
		return fmt.Errorf("preparing iptables and ipset: %w", err)
	}
	for family, handler := range tables {
		tables[family] = remember(handler)
	}
	var setsInUse sync.Mutex
	controller, err := netpol.NewNetworkPolicyController(
		client, config, pods, policies, namespaces, &setsInUse, tables, sets)
	if err != nil {
		return fmt.Errorf("preparing the firewall: %w", err)
	}
	for informer, handler := range map[cache.SharedIndexInformer]cache.ResourceEventHandler{
		pods: controller.PodEventHandler, namespaces: controller.NamespaceEventHandler,
		policies: controller.NetworkPolicyEventHandler,
	} {
		if _, err := informer.AddEventHandler(handler); err != nil {
			return fmt.Errorf("following the cluster: %w", err)
		}
	}
	factory.Start(ctx.Done())
	for kind, isThere := range factory.WaitForCacheSync(ctx.Done()) {
		if !isThere {
			return fmt.Errorf("the cluster's %v could not be read", kind)
		}
	}
	var running sync.WaitGroup
	running.Add(1)
	controller.Run(unheard(ctx), ctx.Done(), &running)
	running.Wait()
	return nil
}

// unheard takes the controller's signs of life, which nobody asks for here, so that it never waits to give one.
func unheard(ctx context.Context) chan<- *healthcheck.ControllerHeartbeat {
	beats := make(chan *healthcheck.ControllerHeartbeat, 1)
	go func() {
		for {
			select {
			case <-beats:
			case <-ctx.Done():
				return
			}
		}
	}()
	return beats
}
