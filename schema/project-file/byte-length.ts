const encoder = new TextEncoder()

/** How many bytes a text has in UTF-8. (Browsers read project files too, so nothing of Node may be needed.) */
export function byteLength(text: string): number {
  return encoder.encode(text).byteLength
}
