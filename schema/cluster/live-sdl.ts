/**
 * The live view, identical in all clusters. A change of these types is a new contract version: mark what it adds with
 * `@since(version: n)`, and never change or remove what a version that is still spoken has.
 */
export const liveSdl = /* GraphQL */ `
  "A moment in time, ISO 8601 in UTC with milliseconds."
  scalar DateTime

  "What a cluster sees of one deployment when it is asked."
  type DeploymentLive @shareable {
    "When the cluster looked."
    observedAt: DateTime!
    "True if the cluster is a sandbox: nothing runs in earnest, and what is shown is simulated."
    simulated: Boolean!
    "One for each component, by name."
    workloads: [Workload!]!
    "One for each service of the deployment, by name."
    services: [ServiceInstance!]!
    "The variables that the containers of a component get, by name, the overridden ones included."
    variables("Name of the component." component: String!): [EffectiveVariable!]!
    "What Kubernetes reported about the deployment's objects, the newest first."
    events("How many at most; 1 to 200." first: Int = 50): [KubernetesEvent!]!
    "The last log lines of a component, the oldest first. Following is the subscription logs."
    logs(
      "Name of the component."
      component: String!
      "Name of one pod; absent for all pods of the component."
      pod: String
      "How many lines at most; 1 to 1000."
      tail: Int = 100
      "The container before the last restart instead of the present one."
      previous: Boolean = false
    ): [LogLine!]!
    "Every Kubernetes object that the deployment consists of, and whether it is there as generated."
    objects: [ManagedObject!]!
  }

  "How a component runs."
  type Workload @shareable {
    "Name of the component."
    component: String!
    "The present state in one word."
    state: WorkloadState!
    "How many pods are asked for."
    desired: Int!
    "How many pods are ready."
    ready: Int!
    "How many pods run the newest template."
    updated: Int!
    "The image asked for."
    image: String!
    "The images that run, each once; more than one while a rollout goes on."
    runningImages: [String!]!
    "The digest that the newest ready pod runs, where the cluster tells."
    digest: String
    "Restarts of all present pods together."
    restarts: Int!
    "The newest thing that went wrong with a present pod or the rollout; null if all is well."
    lastProblem: WorkloadProblem
    "The present pods, by name."
    pods: [Pod!]!
  }

  "The state of a component's workload."
  enum WorkloadState {
    "All pods that are asked for are ready and of the newest template."
    READY
    "A rollout goes on."
    PROGRESSING
    "Fewer pods are ready than asked for."
    DEGRADED
    "The newest pods do not start."
    FAILED
    "It is wished but not there."
    MISSING
  }

  "What went wrong with a workload."
  type WorkloadProblem @shareable {
    "A code of the table of problems, such as CRASH_LOOP."
    code: String!
    "What happened, in a sentence."
    message: String!
    "The pod that it happened to; null if it is the workload as a whole."
    pod: String
    "When it was last seen; null if Kubernetes does not tell."
    at: DateTime
  }

  "One pod of a component."
  type Pod @shareable {
    "The name in the namespace."
    name: String!
    "The present state in one word."
    state: PodState!
    "True if it takes requests."
    ready: Boolean!
    "How often its container started again."
    restarts: Int!
    "The image asked for."
    image: String!
    "The digest that it runs, once it was pulled."
    digest: String
    "The node that it runs on."
    node: String
    "When it started."
    startedAt: DateTime
    "Why it is not ready, as Kubernetes says it."
    message: String
  }

  "The state of a pod."
  enum PodState {
    "It waits for a node."
    PENDING
    "It has a node; its image is being pulled or its container created."
    STARTING
    "Its container runs and is not ready yet."
    RUNNING
    "It takes requests."
    READY
    "Its container ended and waits to be started again."
    CRASHING
    "Its image cannot be pulled."
    IMAGE_FAILED
    "It ended well and does not start again."
    SUCCEEDED
    "It ended badly and does not start again."
    FAILED
    "It is being deleted."
    ENDING
  }

  "A service of the deployment as it stands in its backend."
  type ServiceInstance @shareable {
    "Name of the service in the project file."
    service: String!
    "Its type, such as postgresql."
    type: String!
    "The present state in one word."
    state: ServiceState!
    "What it is called in its backend: database, role, bucket, realm, client, claim."
    names: [BackendName!]!
    "How many bytes it takes, where the backend tells."
    sizeBytes: Float
    "When its credentials were issued; null for a service without any."
    credentialsIssuedAt: DateTime
    "Why it is not ready."
    message: String
  }

  "The state of a service."
  enum ServiceState {
    "It is there and is ours."
    READY
    "It is wished and not there yet."
    MISSING
    "It is there, and not as wished."
    DEGRADED
    "Its backend could not be asked."
    UNKNOWN
  }

  "A name in a backend."
  type BackendName @shareable {
    "What it names, such as database."
    kind: String!
    "The name itself."
    name: String!
  }

  "A variable of a component and where it comes from."
  type EffectiveVariable @shareable {
    "The name."
    name: String!
    "The value; null for a secret and for what holds a credential."
    value: String
    "True if the value is never shown."
    secret: Boolean!
    "Which source gives it."
    source: VariableSource!
    "The service, component or wish that it comes from."
    from: String
    "The source that gives the same name and wins; null for what the containers get."
    overriddenBy: VariableSource
  }

  "Where a variable comes from. Later ones win."
  enum VariableSource {
    "The platform: the public address."
    PLATFORM
    "The address of another component."
    COMPONENT
    "The path of a volume or scratch space."
    VOLUME
    "A bound service."
    SERVICE
    "An extra name given by the binding."
    ALIAS
    "The component in the project file."
    ENV
    "The deployment in the project file."
    DEPLOYMENT_ENV
    "A sealed secret."
    SECRET
  }

  "An event that Kubernetes reported."
  type KubernetesEvent @shareable {
    "When it was last seen."
    at: DateTime!
    "True if Kubernetes calls it a warning."
    warning: Boolean!
    "The reason in one word, such as FailedScheduling."
    reason: String!
    "What happened."
    message: String!
    "How often it was seen."
    count: Int!
    "The kind of the object that it is about."
    kind: String!
    "The name of the object that it is about."
    name: String!
  }

  "A line that a container wrote."
  type LogLine @shareable {
    "When it was written."
    at: DateTime!
    "Name of the component."
    component: String!
    "Name of the pod."
    pod: String!
    "Name of the container."
    container: String!
    "The text, without the line's end."
    text: String!
  }

  "A Kubernetes object of the deployment."
  type ManagedObject @shareable {
    "Group and version, such as apps/v1."
    apiVersion: String!
    "The kind, such as Deployment."
    kind: String!
    "The name."
    name: String!
    "The namespace; null for the namespace itself."
    namespace: String
    "The component that it belongs to; null for those of the whole deployment."
    component: String
    "Whether it is there."
    state: ManagedObjectState!
    "Paths of the fields that differ from what was generated, such as spec.replicas; empty without drift."
    drift: [String!]!
    "The object as generated, as YAML; values of secrets stand as fingerprints."
    manifest: String!
  }

  "Whether an object is there as generated."
  enum ManagedObjectState {
    "It is there as generated."
    IN_SYNC
    "It is there and differs."
    DRIFTED
    "It is wished and not there."
    MISSING
    "It is being deleted."
    ENDING
    "It carries our mark and nobody wishes it."
    ORPHANED
    "It could not be read."
    UNKNOWN
  }
`
