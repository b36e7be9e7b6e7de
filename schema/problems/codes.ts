type Row = {
  readonly fault:
    | 'REQUEST'
    | 'APPLICATION'
    | 'CONFIGURATION'
    | 'CREDENTIALS'
    | 'PLATFORM'
    | 'NETWORK'
    | 'CONFLICT'
    | 'UNKNOWN'
  readonly retry: 'NEVER' | 'NOW' | 'LATER' | 'AUTOMATIC'
  /** One sentence, the description of the enum value in the public graph. */
  readonly meaning: string
}

/**
 * Every problem code there is, with its usual fault and retry advice. Codes are permanent; a service type
 * uses these with its own words and remedies. The enum `ProblemCode` of the graph is checked against this table.
 */
export const problemCodes = {
  // The project file
  YAML_SYNTAX: { fault: 'REQUEST', retry: 'NEVER', meaning: 'The text is not valid YAML 1.2.' },
  YAML_FEATURE: {
    fault: 'REQUEST',
    retry: 'NEVER',
    meaning:
      'The YAML uses a feature that project files do not allow (tags, merge keys, several documents, aliases beyond the limit).',
  },
  YAML_DUPLICATE_KEY: { fault: 'REQUEST', retry: 'NEVER', meaning: 'A key stands twice in one map.' },
  FILE_TOO_LARGE: { fault: 'REQUEST', retry: 'NEVER', meaning: 'The file, or a part of it, is over its limit.' },
  FORMAT_VERSION: { fault: 'REQUEST', retry: 'NEVER', meaning: 'apiVersion is missing, older, or unknown.' },
  KEY_UNKNOWN: { fault: 'REQUEST', retry: 'NEVER', meaning: 'A key that does not exist here.' },
  VALUE_MISSING: { fault: 'REQUEST', retry: 'NEVER', meaning: 'A required value is absent.' },
  VALUE_INVALID: { fault: 'REQUEST', retry: 'NEVER', meaning: 'A value has the wrong type or form.' },
  NAME_INVALID: { fault: 'REQUEST', retry: 'NEVER', meaning: 'A name breaks the rules for names, or is reserved.' },
  NAME_TAKEN: { fault: 'CONFLICT', retry: 'NEVER', meaning: 'The name is in use.' },
  REFERENCE_UNKNOWN: {
    fault: 'REQUEST',
    retry: 'NEVER',
    meaning: 'Something is named that the file does not contain.',
  },
  REFERENCE_CYCLE: { fault: 'REQUEST', retry: 'NEVER', meaning: 'Things refer to each other in a circle.' },
  HOST_TAKEN: { fault: 'CONFLICT', retry: 'NEVER', meaning: 'The host with this path is in use.' },
  VARIABLE_CLASH: { fault: 'REQUEST', retry: 'NEVER', meaning: 'Two sources give one variable name in a component.' },
  LIMIT_EXCEEDED: {
    fault: 'REQUEST',
    retry: 'NEVER',
    meaning: 'A count or amount is over the limit of the file or the cluster.',
  },
  CLUSTER_UNKNOWN: { fault: 'REQUEST', retry: 'NEVER', meaning: 'No such cluster is available to this project.' },
  CLUSTER_FIXED: { fault: 'REQUEST', retry: 'NEVER', meaning: 'A deployment cannot move to another cluster.' },
  CLUSTER_DRAINING: { fault: 'PLATFORM', retry: 'NEVER', meaning: 'The cluster takes no new deployments.' },
  SERVICE_NOT_OFFERED: {
    fault: 'REQUEST',
    retry: 'NEVER',
    meaning: 'The cluster does not offer this service, setting or extension.',
  },
  MEMBER_INVALID: {
    fault: 'REQUEST',
    retry: 'NEVER',
    meaning: 'The members break a rule: no owner, or an address twice.',
  },
  // Changing
  CONFLICT: { fault: 'CONFLICT', retry: 'NOW', meaning: 'Somebody else changed the project meanwhile.' },
  IN_USE: { fault: 'REQUEST', retry: 'NEVER', meaning: 'Others use what would be removed.' },
  DATA_LOSS: { fault: 'REQUEST', retry: 'NEVER', meaning: 'The change removes data and was not confirmed.' },
  CONFIRMATION_WRONG: {
    fault: 'REQUEST',
    retry: 'NEVER',
    meaning: 'The confirmation does not name what would be changed.',
  },
  RETAINED_DATA: {
    fault: 'CONFLICT',
    retry: 'NEVER',
    meaning: 'Retained data of this name exists; say whether to restore or discard it.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    fault: 'REQUEST',
    retry: 'NEVER',
    meaning: 'The idempotency key was used with another input.',
  },
  REPOSITORY_HELD: {
    fault: 'PLATFORM',
    retry: 'LATER',
    meaning: 'The projects repository is held until an operator accepts its head.',
  },
  REPOSITORY_UNAVAILABLE: {
    fault: 'PLATFORM',
    retry: 'AUTOMATIC',
    meaning: 'The projects repository cannot be reached or refuses the push.',
  },
  NOT_FOUND: { fault: 'REQUEST', retry: 'NEVER', meaning: 'Nothing of this name exists, or it is not yours to see.' },
  STATE_WRONG: {
    fault: 'REQUEST',
    retry: 'NEVER',
    meaning: 'The operation or thing is not in a state that allows this.',
  },
  INPUT_INVALID: { fault: 'REQUEST', retry: 'NEVER', meaning: 'An input field has an impossible value.' },
  REMOVAL_HELD: { fault: 'REQUEST', retry: 'NEVER', meaning: 'A removal made by hand waits for confirmation.' },
  // On the way
  SECRET_MISSING: { fault: 'CONFIGURATION', retry: 'AUTOMATIC', meaning: 'A secret has no value yet.' },
  SECRET_UNREADABLE: { fault: 'CREDENTIALS', retry: 'NEVER', meaning: 'The cluster cannot open the sealed value.' },
  CREDENTIALS_LOST: {
    fault: 'CREDENTIALS',
    retry: 'NEVER',
    meaning: 'The thing exists but its credentials are gone; they are not issued again by themselves.',
  },
  CREDENTIALS_REFUSED: { fault: 'CREDENTIALS', retry: 'LATER', meaning: 'A backend refused the platform credentials.' },
  BACKEND_UNAVAILABLE: {
    fault: 'PLATFORM',
    retry: 'AUTOMATIC',
    meaning: 'A backend of the cluster cannot be reached, or answers with a fault of its own.',
  },
  BACKEND_REFUSED: { fault: 'PLATFORM', retry: 'LATER', meaning: 'A backend of the cluster refused the request.' },
  CERTIFICATE_UNTRUSTED: {
    fault: 'PLATFORM',
    retry: 'AUTOMATIC',
    meaning: 'The certificate of a server is signed by nobody whom the cluster trusts.',
  },
  CERTIFICATE_EXPIRED: {
    fault: 'PLATFORM',
    retry: 'AUTOMATIC',
    meaning: 'The certificate of a server is no longer, or not yet, valid.',
  },
  CERTIFICATE_NAME_WRONG: {
    fault: 'PLATFORM',
    retry: 'AUTOMATIC',
    meaning: 'The certificate of a server is for another name than it is asked by.',
  },
  CERTIFICATE_MISSING: {
    fault: 'PLATFORM',
    retry: 'AUTOMATIC',
    meaning: 'A server does not speak TLS, or shows no certificate, where it has to.',
  },
  CLUSTER_UNREACHABLE: { fault: 'PLATFORM', retry: 'AUTOMATIC', meaning: 'The cluster does not answer.' },
  CLUSTER_INCOMPATIBLE: { fault: 'PLATFORM', retry: 'LATER', meaning: 'The cluster backend speaks an older contract.' },
  OWNED_BY_OTHERS: {
    fault: 'CONFLICT',
    retry: 'NEVER',
    meaning: 'A thing of this name exists that is not ours, or belongs to another wish.',
  },
  SHRINK_REFUSED: { fault: 'REQUEST', retry: 'NEVER', meaning: 'A volume cannot become smaller.' },
  QUOTA_EXCEEDED: { fault: 'CONFIGURATION', retry: 'LATER', meaning: 'The quota of the namespace does not allow it.' },
  IMAGE_NOT_PULLABLE: {
    fault: 'APPLICATION',
    retry: 'LATER',
    meaning: 'The image does not exist or cannot be pulled.',
  },
  REGISTRY_REFUSED: { fault: 'CREDENTIALS', retry: 'LATER', meaning: 'The image registry refused the credentials.' },
  REGISTRY_BUSY: {
    fault: 'PLATFORM',
    retry: 'AUTOMATIC',
    meaning: 'The image registry gives out no more for now: this cluster or this account asked it too often.',
  },
  REGISTRY_UNREACHABLE: {
    fault: 'PLATFORM',
    retry: 'AUTOMATIC',
    meaning: 'The nodes of the cluster do not reach the image registry, do not trust it, or it fails by itself.',
  },
  IMAGE_WRONG_PLATFORM: {
    fault: 'APPLICATION',
    retry: 'NEVER',
    meaning: 'The image is made for other processors or another system than the nodes of the cluster have.',
  },
  IMAGE_RUNS_AS_ROOT: {
    fault: 'APPLICATION',
    retry: 'NEVER',
    meaning: 'The image runs as root, which the cluster does not start.',
  },
  CRASH_LOOP: { fault: 'APPLICATION', retry: 'LATER', meaning: 'The container ends again and again.' },
  BEFORE_FAILED: { fault: 'APPLICATION', retry: 'LATER', meaning: 'The command that runs before the rollout failed.' },
  NOT_SCHEDULABLE: { fault: 'PLATFORM', retry: 'AUTOMATIC', meaning: 'No node of the cluster can take the pod.' },
  NODES_CLOSED: {
    fault: 'PLATFORM',
    retry: 'AUTOMATIC',
    meaning: 'The nodes take no new pods: they are short of disk or memory, or closed by their operators.',
  },
  NOT_READY: { fault: 'APPLICATION', retry: 'LATER', meaning: 'The new pods did not become ready in time.' },
  ADDRESS_NOT_ROUTED: {
    fault: 'PLATFORM',
    retry: 'LATER',
    meaning: 'The address answers 404 as a proxy without a route does.',
  },
  ADDRESS_FAILS: { fault: 'APPLICATION', retry: 'LATER', meaning: 'The address answers with an error or not at all.' },
  PROOF_FAILED: { fault: 'PLATFORM', retry: 'LATER', meaning: 'What was set up does not work when tried.' },
  WORKLOAD_CUT_OFF: {
    fault: 'NETWORK',
    retry: 'LATER',
    meaning: 'A workload does not reach what it is allowed to reach, from where it stands.',
  },
  PROBER_NOT_STARTED: {
    fault: 'PLATFORM',
    retry: 'AUTOMATIC',
    meaning: 'The pod that makes proofs from where a workload stands cannot run.',
  },
  DEADLINE_EXCEEDED: { fault: 'UNKNOWN', retry: 'LATER', meaning: 'A step took longer than its deadline.' },
  NOT_CONVERGING: { fault: 'PLATFORM', retry: 'LATER', meaning: 'A plan never becomes empty.' },
  CANCELLED: { fault: 'REQUEST', retry: 'NEVER', meaning: 'Somebody cancelled the operation.' },
  INTERNAL: { fault: 'PLATFORM', retry: 'LATER', meaning: 'A mistake of ours; the request id leads to the log.' },
} as const satisfies Record<string, Row>

export type ProblemCode = keyof typeof problemCodes
