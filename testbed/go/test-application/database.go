package main

import (
	"context"
	"fmt"
	"os"

	"github.com/jackc/pgx/v5"
)

// tryDatabase signs in with the parts rather than the address, so that both forms of the variables are needed to agree.
func tryDatabase(ctx context.Context) (map[string]any, error) {
	config, err := pgx.ParseConfig(os.Getenv("DATABASE_SERVER_FULL"))
	if err != nil {
		return nil, fmt.Errorf("reading DATABASE_SERVER_FULL: %w", err)
	}
	config.Host = os.Getenv("DATABASE_SERVER_HOST")
	config.User = os.Getenv("DATABASE_SERVER_USER")
	config.Password = os.Getenv("DATABASE_PASSWORD")
	config.Database = os.Getenv("DATABASE_DB")
	if config.TLSConfig != nil {
		if config.TLSConfig.RootCAs, err = authorities(os.Getenv("DATABASE_CA_FILE")); err != nil {
			return nil, err
		}
		config.TLSConfig.ServerName = config.Host
	}
	connection, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("signing in: %w", err)
	}
	defer connection.Close(context.WithoutCancel(ctx))

	const create = "CREATE TABLE IF NOT EXISTS visits (id bigint GENERATED ALWAYS AS IDENTITY, host text NOT NULL)"
	if _, err := connection.Exec(ctx, create); err != nil {
		return nil, fmt.Errorf("creating the table: %w", err)
	}
	var id int64
	if err := connection.QueryRow(ctx, "INSERT INTO visits (host) VALUES ($1) RETURNING id", hostname()).Scan(&id); err != nil {
		return nil, fmt.Errorf("writing a row: %w", err)
	}
	var host, schema string
	var visits int64
	const read = "SELECT host, current_schema(), (SELECT count(*) FROM visits) FROM visits WHERE id = $1"
	if err := connection.QueryRow(ctx, read, id).Scan(&host, &schema, &visits); err != nil {
		return nil, fmt.Errorf("reading the row: %w", err)
	}
	if host != hostname() {
		return nil, fmt.Errorf("the row that was written said %q, read was %q", hostname(), host)
	}
	return map[string]any{"user": config.User, "database": config.Database, "schema": schema, "visits": visits}, nil
}

func hostname() string {
	name, err := os.Hostname()
	if err != nil {
		return "unknown"
	}
	return name
}
