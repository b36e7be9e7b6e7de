import { signInFailures, type SignInFailure } from './sign-in-failed.ts'

const sentences = {
  expired: 'This sign-in took too long, or was begun in another browser.',
  refused: 'Your sign-in service did not let you in.',
  'provider-away': 'Your sign-in service cannot be reached right now.',
  'store-away': 'Your sign-in could not be kept: our database cannot be reached right now.',
} as const satisfies Readonly<Record<SignInFailure, string>>

/** Says why nobody is signed in, with the way to try again. */
export function SignInFailedPage({ why }: { readonly why: string | undefined }) {
  const known = signInFailures.find((failure) => failure === why) ?? 'expired'
  return (
    <main>
      <h1>You are not signed in</h1>
      <p>{sentences[known]}</p>
      <p>
        {/* Signing in leads to another origin, so it is a whole new page. */}
        {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- a route, not a page */}
        <a href="/auth/sign-in">Sign in</a>
      </p>
    </main>
  )
}
