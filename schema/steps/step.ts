/** What a step makes true. The cluster backend has one kind for each of these. */
export type StepSubject =
  | { readonly type: 'deployment'; readonly step: 'namespace' | 'policies' | 'pull-secrets' }
  | { readonly type: 'realm'; readonly step: 'realm' }
  | { readonly type: 'service'; readonly service: string; readonly step: string }
  | {
      readonly type: 'component'
      readonly component: string
      readonly step: 'binding' | 'before' | 'workload' | 'reach' | 'rollout' | 'address'
    }

/**
 * One node of the graph of steps. Steps without a path between them run at the same time.
 * The key is stable and names the deployment, the part and the step: `production/orders/role`.
 */
export type StepDeclaration = {
  readonly key: string
  readonly subject: StepSubject
  /** Keys of the steps that must be done before this one starts. */
  readonly needs: readonly string[]
  /** Imperative and short, for people: `Create the database "orders"`. */
  readonly title: string
  /** Relative share of the whole, for a fraction that moves evenly. */
  readonly weight: number
  readonly deadlineSeconds: number
}

export const stepStates = ['PENDING', 'RUNNING', 'WAITING', 'SUCCEEDED', 'FAILED', 'SKIPPED'] as const
export type StepState = (typeof stepStates)[number]
