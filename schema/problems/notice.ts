import { z } from 'zod'

/** Every notice there is: something worth knowing that refuses nothing. Codes are permanent. */
export const noticeCodes = {
  SERVICE_UNUSED: 'A service that no component uses; an instance is made all the same.',
  IMAGE_UNPINNED: 'An image without a tag, or with one that moves, so what runs can change without a change here.',
  IMAGE_MAY_RUN_AS_ROOT: 'An image known to run as root, which a cluster with restricted pods does not start.',
  PORT_BELOW_1024: 'A port that only root may open, which a cluster with restricted pods does not allow.',
  SECRET_NOT_SET: 'A secret without a sealed value; its deployments wait for it.',
  SEALED_UNUSED: 'A sealed value that nothing names.',
  CLUSTER_NOT_SEEN: 'The cluster never reported what it offers, so nothing was checked against it.',
  CLUSTER_GONE: 'A cluster that is no longer available to this project; the deployment stays as it is.',
  CLUSTER_DRAINING: 'A cluster that takes no new deployments.',
  CLUSTER_OFFERS_LESS: 'Something accepted before that the cluster would refuse today; it stays until it is changed.',
  EGRESS_NOT_ENFORCED: 'The cluster opens the port to public addresses, because it cannot tell hosts apart.',
  EXPOSED: 'Something that everybody can reach by these settings.',
  WISH_WAITING: 'A change that waits until its cluster is back.',
  CALL_UNANSWERED: 'A component calls another one that is left out of the same deployment.',
  NOTHING_RUNS: 'A deployment without any component.',
} as const satisfies Record<string, string>

export type NoticeCode = keyof typeof noticeCodes

/** Something worth knowing about a project file that refuses nothing. Holds no secret. */
export const Notice = z.object({
  code: z.enum(Object.keys(noticeCodes) as [NoticeCode, ...NoticeCode[]]), // the table is never empty
  /** What was noticed, why it matters, and what can be done, in sentences. */
  message: z.string(),
  /** Path in the project file, outermost first; empty for the whole. */
  path: z.array(z.string()),
  /** 1-based place in the project file, where there is one. */
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
})
export type Notice = z.infer<typeof Notice>
