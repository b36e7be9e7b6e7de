import { OwnTokensPageDocument } from '../../../generated/graph.ts'
import { answered } from '../../graph/answered.ts'
import { OwnTokensPage } from '../../tokens/own-tokens-page.tsx'

export default async function Page() {
  const { viewer } = await answered(OwnTokensPageDocument)
  return <OwnTokensPage viewer={viewer} />
}
