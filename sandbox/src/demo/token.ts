import { people } from '../identity/people.ts'
import { signIn } from '../identity/sign-in.ts'
import { readDemoConfig } from './config.ts'
import { runningSandbox } from './find-system.ts'

// Prints an access token of one of the sandbox's people, to be used with any GraphQL client for an hour.
const login = process.argv[2] ?? ''
if (!people.some((person) => person.login === login)) {
  console.error(
    `Whose token? One of: ${people.map((person) => person.login).join(', ')}. Example: npm run --silent token -- alice`,
  )
  process.exit(2)
}
try {
  const { issuer } = await runningSandbox(readDemoConfig().dataFolder)
  console.log((await signIn(issuer, login)).reveal())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
