import type { deployment as english } from '../en/deployment.ts'

export const deployment: typeof english = { title: 'Deployment' }
