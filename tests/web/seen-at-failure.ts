import type { Page } from 'playwright-core'
import { onTestFailed } from 'vitest'

const charactersTold = 1_500

/** A page has many short lines, and a report tells few. */
const onOneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' | ').slice(0, charactersTold)

/** Adds to the error of a test that fails what its page showed then: of a run elsewhere nothing else is left. */
export function tellWhatIsSeenAtFailure(page: Page): void {
  onTestFailed(async ({ task }) => {
    if (page.isClosed()) return
    const shown = await page
      .locator('body')
      .innerText({ timeout: 5_000 })
      .catch((error: unknown) => `it could not be read: ${String(error)}`)
    for (const error of task.result?.errors ?? []) {
      error.message += `\nThe page at ${page.url()} showed: ${onOneLine(shown)}`
    }
  })
}
