import { readFileSync } from 'node:fs'
import { buildSchema, type GraphQLSchema } from 'graphql'

/** The GraphQL schema of the link; scalars pass values through, `messages.ts` says what they hold. */
export function buildLinkSchema(): GraphQLSchema {
  return buildSchema(readFileSync(new URL('link.graphql', import.meta.url), 'utf8'))
}

/** The documents that a cluster backend sends. They are part of the contract: a test validates each against the schema. */
export const linkDocuments = {
  announce:
    'mutation Announce($profile: ClusterProfile!) { announce(profile: $profile) { cluster contractVersion requestKey } }',
  report:
    'mutation Report($reports: [Report!]!) { report(reports: $reports) { stored refused { index code message } } }',
  answer: 'mutation Answer($answers: [LinkAnswer!]!) { answer(answers: $answers) { gone } }',
  rotateKey:
    'mutation RotateKey($publicKey: ClusterPublicKey!, $proof: String!) { rotateKey(publicKey: $publicKey, proof: $proof) { taken } }',
  wishes: 'subscription Wishes { wishes }',
  requests: 'subscription Requests { requests }',
} as const
