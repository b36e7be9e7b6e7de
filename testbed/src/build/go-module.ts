import { join, resolve } from 'node:path'
import { buildEnvironment } from '../config.ts'
import { cached, type Cache } from './cache.ts'
import { filesOf } from './cache-key.ts'
import { runBuilder } from './run-builder.ts'

const modules = resolve(import.meta.dirname, '..', '..', 'go')

// The linker leaves debug information out (`-w`); making none saves a seventh of the time and yields the same program.
const withoutDebugInformation = '-gcflags=all=-dwarf=false'

export type GoModule = {
  /** The folder below `testbed/go` with the module: `main.go` (or only `go.mod`), `go.mod` and `go.sum`. */
  readonly part: string
  /** For people: the version of what the module wraps. */
  readonly version: string
  /** The name of the program that is built; the part's own name by default. */
  readonly binary?: string
  /** The package that is built; the module itself by default. */
  readonly package?: string
  readonly ldflags?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** About how long a first build takes on two cores, for the one who waits. */
  readonly firstTime: string
}

/** Builds a Go module of `testbed/go` once, without C, and returns the path of its program. */
export async function buildGoModule(cache: Cache, module: GoModule): Promise<string> {
  const source = join(modules, module.part)
  const binary = module.binary ?? module.part
  const flags = ['-buildvcs=false', '-mod=readonly', '-ldflags', ['-s', '-w', ...(module.ldflags ?? [])].join(' ')]
  const args = [...flags, module.package ?? '.']
  const folder = await cached(cache, {
    part: module.part,
    version: module.version,
    ingredients: { ...(await filesOf(source)), 'go build': JSON.stringify([binary, args, module.env ?? {}]) },
    saying: `building ${module.part} ${module.version} from its Go module (${module.firstTime} the first time)`,
    build: (folder, logFile) =>
      runBuilder('go', ['build', withoutDebugInformation, '-o', join(folder, binary), ...args], {
        cwd: source,
        env: { ...buildEnvironment(), CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '', ...module.env },
        logFile,
        signal: cache.signal,
      }),
  })
  return join(folder, binary)
}
