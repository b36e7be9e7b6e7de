import { requireSession } from '../session/current.ts'

/** The front page until the web application itself is built: it says honestly what there is today. */
export default async function Page() {
  const { person } = await requireSession()
  return (
    <main>
      <h1>Operations Manager</h1>
      <p>Signed in as {person.name}.</p>
      <form method="post" action="/auth/sign-out">
        <button type="submit">Sign out</button>
      </form>
      <p>One project file becomes running deployments in several clusters, and every step is reported as it happens.</p>
      <p>
        The pages are not built yet; the whole product is reachable over its GraphQL API. Run <code>npm run demo</code>{' '}
        beside <code>npm start</code> to see a project being set up, or <code>npm run --silent token -- alice</code> for
        a token to use with any GraphQL client.
      </p>
    </main>
  )
}
