// MinIO as it comes, from its Go module: no ready-made program of it is in any package registry.
package main

import (
	"os"

	minio "github.com/minio/minio/cmd"
)

func main() { minio.Main(os.Args) }
