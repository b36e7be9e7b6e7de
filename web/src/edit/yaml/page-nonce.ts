/** The nonce that this page lets style sheets in with; the editor writes its own. */
export function pageNonce(): string {
  return document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}
