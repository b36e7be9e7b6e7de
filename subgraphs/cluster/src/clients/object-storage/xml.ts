import { XMLBuilder, XMLParser } from 'fast-xml-parser'
import type { z } from 'zod'
import { unavailable } from './faults.ts'

const lists = new Set(['Bucket', 'Tag', 'Rule', 'Version', 'DeleteMarker', 'Upload', 'Error'])

// Everything stays the text that it is: a tag "0042" is no number, and a key may begin or end with a space.
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  isArray: (name) => lists.has(name),
})

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' })

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/'

/** Reads an answer of the server; one that is not of this form is no answer of such a server. */
export function readXml<Schema extends z.ZodType>(schema: Schema, text: string, doing: string): z.output<Schema> {
  return readAs(schema, () => parser.parse(text) as unknown, doing)
}

export function readJson<Schema extends z.ZodType>(schema: Schema, text: string, doing: string): z.output<Schema> {
  return readAs(schema, () => JSON.parse(text) as unknown, doing)
}

function readAs<Schema extends z.ZodType>(schema: Schema, parse: () => unknown, doing: string): z.output<Schema> {
  let parsed: unknown
  try {
    parsed = parse()
  } catch (error) {
    throw unavailable(doing, error)
  }
  const read = schema.safeParse(parsed)
  if (!read.success) throw unavailable(doing, read.error)
  return read.data
}

/** A document with one root in the namespace of S3. */
export function writeXml(root: string, content: Readonly<Record<string, unknown>>): string {
  return builder.build({ [root]: { '@xmlns': namespace, ...content } })
}
