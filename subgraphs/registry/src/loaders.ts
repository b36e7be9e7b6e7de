import { createLoader, type Loader } from './loader.ts'
import { readClusters } from './store/clusters.ts'
import { readDeployments, readDeploymentsOf } from './store/deployments.ts'
import { countWishes, readLatestOperations, readLatestOperationsOf } from './store/latest.ts'
import { readOperations, type OperationView } from './store/operations.ts'
import { readStepHistory, type StepHistory } from './store/progress.ts'
import { readProjects } from './store/projects.ts'
import { readHeldRemovals, readRetained, readTombstonesOf } from './store/removals.ts'
import { readSignIns } from './store/sign-ins.ts'
import type {
  ClusterRow,
  Db,
  DeploymentRow,
  HeldRemovalRow,
  OperationRow,
  ProjectRow,
  RetainedDataRow,
  SignInRow,
  TombstoneRow,
} from './store/tables.ts'

/** Everything that is looked up by key, each kind with one query for all keys that are asked for at a time. */
export type Loaders = {
  readonly project: Loader<string, ProjectRow | null>
  readonly deployment: Loader<string, DeploymentRow | null>
  readonly deploymentsOf: Loader<string, readonly DeploymentRow[]>
  readonly operation: Loader<string, OperationView | null>
  readonly latestOperationOf: Loader<string, OperationRow | null>
  readonly latestOperationOn: Loader<string, OperationRow | null>
  /** Seconds that steps usually take, by project; one query each, because it is asked for one project at a time. */
  readonly stepHistory: Loader<string, StepHistory>
  readonly tombstonesOf: Loader<string, readonly TombstoneRow[]>
  readonly heldRemovals: Loader<string, readonly HeldRemovalRow[]>
  readonly retained: Loader<string, readonly RetainedDataRow[]>
  /** Of an address in lower case. */
  readonly signIn: Loader<string, SignInRow | null>
  /** All that were ever registered, by name. */
  clusters(): Promise<ReadonlyMap<string, ClusterRow>>
  /** How many deployments are wished, by cluster. */
  wishCounts(): Promise<ReadonlyMap<string, number>>
}

export function createLoaders(db: Db): Loaders {
  return {
    project: createLoader(async (names) => keyed(await readProjects(db, names), (row) => row.name), null),
    deployment: createLoader(async (ids) => keyed(await readDeployments(db, ids), (row) => row.id), null),
    deploymentsOf: createLoader((projects) => readDeploymentsOf(db, projects), []),
    operation: createLoader(async (ids) => keyed(await readOperations(db, ids), (view) => view.operation.id), null),
    latestOperationOf: createLoader((projects) => readLatestOperations(db, projects), null),
    latestOperationOn: createLoader((deployments) => readLatestOperationsOf(db, deployments), null),
    stepHistory: createLoader(
      async (projects) =>
        new Map(await Promise.all(projects.map(async (name) => [name, await readStepHistory(db, name)] as const))),
      new Map(),
    ),
    tombstonesOf: createLoader((deployments) => readTombstonesOf(db, deployments), []),
    heldRemovals: createLoader((projects) => readHeldRemovals(db, projects), []),
    retained: createLoader((projects) => readRetained(db, projects), []),
    signIn: createLoader(async (emails) => keyed(await readSignIns(db, emails), (row) => row.email), null),
    clusters: once(async () => keyed(await readClusters(db), (row) => row.name)),
    wishCounts: once(() => countWishes(db)),
  }
}

function keyed<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [keyOf(row), row]))
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | null = null
  return () => (value ??= read())
}
