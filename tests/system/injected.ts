import { z } from 'zod'

const Workload = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.array(
          z.object({ envFrom: z.array(z.object({ secretRef: z.object({ name: z.string() }) })).default([]) }),
        ),
      }),
    }),
  }),
})
const SecretData = z.object({ data: z.record(z.string(), z.string()) })

/** The environment that the container of a Deployment gets: what it takes from Secrets, later ones win. */
export async function variablesOf(
  workload: unknown,
  readSecret: (name: string) => Promise<unknown>,
): Promise<Readonly<Record<string, string>>> {
  const [container] = Workload.parse(workload).spec.template.spec.containers
  const secrets = await Promise.all(
    (container?.envFrom ?? []).map(async ({ secretRef }) => {
      const { data } = SecretData.parse(await readSecret(secretRef.name))
      return Object.entries(data).map(([name, value]) => [name, Buffer.from(value, 'base64').toString()] as const)
    }),
  )
  return Object.fromEntries(secrets.flat())
}
