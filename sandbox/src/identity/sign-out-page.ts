import { createHash } from 'node:crypto'
import type { KoaContextWithOIDC } from 'oidc-provider'

const script = "document.querySelector('button').click()"
const scriptHash = createHash('sha256').update(script).digest('base64')

/**
 * The page that ends the provider's own session; `form` is the library's, without a button. Whoever comes from a
 * client that proved whose session it is has pressed its button already, so nobody is asked once more.
 */
export function signOutPage(context: KoaContextWithOIDC, form: string): void {
  const isProved = context.oidc.entities.IdTokenHint !== undefined
  context.set('content-security-policy', `default-src 'none'; script-src 'sha256-${scriptHash}'`)
  // The library makes the form of its own address and a random text.
  context.body = [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign out of the sandbox</title>',
    `<main><h1>Sign out?</h1>${form}`,
    '<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button></main>',
    isProved ? `<script>${script}</script>` : '',
    '</html>',
  ].join('\n')
}
