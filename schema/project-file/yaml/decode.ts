import { byteLength } from '../byte-length.ts'
import { fileLimits } from '../limits.ts'
import { problem, type Problem } from '../../problems/problem.ts'

export type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: Problem }

// What YAML 1.2 calls printable. Lone surrogates are outside of it, too.
const unprintable = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** Turns what came in into text: at most 256 KiB, UTF-8, nothing in it that YAML cannot hold. */
export function decodeFile(input: string | Uint8Array): Decoded {
  const bytes = typeof input === 'string' ? byteLength(input) : input.byteLength
  if (bytes > fileLimits.bytes) {
    const message = `The file has ${Math.ceil(bytes / 1024)} KiB; the limit is ${fileLimits.bytes / 1024} KiB. Move long values into secrets or into files of the image.`
    const details = { limit: fileLimits.bytes, actual: bytes }
    return { ok: false, problem: problem('FILE_TOO_LARGE', message, { line: 1, column: 1, details }) }
  }
  const text = typeof input === 'string' ? input : decodeUtf8(input)
  if (typeof text !== 'string') return { ok: false, problem: text.problem }
  const wrong = unprintable.exec(text)
  if (wrong === null) return { ok: true, text }
  const code = (wrong[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  const message = `The character U+${code} cannot stand in YAML. Remove it, or write it as \\u${code} inside double quotes.`
  return { ok: false, problem: problem('YAML_SYNTAX', message, placeIn(text, wrong.index)) }
}

function decodeUtf8(bytes: Uint8Array): string | { readonly problem: Problem } {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  // `ignoreBOM` keeps the mark in the text, so edits give back every byte.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    return decoder.decode(bytes)
  } catch {
    // The decoder only says that something is wrong; the replacement character says where.
    const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    const place = placeIn(lenient, Math.max(0, lenient.indexOf('\ufffd')))
    const hint = isUtf16 ? 'It looks like UTF-16.' : 'It looks like another encoding, or like binary data.'
    const message = `The file is not UTF-8. ${hint} Save it as UTF-8.`
    return { problem: problem('YAML_SYNTAX', message, isUtf16 ? { line: 1, column: 1 } : place) }
  }
}

function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const lineStart = Math.max(before.lastIndexOf('\n'), -1) + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}
