const firstMs = 500
const maxMs = 30_000

/** How long to wait after so many failures in a row: longer each time, and not everybody at the same moment. */
export function backOffMs(failures: number, random: () => number = Math.random): number {
  if (failures <= 0) return 0
  return Math.round(Math.min(firstMs * 2 ** (failures - 1), maxMs) * (0.5 + random() / 2))
}
