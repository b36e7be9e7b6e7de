/** What can be copied from a row, a page or a form, to be asked or done without the pages. */
export type Copied =
  | { readonly type: 'project'; readonly name: string }
  | { readonly type: 'deployment'; readonly id: string; readonly project: string; readonly name: string }
  | { readonly type: 'operation'; readonly id: string }
  | { readonly type: 'cluster'; readonly name: string }
  | { readonly type: 'service-type'; readonly example: string }
  /** What an editor holds, saved or not; the revision is that on which it was begun. */
  | { readonly type: 'file'; readonly file: string; readonly revision: string | null }
