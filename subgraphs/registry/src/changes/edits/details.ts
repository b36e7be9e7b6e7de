import type { SetProjectDetailsInput } from '@operations-manager/schema/generated/registry.ts'
import { patch, type Planner } from './edit.ts'

export const setDetails: Planner<SetProjectDetailsInput> = (subject, { displayName, description }) => ({
  edits: [...patch(subject, ['displayName'], displayName), ...patch(subject, ['description'], description)],
})
