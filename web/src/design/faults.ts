/** What is wrong with a field of a form; an empty field stands for the whole. */
export type Fault = { readonly field: string; readonly message: string }

type Problem = { readonly path: readonly string[]; readonly message: string }

/** The problems of a mutation by the field that they are about. */
export function faultsOf(problems: readonly Problem[], fields: readonly string[]): readonly Fault[] {
  return problems.map(({ path: [field = ''], message }) => ({ field: fields.includes(field) ? field : '', message }))
}

/** The same in the form in which a field shows it. */
export function notesFor(faults: readonly Fault[], field: string) {
  return faults.filter((fault) => fault.field === field).map(({ message }) => ({ message, isWrong: true }))
}
