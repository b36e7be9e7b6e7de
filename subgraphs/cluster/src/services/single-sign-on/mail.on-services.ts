import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identityClient } from '../../clients/identity/identity.ts'
import { keycloakAddress } from '../../clients/identity/testing/keycloak.ts'
import { Person } from '../../clients/identity/testing/person.ts'
import { newSecret } from '../../credentials/credential.ts'
import { application, aTenant, signIn, type Tenant } from './testing.ts'

const mails = new Map<string, string>()
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, session, done) => {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => {
      for (const { address } of session.envelope.rcptTo) mails.set(address, Buffer.concat(parts).toString())
      done()
    })
  },
})
let port: ReturnType<typeof identityClient>
let tenant: Tenant

beforeAll(async () => {
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port: mailPort } = listening.address() as AddressInfo // it listens on a port, so it is no path
  const address = await keycloakAddress()
  port = identityClient(address)
  const { workloadUrl } = address
  const mail = {
    host: '127.0.0.1',
    port: mailPort,
    from: 'sign-in@example.org',
    encryption: 'none',
    account: null,
  } as const
  const settings = { publicUrl: workloadUrl, workloadUrl, sharedRealm: null, mail, provider: null }
  const people = ['alice', 'bob'].map((name) => ({ email: `${name}@example.org`, role: 'developer' as const }))
  tenant = await aTenant(port, settings, people)
})

afterAll(async () => {
  await port.removeRealm(tenant.realm)
  await port.close()
  await new Promise<void>((resolve) => {
    server.close(resolve)
  })
})

test('each member gets a mail with a link, sets a password there, and signs in with it', async () => {
  expect([...mails.keys()].toSorted()).toEqual(['alice@example.org', 'bob@example.org'])
  // Long lines are broken with "=" and "=" itself is written as a number in a mail.
  const text = (mails.get('bob@example.org') ?? '').replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=')
  const link = /https?:\/\/\S+action-token\?key=[\w.-]+[^\s"<]*/.exec(text)?.[0].replaceAll('&amp;', '&') ?? ''
  expect(link).toContain(`/realms/${tenant.realm}/`)
  const person = new Person(application)
  const page = await person.open(link)
  // A page in between asks whether the one who opened the link is a person.
  const form = await person.follow(page, 'action-token')
  const password = newSecret().reveal()
  await person.submit(form, { 'password-new': password, 'password-confirm': password })
  const claims = (await signIn(tenant, 'bob@example.org', password)).claims()
  expect(claims).toMatchObject({ email: 'bob@example.org', email_verified: true })
})
