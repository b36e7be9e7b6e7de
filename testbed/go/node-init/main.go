// The first process of a node: it gives the node a file system of its own where containers leave traces, lets packets
// pass from pod to pod, and then only reaps. When it ends, everything in the node ends with it, its mounts and its
// network too.
//
//	unshare --net --mount --pid --fork --kill-child node-init KEPT…
//
// KEPT are folders that stay those of the machine: the run's own and the one with the programs.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// What kubelet, containerd and the network plugins write by fixed names, and with it whatever the machine has there.
var private = []string{"/run", "/var/lib", "/var/log"}

func main() {
	if err := prepare(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "node-init:", err)
		os.Exit(1)
	}
	fmt.Println("the node is ready")
	reap()
}

func prepare(kept []string) error {
	if os.Getpid() != 1 {
		return fmt.Errorf("must be the first process of its own namespaces")
	}
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("parting from the machine's mounts: %w", err)
	}
	if err := unix.Mount("proc", "/proc", "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, ""); err != nil {
		return fmt.Errorf("mounting /proc: %w", err)
	}
	folders, err := open(kept)
	if err != nil {
		return err
	}
	for _, place := range private {
		if err := unix.Mount("tmpfs", place, "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, "mode=0755"); err != nil {
			return fmt.Errorf("mounting a private %s: %w", place, err)
		}
	}
	for folder, descriptor := range folders {
		if err := bring(folder, descriptor); err != nil {
			return err
		}
	}
	// Forwarding is a setting of a network namespace: this one is the node's.
	if err := os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("1"), 0); err != nil {
		return fmt.Errorf("forwarding packets: %w", err)
	}
	return nil
}

// open holds the folders that are about to be covered.
func open(folders []string) (map[string]int, error) {
	held := map[string]int{}
	for _, folder := range folders {
		if !filepath.IsAbs(folder) || filepath.Clean(folder) != folder {
			return nil, fmt.Errorf("%q is no clean absolute path", folder)
		}
		if !isCovered(folder) {
			continue
		}
		descriptor, err := unix.Open(folder, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
		if err != nil {
			return nil, fmt.Errorf("opening %s: %w", folder, err)
		}
		held[folder] = descriptor
	}
	return held, nil
}

func isCovered(folder string) bool {
	for _, place := range private {
		if folder == place || strings.HasPrefix(folder, place+"/") {
			return true
		}
	}
	return false
}

// bring puts a held folder back to its place.
func bring(folder string, descriptor int) error {
	defer unix.Close(descriptor)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("making a place for %s: %w", folder, err)
	}
	source := fmt.Sprintf("/proc/self/fd/%d", descriptor)
	if err := unix.Mount(source, folder, "", unix.MS_BIND|unix.MS_REC, ""); err != nil {
		return fmt.Errorf("bringing back %s: %w", folder, err)
	}
	return nil
}

// reap waits for every process whose parent is gone, until it is told to stop.
func reap() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, unix.SIGTERM, unix.SIGINT, unix.SIGCHLD)
	for received := range signals {
		if received != unix.SIGCHLD {
			return
		}
		for {
			if pid, err := unix.Wait4(-1, nil, unix.WNOHANG, nil); pid <= 0 || err != nil {
				break
			}
		}
	}
}
