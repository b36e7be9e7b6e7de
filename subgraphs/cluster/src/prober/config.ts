import { z } from 'zod'
import { jsonField } from '@operations-manager/runtime/config/fields.ts'
import { readConfig } from '@operations-manager/runtime/config/read-config.ts'
import { TrialPlan } from '../proofs/trial.ts'

const Environment = z.object({
  /** What to try, as JSON. */
  TRIAL_PLAN: jsonField(TrialPlan),
  /** Where the variables of the component are mounted, a file each. */
  VARIABLES_FOLDER: z.string().min(1),
})

/** What the prober is told. The component's own variables are no part of it: they are files, and change nothing here. */
export function readProberConfig(env: Readonly<Record<string, string | undefined>> = process.env) {
  const { TRIAL_PLAN: plan, VARIABLES_FOLDER: variables } = readConfig(Environment, env)
  return { plan, variables }
}
