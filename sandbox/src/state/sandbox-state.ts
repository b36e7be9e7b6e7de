import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import { z } from 'zod'
import { Secret } from '@operations-manager/schema/secret/secret.ts'

const Jwk = z.looseObject({ kty: z.string() })
const StoredState = z.object({
  formatVersion: z.literal(1),
  installation: z.string(),
  postgresPassword: z.string(),
  internalSecret: z.string(),
  webhookSecret: z.string(),
  webClientSecret: z.string(),
  cookieKey: z.string(),
  /** Absent in what an earlier version wrote. */
  webSessionKey: z.string().optional(),
  gatewayKey: z.object({ private: Jwk, public: Jwk }),
  identityKey: Jwk,
})
export type StoredState = z.infer<typeof StoredState>
type CompleteState = StoredState & { readonly webSessionKey: string }

const secretsOf = (stored: CompleteState) => ({
  /** Part of every mark that this sandbox leaves in a backend. */
  installation: stored.installation,
  postgresPassword: new Secret(stored.postgresPassword),
  internalSecret: new Secret(stored.internalSecret),
  webhookSecret: new Secret(stored.webhookSecret),
  webClientSecret: new Secret(stored.webClientSecret),
  cookieKey: new Secret(stored.cookieKey),
  /** Seals the web application's cookies and tokens. */
  webSessionKey: new Secret(stored.webSessionKey),
  gatewayPrivateKey: new Secret(JSON.stringify(stored.gatewayKey.private)),
  gatewayPublicKey: stored.gatewayKey.public,
  identityKey: stored.identityKey,
})
export type SandboxState = ReturnType<typeof secretsOf>

/** The keys and passwords that one sandbox keeps over restarts, in a file that only its owner reads. */
export async function loadState(dataFolder: string): Promise<{ state: SandboxState; isNew: boolean }> {
  await mkdir(dataFolder, { recursive: true })
  const path = join(dataFolder, 'sandbox.json')
  const text = await readIfThere(path)
  if (text !== null) {
    const parsed = StoredState.safeParse(JSON.parse(text))
    if (!parsed.success)
      throw new Error(`${path} cannot be read by this version. Move the folder ${dataFolder} away to start anew.`)
    const { webSessionKey = random() } = parsed.data
    const complete = { ...parsed.data, webSessionKey }
    if (parsed.data.webSessionKey === undefined) await keep(path, complete)
    return { state: secretsOf(complete), isNew: false }
  }
  const fresh = await makeState()
  await keep(path, fresh)
  return { state: secretsOf(fresh), isNew: true }
}

/** Written beside the goal and renamed, so that a run that was killed leaves all of it or nothing. */
async function keep(path: string, state: CompleteState): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(state), { mode: 0o600 })
  await chmod(`${path}.new`, 0o600)
  await rename(`${path}.new`, path)
}

function random(): string {
  return randomBytes(32).toString('base64url')
}

async function makeState(): Promise<CompleteState> {
  const gateway = await generateKeyPair('EdDSA', { extractable: true })
  const identity = await generateKeyPair('ES256', { extractable: true })
  const state = StoredState.parse({
    formatVersion: 1,
    installation: `sandbox-${randomBytes(6).toString('hex')}`,
    postgresPassword: random(),
    internalSecret: random(),
    webhookSecret: random(),
    webClientSecret: random(),
    cookieKey: random(),
    gatewayKey: {
      private: { ...(await exportJWK(gateway.privateKey)), alg: 'EdDSA' },
      public: { ...(await exportJWK(gateway.publicKey)), alg: 'EdDSA' },
    },
    identityKey: { ...(await exportJWK(identity.privateKey)), alg: 'ES256', use: 'sig', kid: 'sandbox' },
  })
  return { ...state, webSessionKey: random() }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
