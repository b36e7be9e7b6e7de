/** The images that an installation is made of. The web application is made by its own bundler (`web.ts`). */
export const imageNames = ['cluster-backend'] as const
export type ImageName = (typeof imageNames)[number]

/** What distinguishes one image from the others. */
export type ProgramImage = {
  /** For whoever looks at the image. */
  readonly title: string
  /** The programs in it, from the top of the repository; `main` is the one that it starts, as `/app/main.js`. */
  readonly entries: Readonly<Record<string, string>> & { readonly main: string }
  /** For Node itself, as the program's own `start` script has them. */
  readonly nodeFlags: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly port: number
  /** The folders that its code comes from, besides `schema` and `runtime`. */
  readonly sources: readonly string[]
  /** Files that modules of ours read beside themselves, as paths or as one folder's files of an ending. */
  readonly files: readonly string[]
}

/** The images by their names. */
export const programImages = {
  'cluster-backend': {
    title: 'Operations Manager: cluster backend',
    entries: { main: 'subgraphs/cluster/src/main.ts', prober: 'subgraphs/cluster/src/prober/main.ts' },
    sources: ['subgraphs/cluster'],
    nodeFlags: ['--max-semi-space-size=4', '--heap-growing-percent=25'],
    env: { MALLOC_ARENA_MAX: '1' },
    port: 4101,
    files: [],
  },
} as const satisfies Record<ImageName, ProgramImage>

/** The program of the health check: in every image, beside its own ones. */
export const healthEntry = { health: 'deploy/images/src/health/main.ts' } as const

/** Whether a word names an image. */
export function isImageName(word: string | undefined): word is ImageName {
  return imageNames.some((name) => name === word)
}
