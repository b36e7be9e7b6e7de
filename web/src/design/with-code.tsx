/** A sentence of the platform, in which what stands between backticks is code. */
export function WithCode({ text }: { readonly text: string }) {
  const parts = text.split(/`([^`]+)`/)
  return parts.map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))
}
