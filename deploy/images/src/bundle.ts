import { join } from 'node:path'
import { rolldown, type OutputAsset, type OutputChunk } from 'rolldown'
import { copyPackages } from './copy-files.ts'
import { ownFiles } from './own-files.ts'
import { healthEntry, type BundledPrograms } from './programs.ts'
import { repository } from './root.ts'

type Programs = Pick<BundledPrograms, 'files' | 'packages'> & { readonly entries: Readonly<Record<string, string>> }

/**
 * Makes one JavaScript module of each program of an image and writes it into a folder, with the files that it reads.
 * What is not reached stays out, and so does the text that nobody runs, which programs take some 10 to 30 MB less memory
 * for. Names of functions and classes stay, for stack traces and `error.name`.
 */
export async function bundle(title: string, programs: Programs, folder: string): Promise<void> {
  const { entries, files: declared, packages } = programs
  const files = ownFiles(declared)
  const bundled = await rolldown({
    input: Object.fromEntries(
      Object.entries({ ...entries, ...healthEntry }).map(([name, path]) => [name, join(repository, path)]),
    ),
    cwd: repository,
    platform: 'node',
    // Never another tsconfig's opinion of our sources.
    tsconfig: false,
    external: Object.keys(packages),
    plugins: [files.plugin],
    onLog: (level, log) => {
      // Said of packages that we cannot change.
      if (level === 'warn' && log.code !== undefined && saidOfPackages.has(log.code)) return
      if (level === 'warn') throw new Error(`bundle ${title}: ${log.message}`)
    },
  })
  try {
    const { output } = await bundled.write({
      dir: folder,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'parts/[name]-[hash].js',
      minify: { mangle: { keepNames: true }, compress: { keepNames: { function: true, class: true } }, codegen: true },
      comments: false,
    })
    files.check(output)
    checkGraphql(output)
    await files.copyInto(folder)
    await copyPackages(packages, folder)
  } finally {
    await bundled.close()
  }
}

/** Makes the health check alone, beside a program that another bundler makes. */
export async function bundleHealth(folder: string): Promise<void> {
  await bundle('health check', { entries: {}, files: [], packages: {} }, folder)
}

const saidOfPackages: ReadonlySet<string> = new Set(['EVAL'])

// graphql is two modules, one for bundlers and one for Node, and refuses the types of the other one.
function checkGraphql(output: readonly (OutputChunk | OutputAsset)[]): void {
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
  const schemas = modules.filter((id) => /\/graphql\/type\/schema\.m?js$/.test(id))
  if (schemas.length > 1) throw new Error(`graphql is in the bundle twice: ${schemas.join(', ')}`)
}
