export { forwardGraphql as POST } from '../../graph/forward.ts'
