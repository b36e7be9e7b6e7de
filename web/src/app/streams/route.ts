export { serveStream as POST } from '../../streams/serve.ts'
