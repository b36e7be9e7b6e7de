import type { services as english } from '../en/services.ts'

export const services: typeof english = { title: 'Services' }
