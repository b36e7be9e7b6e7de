import { codegen } from '@graphql-codegen/core'
import * as typescriptPlugin from '@graphql-codegen/typescript'
import * as resolversPlugin from '@graphql-codegen/typescript-resolvers'
import { Kind, parse, type DocumentNode } from 'graphql'
import { readFileSync, writeFileSync } from 'node:fs'
import { clusterSdl } from './cluster/sdl.ts'
import { exampleSupergraph } from './compose/example.ts'
import { contractVersion } from './link/messages.ts'
import { registrySdl } from './registry/sdl.ts'
import { generateCatalogue } from './services/generate-catalogue.ts'

/** What the registry's resolvers are handed, by type; types that are not named are handed their own fields. */
const registryModels = {
  AccessToken: 'AccessTokenModel',
  Actor: 'ActorModel',
  AuditRecord: 'AuditRecordModel',
  Cluster: 'ClusterModel',
  DetachedDeployment: 'DeploymentModel',
  Member: 'MemberModel',
  Operation: 'OperationModel',
  OperationTarget: 'TargetModel',
  Project: 'ProjectModel',
  Removal: 'RemovalModel',
  Revision: 'RevisionModel',
  ServiceType: 'ServiceTypeModel',
  ServiceVariable: 'ServiceVariableModel',
  Step: 'StepModel',
  TokenRule: 'TokenRuleModel',
  Viewer: 'ViewerModel',
  Waiting: 'WaitingModel',
}

const problems = ['PlainProblem', 'InUseProblem', 'DataLossProblem', 'ConflictProblem', 'RetainedDataProblem']

/** The generated files by path below this folder, as they should be. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const models = Object.entries(registryModels).map(([type, model]) => [type, `../registry/models.ts#${model}`])
  const mappers = {
    ...Object.fromEntries(models),
    ...Object.fromEntries(problems.map((type) => [type, '../problems/problem.ts#Problem as ProblemModel'])),
  }
  return new Map([
    ['generated/registry.ts', await resolverTypes('generated/registry.ts', registrySdl([]), mappers)],
    [
      'generated/cluster.ts',
      await resolverTypes(
        'generated/cluster.ts',
        clusterSdl({ name: 'any', typeName: 'AnyDeployment' }, contractVersion),
        {},
      ),
    ],
    ['supergraph.graphql', exampleSupergraph()],
  ])
}

async function resolverTypes(filename: string, sdl: string, mappers: Record<string, string>): Promise<string> {
  const text = await codegen({
    filename,
    schema: plainGraph(sdl),
    documents: [],
    config: {
      enumsAsTypes: true,
      useTypeImports: true,
      immutableTypes: true,
      skipTypename: true,
      strictScalars: true,
      scalars: {
        ID: 'string',
        DateTime: { input: 'string', output: 'Date | string' },
        JSON: 'unknown',
        Cursor: 'string',
      },
      maybeValue: 'T | null',
      mappers,
    },
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript: typescriptPlugin, resolvers: resolversPlugin },
  })
  return `// Generated from the SDL by codegen.ts; do not edit.\n${text}\n`
}

/** The SDL without what belongs to federation, which resolver types do not know. */
function plainGraph(sdl: string): DocumentNode {
  const { definitions } = parse(sdl.replaceAll(/ @(shareable|key\(fields: "[^"]*"\))/g, ''))
  return {
    kind: Kind.DOCUMENT,
    definitions: definitions.filter(({ kind }) => kind !== Kind.SCHEMA_EXTENSION),
  }
}

if (import.meta.main) {
  generateCatalogue()
  for (const [path, text] of await generatedFiles()) {
    const file = new URL(path, import.meta.url)
    if (readIfThere(file) !== text) writeFileSync(file, text)
  }
}

function readIfThere(file: URL): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
