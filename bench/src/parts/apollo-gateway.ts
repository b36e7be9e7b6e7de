import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import fastifyApollo from '@as-integrations/fastify'
import Fastify from 'fastify'
import { readFileSync } from 'node:fs'

/** `@apollo/gateway` as it comes, behind Apollo Server on fastify: what ours is compared with. */
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const gateway = new ApolloGateway({ supergraphSdl: readFileSync(process.argv[2] ?? '', 'utf8'), logger: quiet })
const server = new ApolloServer({ gateway, logger: quiet })
await server.start()
const app = Fastify({ logger: false, keepAliveTimeout: 120_000 })
await app.register(fastifyApollo(server))
await app.listen({ port: Number(process.argv[3]), host: '127.0.0.1' })
process.on('disconnect', () => process.exit(0))
process.send?.({ type: 'ready' })
