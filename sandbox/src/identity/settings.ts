/** What clients of the sandbox's identity provider have to know; the same on every machine. */
export const apiResource = 'urn:operations-manager:api'

/** The public client of command-line tools: no secret, PKCE, any port of the loopback address. */
export const cliClient = { id: 'operations-manager-cli', redirectUri: 'http://127.0.0.1/callback' } as const

/** The confidential client of the web application. */
export const webClientId = 'operations-manager-web'
