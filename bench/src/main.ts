import { holds, type Bench } from './bench.ts'
import { addCluster } from './benches/add-cluster.ts'
import { chain } from './benches/chain.ts'
import { compose } from './benches/compose.ts'
import { environment } from './benches/environment.ts'
import { events } from './benches/events.ts'
import { gateway4, gateway50 } from './benches/gateway.ts'
import { helmInstall } from './benches/helm-install.ts'
import { memory500 } from './benches/memory-500.ts'
import { plan1000 } from './benches/plan-1000.ts'
import { projectsList } from './benches/projects-list.ts'
import { unchanged100 } from './benches/unchanged-100.ts'
import { webProjects } from './benches/web-projects.ts'
import { stopPrograms } from './parts/programs.ts'

/** Every bench there is. `npm run bench -- gateway-4 events` runs some of them. */
const benches: readonly Bench[] = [
  compose,
  gateway4,
  gateway50,
  events,
  addCluster,
  chain,
  projectsList,
  webProjects,
  plan1000,
  environment,
  helmInstall,
  unchanged100,
  memory500,
]

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !benches.some((bench) => bench.name === name))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${benches.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

let failed = 0
try {
  for (const bench of benches) {
    if (asked.length > 0 && !asked.includes(bench.name)) continue
    console.log(`\n${bench.name}: ${bench.about}`)
    for (const check of await bench.run()) {
      if (!holds(check)) failed += 1
      const { what, value, unit, limit, isGood } = check
      const shown = Number.isInteger(value) ? String(value) : value.toFixed(2)
      console.log(`  ${holds(check) ? 'holds' : 'FAILS'}  ${what}: ${shown} ${unit} (${isGood} ${limit})`)
    }
  }
} finally {
  await stopPrograms()
}
process.exit(failed === 0 ? 0 : 1)
