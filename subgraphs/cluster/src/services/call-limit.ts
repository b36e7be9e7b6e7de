/** How long one call to a backend may take. */
export const callLimitMs = 10_000
