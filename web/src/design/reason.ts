/** Why something cannot be done now; null if it can. */
export function reasonOf(permission: { readonly allowed: boolean; readonly reason: string | null }): string | null {
  return permission.allowed ? null : (permission.reason ?? '')
}
