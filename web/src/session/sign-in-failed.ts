import { NextResponse } from 'next/server'

/** Why nobody is signed in. The page that says it knows these codes, and shows nothing that came from outside. */
export const signInFailures = ['expired', 'refused', 'provider-away', 'store-away'] as const
export type SignInFailure = (typeof signInFailures)[number]

/** Sends the browser to the page that says why. */
export function signInFailed(why: SignInFailure, publicUrl: URL): Response {
  const url = new URL('/auth/failed', publicUrl)
  url.searchParams.set('why', why)
  return NextResponse.redirect(url, { status: 303, headers: { 'cache-control': 'no-store' } })
}
