import { defineConfig } from 'vitest/config'

// graphql 16 is two modules, one for bundlers and one for Node; libraries load Node's, so our code must get the same.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] }

const shared = { environment: 'node', exclude: ['**/node_modules/**', '**/.data/**'] }

/** Three suites, one after the other: `unit` is pure and fast, `contract` talks to real backends, `e2e` drives the whole product. */
export default defineConfig({
  test: {
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
          include: ['{schema,runtime,gateway,subgraphs,sandbox,tests}/**/*.test.ts'],
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
      {
        resolve,
        test: {
          ...shared,
          name: 'e2e',
          sequence: { groupOrder: 2 },
          include: ['tests/**/*.e2e.ts'],
          // Each file runs a whole system, and some measure time.
          fileParallelism: false,
          globalSetup: ['tests/postgres/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
