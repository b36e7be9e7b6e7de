import type { edit as english } from '../en/edit.ts'

export const edit: typeof english = { title: 'Edit' }
