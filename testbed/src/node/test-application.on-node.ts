import { randomUUID } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openApi, type Api } from '../kubernetes/api.ts'
import { ask, deployment, ingress, service, type Report } from './test/workload.ts'

const limit = { timeout: 60_000, interval: 200 }

describe('the test application with the variables of every service', () => {
  const [cluster] = inject('clusters')
  const services = inject('services')
  const namespace = `application-${randomUUID().slice(0, 8)}`
  const bucket = namespace
  const host = `all.${namespace}.${cluster!.domain}`
  const authority = '/trust/ca.crt'
  let api: Api

  const secrets = (): string[] => [new URL(services.postgresqlUrl).password, services.minio.secretKey, 'not-the-secret']

  function variables(): Record<string, string> {
    const database = new URL(services.postgresqlUrl)
    return {
      PUBLIC_HOST: `http://${host}`,
      DATABASE_SERVER_HOST: database.hostname,
      DATABASE_SERVER_PORT: database.port,
      DATABASE_SERVER_USER: database.username,
      DATABASE_PASSWORD: database.password,
      DATABASE_DB: 'postgres',
      DATABASE_SERVER_FULL: `postgres://${database.host}/postgres?sslmode=verify-full`,
      DATABASE_CA_FILE: authority,
      OBJECT_STORE_URL: new URL(services.minio.url).host,
      OBJECT_STORE_ENDPOINT: services.minio.url,
      OBJECT_STORE_USER: services.minio.accessKey,
      OBJECT_STORE_PASSWORD: services.minio.secretKey,
      OBJECT_STORE_BUCKET_NAME: bucket,
      OBJECT_STORE_REGION: 'us-east-1',
      AWS_CA_BUNDLE: authority,
      OIDC_CA_FILE: authority,
      OIDC_CLIENT_ID: 'an-application',
      OIDC_CLIENT_SECRET: 'not-the-secret',
      OIDC_DISCOVERY_URL: `${services.keycloak.url}/realms/master/.well-known/openid-configuration`,
    }
  }

  beforeAll(async () => {
    api = openApi(cluster!.kubeconfig)
    const { url, accessKey, secretKey } = services.minio
    const s3 = new AwsClient({ accessKeyId: accessKey, secretAccessKey: secretKey, service: 's3', region: 'us-east-1' })
    await s3.fetch(`${url}/${bucket}`, { method: 'PUT' })
    await api.core.createNamespace({ body: { metadata: { name: namespace } } })
    const trust = { metadata: { name: 'trust' }, data: { 'ca.crt': services.tls?.authority ?? '' } }
    await api.core.createNamespacedConfigMap({ namespace, body: trust })
    const wish = { env: variables(), trust: 'trust' }
    await api.apps.createNamespacedDeployment({ namespace, body: deployment('all', wish) })
    await api.core.createNamespacedService({ namespace, body: service('all') })
    await api.networking.createNamespacedIngress({ namespace, body: ingress('all', host) })
  })
  afterAll(async () => {
    await api.core.deleteNamespace({ name: namespace })
  })

  test('reaches each of them from its pod, and says nothing that is secret', async () => {
    const seen: { body: string } = { body: '' }
    const report = async (): Promise<unknown> => {
      const { status, body } = await ask(cluster!, host)
      seen.body = body
      return status === 200 ? (JSON.parse(body) as Report) : status // the form that `handler.go` writes
    }
    await expect.poll(report, limit).toMatchObject({
      ok: true,
      checks: {
        database: { ok: true, seen: { database: 'postgres' } },
        objectStore: { ok: true, seen: { bucket } },
        signIn: { ok: true, seen: { clientId: 'an-application' } },
      },
    })
    const [pod] = (await api.core.listNamespacedPod({ namespace })).items
    const log = await api.core.readNamespacedPodLog({ name: pod!.metadata!.name!, namespace })
    for (const secret of secrets()) {
      expect(seen.body).not.toContain(secret)
      expect(log).not.toContain(secret)
    }
  })
})
