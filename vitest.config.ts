import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { installedProject, installedSuites, levelProject, ownNodeProject } from './testbed/src/vitest/project.ts'
import { browserProject } from './tests/web/browser-project.ts'

// graphql 16 is two modules, one for bundlers and one for Node; libraries load Node's, so our code must get the same.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] }

const shared = {
  environment: 'node',
  exclude: ['**/node_modules/**', '**/.data/**'],
  // What is polled for is there within a second only on a machine that does nothing else.
  expect: { poll: { timeout: 10_000 } },
}

const wholeSystem = {
  ...shared,
  sequence: { groupOrder: 2 },
  // Each file runs a whole system, and some measure time.
  fileParallelism: false,
  globalSetup: ['tests/postgres/global-setup.ts'],
  testTimeout: 180_000,
  hookTimeout: 120_000,
}

const onNodes = {
  ...shared,
  // Pods share the machine's cores, and files would see each other's load.
  fileParallelism: false,
  testTimeout: 180_000,
  hookTimeout: 180_000,
}

/** The files of `e2e` in which people look into clusters. */
const askingClusters = ['tests/main-job/main-job.e2e.ts', 'tests/faults/cluster-away.e2e.ts']

/**
 * The suites. `npm test` makes a run of each (tests/report/main.ts), some side by side: a run of all would begin with
 * the set-up of all, so that four testbeds share the machine. `unit` is pure and fast, `contract` talks to a real
 * PostgreSQL, `e2e` drives the whole product over simulated clusters, and `link` those of its files once more in which
 * clusters are asked, over the links that they hold; `services`, `cluster` and `node` run over a testbed of that level,
 * `own-node` over testbeds that its suites start themselves.
 */
export default defineConfig({
  test: {
    // By default all cores but one; on two that leaves one idle while tests wait.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', './tests/report/closing-line.ts'],
    projects: [
      {
        resolve,
        test: {
          ...shared,
          name: 'unit',
          // Modules hold no state, so files share them: half the time.
          isolate: false,
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
          include: ['{schema,runtime,gateway,subgraphs,sandbox,testbed,deploy,tests,web}/**/*.test.ts'],
        },
      },
      {
        resolve,
        test: {
          ...shared,
          name: 'contract',
          sequence: { groupOrder: 1 },
          include: ['{schema,runtime,gateway,subgraphs,sandbox,tests}/**/*.contract.ts'],
          globalSetup: ['tests/postgres/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { resolve, test: { ...wholeSystem, name: 'e2e', include: ['tests/**/*.e2e.ts'] } },
      { resolve, test: { ...wholeSystem, name: 'link', include: askingClusters, provide: { clusterWay: 'link' } } },
      {
        resolve,
        test: {
          ...shared,
          ...(await browserProject()),
          sequence: { groupOrder: 3 },
          // Each file runs a whole system and a browser.
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 540_000,
        },
      },
      {
        resolve,
        test: {
          ...shared,
          ...(await levelProject('services')),
          sequence: { groupOrder: 4 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve,
        test: {
          ...shared,
          ...(await levelProject('cluster')),
          sequence: { groupOrder: 5 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve,
        test: {
          ...onNodes,
          ...(await levelProject('node')),
          exclude: [...shared.exclude, installedSuites],
          sequence: { groupOrder: 6 },
        },
      },
      { resolve, test: { ...onNodes, ...(await installedProject()), sequence: { groupOrder: 7 } } },
      {
        resolve,
        test: {
          ...onNodes,
          ...(await ownNodeProject()),
          sequence: { groupOrder: 8 },
          hookTimeout: 240_000,
        },
      },
    ],
  },
})
