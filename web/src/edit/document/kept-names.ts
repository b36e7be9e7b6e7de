/** Where edits of one person are kept in this tab: by person, because another one may sign in in the same tab. */
export function keptKey(person: string, name: string): string {
  return `edit ${person} ${name}`
}

/** What edits of new projects are kept as; a project's own are kept as its name, which has no blank in it. */
const ofNew = 'new '

export function keptAsNew(what: string): string {
  return `${ofNew}${what}`
}

/** Which new projects of a person were begun in this tab and not saved. */
export function keptNew(storage: Storage, person: string): readonly string[] {
  const beginning = keptKey(person, ofNew)
  return Object.keys(storage)
    .filter((key) => key.startsWith(beginning))
    .map((key) => key.slice(beginning.length))
    .toSorted()
}

/** True if this tab keeps edits that are not saved. */
export function hasKept(storage: Storage, person: string, name: string): boolean {
  return storage.getItem(keptKey(person, name)) !== null
}
