package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

func tryObjectStore(ctx context.Context) (map[string]any, error) {
	endpoint, err := url.Parse(os.Getenv("OBJECT_STORE_ENDPOINT"))
	if err != nil {
		return nil, errors.New("OBJECT_STORE_ENDPOINT is no address")
	}
	transport, err := trusting(os.Getenv("AWS_CA_BUNDLE"))
	if err != nil {
		return nil, err
	}
	client, err := minio.New(endpoint.Host, &minio.Options{
		Creds:      credentials.NewStaticV4(os.Getenv("OBJECT_STORE_USER"), os.Getenv("OBJECT_STORE_PASSWORD"), ""),
		Secure:     endpoint.Scheme == "https",
		Region:     os.Getenv("OBJECT_STORE_REGION"),
		Transport:  transport,
		MaxRetries: 1,
	})
	if err != nil {
		return nil, fmt.Errorf("preparing the client: %w", err)
	}
	bucket := os.Getenv("OBJECT_STORE_BUCKET_NAME")
	name := "test-application/" + hostname()
	const content = "written by the test application"
	if _, err := client.PutObject(ctx, bucket, name, strings.NewReader(content), int64(len(content)), minio.PutObjectOptions{}); err != nil {
		return nil, fmt.Errorf("storing an object: %w", err)
	}
	object, err := client.GetObject(ctx, bucket, name, minio.GetObjectOptions{})
	if err != nil {
		return nil, fmt.Errorf("asking for the object: %w", err)
	}
	defer object.Close()
	read, err := io.ReadAll(object)
	if err != nil {
		return nil, fmt.Errorf("reading the object: %w", err)
	}
	if string(read) != content {
		return nil, errors.New("the object that was read is not the one that was stored")
	}
	return map[string]any{"bucket": bucket, "object": name}, nil
}
