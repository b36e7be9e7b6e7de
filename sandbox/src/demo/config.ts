import { resolve } from 'node:path'
import { z } from 'zod'
import { secretField } from '@operations-manager/runtime/config/fields.ts'
import { readConfig } from '@operations-manager/runtime/config/read-config.ts'

const Environment = z.object({
  /** Where the sandbox that runs keeps its state. */
  DATA_DIR: z.string().default(resolve(import.meta.dirname, '..', '..', '..', '.data')),
  /** The GraphQL address of another system than the sandbox; needs a token. */
  OPERATIONS_MANAGER_URL: z.url().optional(),
  OPERATIONS_MANAGER_TOKEN: secretField.optional(),
})

export type DemoConfig = ReturnType<typeof readDemoConfig>

/** The settings of the demo and of `npm run token`. */
export function readDemoConfig(env: Readonly<Record<string, string | undefined>> = process.env) {
  const given = readConfig(Environment, env)
  return {
    dataFolder: resolve(given.DATA_DIR),
    url: given.OPERATIONS_MANAGER_URL ?? null,
    token: given.OPERATIONS_MANAGER_TOKEN ?? null,
  }
}
