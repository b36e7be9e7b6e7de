/**
 * The concrete type that stands for a deployment in this cluster: `cluster-a` gives `ClusterADeployment`.
 * It is no part of the public contract, and not injective (`a-1` and `a1`): registering a cluster refuses a taken one.
 */
export function typeNameOf(clusterName: string): string {
  const pascal = clusterName
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
  return `${pascal}Deployment`
}
