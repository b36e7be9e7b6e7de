/** What the testbed does, among the lines of a test run. */
export function say(line: string): void {
  process.stdout.write(`testbed: ${line}\n`)
}
