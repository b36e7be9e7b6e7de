/** How a program uses a token, with the token itself left to its environment: what is typed stays in histories. */
export type HowTo = { readonly http: string; readonly sse: string; readonly github: string; readonly gitlab: string }

const variable = 'OPERATIONS_TOKEN'

/** What to run, by the way of asking; `project` is null for a token of a person. */
export function howToUse(graph: string, project: string | null): HowTo {
  const query = project === null ? '{ viewer { name } }' : `{ project(name: "${project}") { name } }`
  const stream =
    project === null
      ? 'subscription { projects { type name message } }'
      : `subscription { project(name: "${project}") { type message } }`
  const http = curl(graph, query, [])
  return {
    http,
    sse: curl(graph, stream, ['-N', `-H 'accept: text/event-stream'`]),
    github: githubJob(http),
    gitlab: gitlabJob(http),
  }
}

/** How a pipeline without any stored key gets a token: it shows what its forge says of it. */
export function howToExchange(graph: string, project: string, audience: string): Pick<HowTo, 'github' | 'gitlab'> {
  const exchange = (identity: string): string =>
    [
      `curl --fail-with-body ${new URL('/token', graph).href}`,
      `-d grant_type=urn:ietf:params:oauth:grant-type:token-exchange`,
      `-d subject_token_type=urn:ietf:params:oauth:token-type:id_token`,
      `-d audience=${project}`,
      `--data-urlencode "subject_token=${identity}"`,
    ].join(' \\\n  ')
  const github = [
    'permissions:',
    '  id-token: write',
    'steps:',
    '  - run: |',
    indent(
      [
        `IDENTITY=$(curl -H "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \\`,
        `  "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=${audience}" | jq -r .value)`,
        `${variable}=$(${exchange('$IDENTITY')} | jq -r .access_token)`,
        `echo "::add-mask::$${variable}"`,
        `echo "${variable}=$${variable}" >> "$GITHUB_ENV"`,
      ].join('\n'),
      6,
    ),
  ]
  const gitlab = [
    'deploy:',
    '  id_tokens:',
    '    IDENTITY:',
    `      aud: ${audience}`,
    '  script:',
    '    - |',
    indent(`${variable}=$(${exchange('$IDENTITY')} | jq -r .access_token)`, 6),
  ]
  return { github: github.join('\n'), gitlab: gitlab.join('\n') }
}

function curl(graph: string, query: string, more: readonly string[]): string {
  return [
    `curl ${graph}`,
    ...more,
    `-H "authorization: Bearer $${variable}"`,
    `-H 'content-type: application/json'`,
    `-d '${JSON.stringify({ query })}'`,
  ].join(' \\\n  ')
}

function githubJob(command: string): string {
  return [
    'steps:',
    '  - env:',
    `      ${variable}: \${{ secrets.${variable} }}`,
    '    run: |',
    indent(command, 6),
  ].join('\n')
}

function gitlabJob(command: string): string {
  return [
    `# ${variable}: a masked and protected variable of the project`,
    'deploy:',
    '  script:',
    '    - |',
    indent(command, 6),
  ].join('\n')
}

function indent(text: string, by: number): string {
  return text
    .split('\n')
    .map((line) => `${' '.repeat(by)}${line}`)
    .join('\n')
}
