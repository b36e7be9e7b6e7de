/**
 * Where one cluster of a testbed lies. Everything is made of the testbed's number and the cluster's, so that several
 * testbeds and clusters on one machine never share an address.
 */
export type ClusterNetwork = {
  /** The bridge of the testbed on the machine; the nodes of all its clusters hang on it. */
  readonly bridge: string
  /** The machine's own address on the bridge: where pods reach servers of the machine. */
  readonly hostAddress: string
  /** Another one of its addresses there, which to the policies of a cluster is the world outside. */
  readonly outsideAddress: string
  /** The range of the bridge: the machine and the nodes. */
  readonly nodes: string
  readonly nodeAddress: string
  /** The machine's end of the node's link. */
  readonly link: string
  readonly pods: string
  readonly services: string
  /** The service address of the cluster's name server. */
  readonly dns: string
}

const mostClusters = 4
const mostTestbeds = 64

/** The bridge of the testbed with this number. */
export function bridgeOf(testbed: number): string {
  return `om-testbed${testbed}`
}

/** The machine's address on a testbed's bridge. */
export function hostAddressOf(testbed: number): string {
  return `10.250.${checked(testbed, mostTestbeds, 'testbeds')}.1`
}

/**
 * An address of the machine on a testbed's bridge that is in no range of any cluster, nor a private one: for the policies
 * of a cluster it is the world outside. It is one of those that are kept for documentation, so nobody else has it.
 */
export function outsideAddressOf(testbed: number): string {
  return `203.0.113.${checked(testbed, mostTestbeds, 'testbeds')}`
}

/** The names and ranges of the cluster with this number in the testbed with this number. */
export function networkOf(testbed: number, cluster: number): ClusterNetwork {
  const hostAddress = hostAddressOf(testbed)
  const place = testbed * mostClusters + checked(cluster, mostClusters, 'clusters of one testbed')
  return {
    bridge: bridgeOf(testbed),
    hostAddress,
    outsideAddress: outsideAddressOf(testbed),
    nodes: `10.250.${testbed}.0/24`,
    nodeAddress: `10.250.${testbed}.${10 + cluster}`,
    link: `${bridgeOf(testbed)}n${cluster}`,
    pods: `10.244.${place}.0/24`,
    services: `${servicesOf(place)}.0/22`,
    dns: `${servicesOf(place)}.10`,
  }
}

/** Room for a thousand services, so that many deployments fit: beyond it a cluster makes none any more. */
function servicesOf(place: number): string {
  return `10.${224 + Math.floor(place / 64)}.${(place % 64) * 4}`
}

function checked(number: number, most: number, of: string): number {
  if (Number.isInteger(number) && number >= 0 && number < most) return number
  throw new Error(`There is no room for more than ${most} ${of} on one machine.`)
}
