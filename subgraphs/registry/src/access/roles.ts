/** Roles of a project's members, the widest first. */
export const roles = ['owner', 'admin', 'developer', 'viewer'] as const
export type Role = (typeof roles)[number]

/** The role that a word in a project file stands for; null for anything else. */
export function roleOf(word: string): Role | null {
  return roles.find((role) => role === word) ?? null
}
