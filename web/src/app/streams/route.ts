export { serveStreams as POST } from '../../streams/serve-streams.ts'
