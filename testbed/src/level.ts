/** What a testbed can be made of: each level contains the ones before it. */
export const levels = ['services', 'cluster', 'node'] as const
export type Level = (typeof levels)[number]
