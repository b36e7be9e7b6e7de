/** The images that an installation is made of. */
export const imageNames = ['gateway', 'registry', 'cluster-backend', 'web'] as const
export type ImageName = (typeof imageNames)[number]

/** Programs of ours that the bundler makes one module each of. */
export type BundledPrograms = {
  readonly by: 'rolldown'
  /** The programs, from the top of the repository; `main` is the one that a container starts, as `/app/main.js`. */
  readonly entries: Readonly<Record<string, string>> & { readonly main: string }
  /** Files that modules of ours read beside themselves, as paths or as one folder's files of an ending. */
  readonly files: readonly string[]
  /** Packages with a part that is no JavaScript, which no bundle can hold, and what of them is needed. */
  readonly packages: Readonly<Record<string, readonly string[]>>
}

/** The web application, which its framework bundles. */
export type BuiltByNext = { readonly by: 'next' }

/** What distinguishes one image from the others. */
export type ProgramImage = {
  /** For whoever looks at the image. */
  readonly title: string
  readonly made: BundledPrograms | BuiltByNext
  /** The folders that its code comes from, besides `schema` and `runtime`; the first is its package. */
  readonly sources: readonly [string, ...string[]]
  /** What a container starts, below `/app`. */
  readonly start: string
  /** For Node itself, as the program's own `start` script has them. */
  readonly nodeFlags: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly port: number
  /** Programs of Debian that it calls. */
  readonly debian: readonly string[]
  /** The one folder that it may write to, where whoever runs it puts a volume. */
  readonly data: '/data' | null
}

/** The images by their names. */
export const programImages = {
  gateway: {
    title: 'Operations Manager: gateway',
    made: {
      by: 'rolldown',
      entries: { main: 'gateway/src/main.ts' },
      files: [],
      packages: {
        '@graphql-hive/router-query-planner': [
          'package.json',
          'dist/index.js',
          `dist/*.linux-${process.arch}-gnu.node`,
        ],
      },
    },
    sources: ['gateway'],
    start: 'main.js',
    nodeFlags: ['--max-semi-space-size=32'],
    env: {},
    port: 4000,
    debian: [],
    data: null,
  },
  registry: {
    title: 'Operations Manager: registry',
    made: {
      by: 'rolldown',
      entries: { main: 'subgraphs/registry/src/main.ts', 'verify-audit': 'subgraphs/registry/src/verify-audit.ts' },
      files: ['schema/registry/*.graphql', 'schema/link/link.graphql'],
      packages: {},
    },
    sources: ['subgraphs/registry'],
    start: 'main.js',
    nodeFlags: [],
    env: { REPOSITORY_COPY: '/data/projects.git' },
    port: 4001,
    // Git itself starts ssh through a shell, and verifies signatures with `ssh-keygen`.
    debian: [
      '/usr/bin/git',
      ...['git-remote-http', 'git-remote-https'].map((name) => `/usr/lib/git-core/${name}`),
      '/bin/sh',
      '/usr/bin/ssh',
      '/usr/bin/ssh-keygen',
    ],
    data: '/data',
  },
  'cluster-backend': {
    title: 'Operations Manager: cluster backend',
    made: {
      by: 'rolldown',
      entries: { main: 'subgraphs/cluster/src/main.ts', prober: 'subgraphs/cluster/src/prober/main.ts' },
      files: [],
      packages: {},
    },
    sources: ['subgraphs/cluster'],
    start: 'main.js',
    nodeFlags: ['--max-semi-space-size=4', '--heap-growing-percent=25'],
    env: { MALLOC_ARENA_MAX: '1' },
    port: 4101,
    debian: [],
    data: null,
  },
  web: {
    title: 'Operations Manager: web application',
    made: { by: 'next' },
    sources: ['web'],
    start: 'web/server.js',
    nodeFlags: [],
    // The framework's own word for the address that it listens on.
    env: { HOSTNAME: '0.0.0.0', NEXT_TELEMETRY_DISABLED: '1' },
    port: 3000,
    debian: [],
    data: null,
  },
} as const satisfies Record<ImageName, ProgramImage>

/** The program of the health check: in every image, beside its own ones. */
export const healthEntry = { health: 'deploy/images/src/health/main.ts' } as const

/** Whether a word names an image. */
export function isImageName(word: string | undefined): word is ImageName {
  return imageNames.some((name) => name === word)
}
