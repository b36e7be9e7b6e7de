/**
 * Whether an event of a list begins it: nothing is known of what happened between the reading of the list and this
 * event, so the list is read again.
 */
export function isBeginning(type: string): boolean {
  return type === 'PRESENT' || type === 'CURSOR_EXPIRED'
}
