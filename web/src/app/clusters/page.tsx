import { ClustersPageDocument } from '../../../generated/graph.ts'
import { ClustersPage } from '../../clusters/clusters-page.tsx'
import { answered } from '../../graph/answered.ts'

export default async function Page() {
  return <ClustersPage first={await answered(ClustersPageDocument)} />
}
