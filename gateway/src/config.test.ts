import { ConfigError } from '@operations-manager/runtime/config/read-config.ts'
import { describe, expect, it } from 'vitest'
import { readGatewayConfig } from './config.ts'

const least = { INTERNAL_SECRET: 'secret', CALLER_PRIVATE_KEY: '{"kty":"OKP","crv":"Ed25519","x":"a","d":"b"}' }

describe('the configuration', () => {
  it('needs only its two secrets', () => {
    const config = readGatewayConfig(least)
    expect(config).toMatchObject({ port: 4000, oidc: null, corsOrigins: [], persistedDocuments: null })
    expect(JSON.stringify(config.internalSecret)).not.toContain('secret')
  })

  it('reads lists of origins and limits', () => {
    const config = readGatewayConfig({
      ...least,
      CORS_ORIGINS: 'https://a.example, https://b.example',
      LIMIT_DEPTH: '9',
    })
    expect(config.corsOrigins).toEqual(['https://a.example', 'https://b.example'])
    expect(config.limits.depth).toBe(9)
  })

  it.each([
    ['half an identity provider', { ...least, OIDC_ISSUER: 'https://id.example' }, 'OIDC_AUDIENCE'],
    [
      'a key that signs nothing',
      { ...least, CALLER_PRIVATE_KEY: '{"kty":"OKP","crv":"Ed25519","x":"a"}' },
      'CALLER_PRIVATE_KEY',
    ],
    ['no secret', { CALLER_PRIVATE_KEY: least.CALLER_PRIVATE_KEY }, 'INTERNAL_SECRET'],
    ['a limit of nothing', { ...least, LIMIT_COST: '0' }, 'LIMIT_COST'],
  ])('refuses %s, and names it', (_, environment, name) => {
    expect(() => readGatewayConfig(environment)).toThrow(ConfigError)
    expect(() => readGatewayConfig(environment)).toThrow(name)
  })
})
