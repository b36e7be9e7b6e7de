import { expect, test } from 'vitest'
import { localeOf } from './locales.ts'

test.each([
  ['a choice wins over the browser', 'nl', 'en', 'nl'],
  ['without a choice the browser decides', undefined, 'nl-NL,nl;q=0.9,en;q=0.8', 'nl'],
  ['the heaviest language that there is wins', undefined, 'fr, en;q=0.4, nl;q=0.7', 'nl'],
  ['a language that is refused is not taken', undefined, 'nl;q=0, de', 'en'],
  ['a choice that does not exist is none', 'tlh', 'nl', 'nl'],
  ['nothing at all is English', undefined, null, 'en'],
])('%s', (_sentence, chosen, header, locale) => {
  expect(localeOf(chosen, header)).toBe(locale)
})
