import { ConfigError } from '@operations-manager/runtime/config/read-config.ts'
import { readProberConfig } from './config.ts'
import { runPlan } from './run-plan.ts'

try {
  const { plan, variables } = readProberConfig()
  await runPlan(plan, variables, (line) => process.stdout.write(`${JSON.stringify(line)}\n`))
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
