import { codegen } from '@graphql-codegen/core'
import * as typedDocumentPlugin from '@graphql-codegen/typed-document-node'
import * as operationsPlugin from '@graphql-codegen/typescript-operations'
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition'
import { createRequest, stringifyDocument } from '@urql/core'
import { parse, type DocumentNode } from 'graphql'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = import.meta.dirname

/** The generated files by path below this folder, as they should be. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const schema = transformSupergraphToPublicSchema(
    parse(readFileSync(join(root, '..', 'schema', 'supergraph.graphql'), 'utf8')),
  )
  const documents = documentsBesideComponents()
  const filename = 'generated/graph.ts'
  const text = await codegen({
    filename,
    schema,
    documents: documents.map(({ location, document }) => ({ location, document })),
    config: {
      enumsAsTypes: true,
      useTypeImports: true,
      immutableTypes: true,
      skipTypename: true,
      strictScalars: true,
      onlyOperationTypes: true,
      scalars: { ID: 'string', DateTime: 'string', JSON: 'unknown', Cursor: 'string' },
      maybeValue: 'T | null',
      documentMode: 'string',
      // Fragments are read as what they select: a component takes the type of its own fragment.
      inlineFragmentTypes: 'combine',
      dedupeFragments: true,
    },
    plugins: [{ operations: {} }, { documents: {} }],
    pluginMap: { operations: operationsPlugin, documents: typedDocumentPlugin },
  })
  // What a page does not ask must not be in what it loads.
  const separable = text.replaceAll('= new TypedDocumentString(', '= /* @__PURE__ */ new TypedDocumentString(')
  return new Map([
    [
      filename,
      `// Generated from the SDL and the documents beside components by codegen.ts; do not edit.\n${separable}\n`,
    ],
  ])
}

function documentsBesideComponents(): readonly { readonly location: string; readonly document: DocumentNode }[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.graphql'))
    .toSorted()
    .map((name) => ({ location: name, document: parse(readFileSync(join(root, 'src', name), 'utf8')) }))
}

/**
 * The operations that the pages may ask, by hash: what an installation gives its gateway to answer nothing else. Each
 * stands twice, as the server writes it and as the browser's client prints it.
 */
export async function operationsManifest(): Promise<string> {
  const documents = Object.entries(await import('./generated/graph.ts'))
    .filter(([name]) => name.endsWith('Document'))
    .map(([, document]) => String(document))
  const texts = documents.flatMap((text) => [text, stringifyDocument(createRequest(text, {}).query)])
  const byHash = texts.map((text) => [createHash('sha256').update(text).digest('hex'), text] as const)
  return `${JSON.stringify(Object.fromEntries(byHash.toSorted(([a], [b]) => (a < b ? -1 : 1))), null, 1)}\n`
}

if (import.meta.main) {
  for (const [path, text] of await generatedFiles()) writeFileSync(join(root, path), text)
  writeFileSync(join(root, 'generated', 'operations.json'), await operationsManifest())
}
