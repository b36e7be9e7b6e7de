import { PlaygroundPageDocument } from '../../../generated/graph.ts'
import { answered } from '../../graph/answered.ts'
import { PlaygroundPage } from '../../playground/playground-page.tsx'

export default async function Page() {
  return <PlaygroundPage first={await answered(PlaygroundPageDocument)} />
}
