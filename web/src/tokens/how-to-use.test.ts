import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { howToExchange, howToUse } from './how-to-use.ts'

const graph = 'https://operations.example.org/graphql'

test('a request names the graph and takes the token from the environment', () => {
  const { http, sse } = howToUse(graph, 'shop')
  expect(http).toBe(`curl https://operations.example.org/graphql \\
  -H "authorization: Bearer $OPERATIONS_TOKEN" \\
  -H 'content-type: application/json' \\
  -d '{"query":"{ project(name: \\"shop\\") { name } }"}'`)
  expect(sse).toContain("-N \\\n  -H 'accept: text/event-stream'")
  expect(howToUse(graph, null).http).toContain('{ viewer { name } }')
})

test('what is for pipelines is YAML', () => {
  const { github, gitlab } = howToUse(graph, 'shop')
  expect(parse(github)).toMatchObject({ steps: [{ env: { OPERATIONS_TOKEN: '${{ secrets.OPERATIONS_TOKEN }}' } }] })
  expect(parse(gitlab).deploy.script[0]).toContain('curl https://operations.example.org/graphql')
})

test('a pipeline without a key shows its forge’s identity for the project', () => {
  const { github, gitlab } = howToExchange(graph, 'shop', 'operations.example.org')
  expect(parse(github)).toMatchObject({ permissions: { 'id-token': 'write' } })
  expect(parse(github).steps[0].run).toContain('https://operations.example.org/token')
  expect(parse(gitlab)).toMatchObject({ deploy: { id_tokens: { IDENTITY: { aud: 'operations.example.org' } } } })
  expect(parse(gitlab).deploy.script[0]).toContain('-d audience=shop')
})
