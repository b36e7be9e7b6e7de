import pg from 'pg'
import { expect, inject, test } from 'vitest'

test('the test server is a real PostgreSQL 18', async () => {
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    expect(rows[0]?.server_version).toMatch(/^18/)
  } finally {
    await client.end()
  }
})
