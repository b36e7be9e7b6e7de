import { Client, fetchExchange } from 'urql'
import { expect, test } from 'vitest'
import { ProjectHistoryDocument } from '../../generated/graph.ts'
import { askOnce } from './ask-once.ts'

test('who asks again before the first answer came gets an answer of their own', async () => {
  const answers: ((body: unknown) => void)[] = []
  const client = new Client({
    url: 'http://app.example/graphql',
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetch: () => new Promise((resolve) => answers.push((body) => resolve(Response.json(body)))),
  })
  const ask = () => askOnce(client, ProjectHistoryDocument, { name: 'shop' })
  const [first, second] = [ask(), ask()]
  await expect.poll(() => answers.length).toBe(2)
  answers[1]?.({ data: { project: 'as it is now' } })
  answers[0]?.({ data: { project: 'as it was' } })
  expect([await first, await second].map(({ data }) => data)).toEqual([
    { project: 'as it was' },
    { project: 'as it is now' },
  ])
})
