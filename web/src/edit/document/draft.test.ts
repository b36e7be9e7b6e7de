import { expect, test } from 'vitest'
import { readDocument } from './document.ts'
import { afterAct, beginDraft, goesOnUnasked, isDirty } from './draft.ts'

const text = 'name: shop\ncomponents:\n  web:\n    image: web:1\n'
const saved = { text, revision: '1' }
const edit = { type: 'edit', path: ['components', 'web', 'image'], next: 'web:2' } as const

test('an edit of the form is in the text, and what is written in the text is in the form', () => {
  const edited = afterAct(beginDraft(saved), edit)
  expect(edited.text).toBe(text.replace('web:1', 'web:2'))
  expect(isDirty(edited)).toBe(true)
  const written = afterAct(edited, { type: 'write', text: edited.text.replace('shop', 'store') })
  expect(written.value['name']).toBe('store')
})

test('while the text cannot be read, the form shows what it said last', () => {
  const broken = afterAct(beginDraft(saved), { type: 'write', text: `${text}a: [` })
  expect(broken.reading.value).toBeNull()
  expect(broken.value['name']).toBe('shop')
  expect(broken.reading.problems).not.toEqual([])
})

test('an edit of a text that cannot be read is refused and loses nothing', () => {
  const broken = afterAct(beginDraft(saved), { type: 'write', text: 'a: [' })
  expect(afterAct(broken, edit)).toEqual({ ...broken, refusals: 1 })
})

test('a long text is read when nothing is typed any more', () => {
  const long = `${text}description: ${'x'.repeat(60_000)}\n`
  const written = afterAct(beginDraft(saved), { type: 'write', text: long })
  expect(written.value['description']).toBeUndefined()
  const reading = { ...readDocument(long), of: long }
  expect(afterAct(written, { type: 'read', reading }).value['description']).toHaveLength(60_000)
  const later = afterAct(written, { type: 'write', text: `${long}# more\n` })
  expect(afterAct(later, { type: 'read', reading })).toBe(later)
})

test('without edits of mine, what somebody else saved is shown', () => {
  const theirs = { text: text.replace('web:1', 'web:9'), revision: '2' }
  const after = afterAct(beginDraft(saved), { type: 'saved-elsewhere', theirs })
  expect([after.text, after.base.revision, after.theirs]).toEqual([theirs.text, '2', null])
})

test('with edits of mine, what somebody else saved is asked about', () => {
  const theirs = { text: text.replace('shop', 'store'), revision: '2' }
  const mine = afterAct(beginDraft(saved), edit)
  const after = afterAct(mine, { type: 'saved-elsewhere', theirs })
  expect([after.text, after.theirs]).toEqual([mine.text, theirs])
  const kept = afterAct(after, {
    type: 'keep-mine',
    mine: mine.text,
    text: theirs.text.replace('web:1', 'web:2'),
  })
  expect([kept.base, kept.theirs, isDirty(kept)]).toEqual([theirs, null, true])
  expect(afterAct(after, { type: 'take-theirs' })).toEqual(beginDraft(theirs))
})

test('what was written while both were put together is not lost', () => {
  const theirs = { text: text.replace('shop', 'store'), revision: '2' }
  const asked = afterAct(afterAct(beginDraft(saved), edit), { type: 'saved-elsewhere', theirs })
  const written = afterAct(asked, { type: 'edit', path: ['description'], next: 'More' })
  expect(afterAct(written, { type: 'keep-mine', mine: asked.text, text: theirs.text })).toBe(written)
})

test('a secret that got its value asks nothing, and another change does', () => {
  const mine = afterAct(beginDraft(saved), edit)
  const after = (theirs: string) =>
    goesOnUnasked(afterAct(mine, { type: 'saved-elsewhere', theirs: { text: theirs, revision: '2' } }))
  expect(after(`${text}sealed:\n  web/KEY: age\n`)).toBe(true)
  expect(after(text.replace('shop', 'store'))).toBe(false)
  expect(goesOnUnasked(mine)).toBe(false)
})
