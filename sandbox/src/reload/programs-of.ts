import { clusterNames, type ProgramName } from '../programs/settings.ts'

/** Folders whose files programs are made of; the web application follows its own. */
export const sourceFolders = [
  'schema',
  'runtime',
  'gateway',
  'subgraphs/registry',
  'subgraphs/cluster',
  'sandbox',
] as const
export type SourceFolder = (typeof sourceFolders)[number]

const all: readonly ProgramName[] = ['registry', 'identity', ...clusterNames, 'gateway']

const programsIn: Readonly<Record<SourceFolder, readonly ProgramName[]>> = {
  schema: all,
  runtime: all,
  gateway: ['gateway'],
  'subgraphs/registry': ['registry'],
  'subgraphs/cluster': clusterNames,
  sandbox: ['identity'],
}

/** The programs that have to begin anew after a file changed, by its path in the folder; none for what nothing runs. */
export function programsOf(folder: SourceFolder, path: string): readonly ProgramName[] {
  const isRun = /\.(ts|graphql|json|sql)$/.test(path) && !/\.(test|contract|contract-suite)\.ts$/.test(path)
  const parts = path.split('/')
  if (!isRun || parts.includes('node_modules')) return []
  // The sandbox itself does not begin anew, but its provider is a program like the others.
  if (folder === 'sandbox' && !path.startsWith('src/identity/')) return []
  return programsIn[folder]
}
