package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// tryRedis signs in with the parts, which have to agree with the address, and counts visits in a key.
func tryRedis(ctx context.Context) (map[string]any, error) {
	address, err := url.Parse(os.Getenv("REDIS_URL"))
	if err != nil {
		return nil, errors.New("reading REDIS_URL: it is no address") // the cause would say the password
	}
	host, user := net.JoinHostPort(os.Getenv("REDIS_HOST"), os.Getenv("REDIS_PORT")), os.Getenv("REDIS_USER")
	password, _ := address.User.Password()
	if address.Host != host || address.User.Username() != user || password != os.Getenv("REDIS_PASSWORD") {
		return nil, errors.New("REDIS_URL says something else than the variables beside it")
	}
	connection, err := (&net.Dialer{}).DialContext(ctx, "tcp", host)
	if err != nil {
		return nil, fmt.Errorf("connecting: %w", err)
	}
	defer connection.Close()
	if deadline, limited := ctx.Deadline(); limited {
		if err := connection.SetDeadline(deadline); err != nil {
			return nil, fmt.Errorf("connecting: %w", err)
		}
	}
	ask := asking(connection)
	if _, err := ask("AUTH", user, password); err != nil {
		return nil, fmt.Errorf("signing in: %w", err)
	}
	visits, err := ask("INCR", "visits")
	if err != nil {
		return nil, fmt.Errorf("counting: %w", err)
	}
	written := time.Now().Format(time.RFC3339Nano)
	if _, err := ask("SET", hostname(), written, "EX", "60"); err != nil {
		return nil, fmt.Errorf("setting a key: %w", err)
	}
	read, err := ask("GET", hostname())
	if err != nil {
		return nil, fmt.Errorf("reading the key: %w", err)
	}
	if read != written {
		return nil, fmt.Errorf("the key that was set to %q held %q", written, read)
	}
	return map[string]any{"user": user, "visits": visits}, nil
}

// asking sends commands one after the other and reads the answer of each: a line, or a text of a length that is told.
func asking(connection net.Conn) func(parts ...string) (string, error) {
	answers := bufio.NewReader(connection)
	return func(parts ...string) (string, error) {
		var command strings.Builder
		fmt.Fprintf(&command, "*%d\r\n", len(parts))
		for _, part := range parts {
			fmt.Fprintf(&command, "$%d\r\n%s\r\n", len(part), part)
		}
		if _, err := io.WriteString(connection, command.String()); err != nil {
			return "", err
		}
		line, err := answers.ReadString('\n')
		if err != nil {
			return "", err
		}
		kind, rest := line[0], strings.TrimRight(line[1:], "\r\n")
		switch kind {
		case '-':
			code, _, _ := strings.Cut(rest, " ")
			return "", fmt.Errorf("it answered %s", code)
		case '$':
			length, err := strconv.Atoi(rest)
			if err != nil || length < 0 {
				return "", fmt.Errorf("it has no such key")
			}
			text := make([]byte, length+2)
			_, err = io.ReadFull(answers, text)
			return string(text[:length]), err
		default:
			return rest, nil
		}
	}
}
