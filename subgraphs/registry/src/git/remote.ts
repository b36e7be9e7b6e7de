import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { RepositoryUnavailable } from './errors.ts'
import { describe, type Git, type GitResult } from './git.ts'

/** Where the projects branch really is, when it is not in our own folder. */
export type RemoteSettings = {
  /** Without credentials in it; `parseRemote` takes them out. */
  readonly url: string
  readonly credentials: { readonly username: string; readonly password: Secret } | null
  /** For ssh: a private key and the known hosts, both as absolute paths of plain characters. */
  readonly ssh: { readonly keyFile: string; readonly knownHostsFile: string } | null
}

/** Takes name and password out of an address, so that neither is ever an argument, a setting or part of a message. */
export function parseRemote(address: Secret): Pick<RemoteSettings, 'url' | 'credentials'> {
  const text = address.reveal()
  if (!/^https?:\/\//.test(text)) return { url: text, credentials: null }
  const url = new URL(text)
  const { username, password } = url
  url.username = ''
  url.password = ''
  if (username === '' && password === '') return { url: url.href, credentials: null }
  return {
    url: url.href,
    credentials: { username: decodeURIComponent(username), password: new Secret(decodeURIComponent(password)) },
  }
}

export type Remote = {
  /** The commit that the branch is at there; null: there is no such branch. */
  readHead(): Promise<string | null>
  /** Brings the branch here as it is there. */
  fetch(): Promise<void>
  /** Moves the branch there from exactly `from` to `to`; `moved` if it is not at `from` any more. */
  push(from: string | null, to: string): Promise<'pushed' | 'moved'>
}

/** The branch of a remote, by fetch and by push with the expected value. A push never forces anything away. */
export function createRemote(git: Git, settings: RemoteSettings, branch: string): Remote {
  const ref = `refs/heads/${branch}`
  const environment = authentication(settings)
  const run = (args: readonly string[]): Promise<GitResult> => git.run(args, { environment })

  async function readHead(): Promise<string | null> {
    const result = await run(['ls-remote', '--quiet', '--', settings.url, ref])
    if (result.exitCode !== 0) throw unavailable('read', result.stderr)
    const line = result.stdout.split('\n').find((line) => line.endsWith(`\t${ref}`))
    return line?.slice(0, line.indexOf('\t')) ?? null
  }

  return {
    readHead,
    fetch: async () => {
      // With + the branch here follows the one there even where it was rewritten; the watch judges what that means.
      const args = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--', settings.url, `+${ref}:${ref}`]
      const result = await run(args)
      if (result.exitCode !== 0) throw unavailable('read', result.stderr)
    },
    push: async (from, to) => {
      const lease = `--force-with-lease=${ref}:${from ?? ''}`
      const flags = ['--porcelain', '--quiet', '--no-verify', lease]
      const result = await run(['push', ...flags, '--', settings.url, `${to}:${ref}`]).catch(async (error: unknown) => {
        // Ended because it took too long: the remote may have taken it all the same.
        if ((await readHead()) === to) return null
        throw error
      })
      if (result === null) return 'pushed'
      const verdict = judgePush(result)
      if (verdict === 'pushed' || verdict === 'moved') return verdict
      if (verdict === 'rejected') throw unavailable('change', result.stderr, 'rejected')
      // Broken off: it may have landed all the same.
      if ((await readHead()) === to) return 'pushed'
      throw unavailable('change', result.stderr)
    },
  }
}

/** What `git push --porcelain` says about the one ref: `<flag>\t<from>:<to>\t<summary> (<reason>)`. */
export function judgePush(result: GitResult): 'pushed' | 'moved' | 'rejected' | 'unknown' {
  if (result.exitCode === 0) return 'pushed'
  const line = result.stdout.split('\n').find((line) => line.startsWith('!\t'))
  if (line === undefined) return 'unknown'
  if (line.includes('[rejected]')) return 'moved'
  if (/cannot lock ref|failed to update ref|incorrect old value|reference already exists|fetch first/.test(line))
    return 'moved'
  return line.includes('[remote rejected]') ? 'rejected' : 'unknown'
}

const refusals =
  /Authentication failed|Permission denied|could not read (?:Username|Password)|access denied|HTTP (?:401|403)|error: 40[13]|not authorized/i

function unavailable(
  doing: 'read' | 'change',
  stderr: string,
  reason: 'rejected' | 'unreachable' = refusals.test(stderr) ? 'rejected' : 'unreachable',
): RepositoryUnavailable {
  const what = reason === 'rejected' ? 'refused it' : 'cannot be reached'
  return new RepositoryUnavailable(
    reason,
    `Could not ${doing} the projects repository: the remote ${what}. ${describe(stderr)}`,
  )
}

const plainPath = /^\/[\w./-]+$/

const sshCommand = 'ssh -F /dev/null -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=10'

/** Credentials go by the environment: arguments can be read by everybody on the machine. */
function authentication({ credentials, ssh }: RemoteSettings): Readonly<Record<string, string>> {
  const variables: Record<string, string> = { GIT_SSH_COMMAND: sshCommand }
  if (credentials !== null) {
    const pair = `${credentials.username}:${credentials.password.reveal()}`
    const settings = {
      'http.extraHeader': `Authorization: Basic ${Buffer.from(pair).toString('base64')}`,
      // A redirect must not carry the header to somebody else.
      'http.followRedirects': 'false',
    }
    for (const [index, [key, value]] of Object.entries(settings).entries()) {
      variables[`GIT_CONFIG_KEY_${index}`] = key
      variables[`GIT_CONFIG_VALUE_${index}`] = value
    }
    variables['GIT_CONFIG_COUNT'] = `${Object.keys(settings).length}`
  }
  if (ssh !== null) {
    // Git gives this text to a shell, so the paths may hold nothing that a shell reads.
    for (const path of [ssh.keyFile, ssh.knownHostsFile]) {
      if (!plainPath.test(path)) {
        throw new Error(`"${path}" has to be an absolute path of letters, digits, dots and dashes`)
      }
    }
    const keys = `-o IdentitiesOnly=yes -i ${ssh.keyFile} -o UserKnownHostsFile=${ssh.knownHostsFile}`
    variables['GIT_SSH_COMMAND'] = `${sshCommand} ${keys}`
  }
  return variables
}
