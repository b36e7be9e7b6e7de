import { inject, test } from 'vitest'
import './provided.ts'

// Runs instead of a level's suites where the machine cannot give the level, so that a run says what it left out.
test('the suites of this level', ({ skip }) => {
  const reason = inject('leftOut')
  process.stderr.write(`\nLEFT OUT: ${reason}\n\n`)
  skip(reason)
})
