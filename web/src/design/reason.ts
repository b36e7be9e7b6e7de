/** Whether somebody may do something, as the graph says it. */
export type Permission = { readonly allowed: boolean; readonly reason: string | null }

/** Why something cannot be done now; null if it can. */
export function reasonOf({ allowed, reason }: Permission, unsaid = ''): string | null {
  return allowed ? null : (reason ?? unsaid)
}
