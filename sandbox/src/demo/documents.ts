import { z } from 'zod'

const Problem = z.object({
  code: z.string(),
  fault: z.string(),
  message: z.string(),
  remedies: z.array(z.object({ title: z.string() })),
})
export type Problem = z.infer<typeof Problem>

const problemFields = '{ code fault message remedies { title } }'

const Change = z.object({
  operation: z.object({ id: z.string(), state: z.string() }).nullable(),
  problems: z.array(Problem),
  notices: z.array(z.object({ code: z.string(), message: z.string() })),
})

const changeFields = `{ operation { id state } problems ${problemFields} notices { code message } }`

export const applyProjectFile = {
  query: `mutation Apply($input: ApplyProjectFileInput!) { change: applyProjectFile(input: $input) ${changeFields} }`,
  shape: z.object({ change: Change }),
}

export const setSecret = {
  query: `mutation Secret($input: SetSecretInput!) { change: setSecret(input: $input) ${changeFields} }`,
  shape: z.object({ change: Change }),
}

export const Step = z.object({
  key: z.string(),
  title: z.string(),
  state: z.string(),
  message: z.string(),
  problem: Problem.nullable(),
  proofs: z.array(z.object({ tried: z.string(), seen: z.string(), passed: z.boolean(), from: z.string() })),
})
export type Step = z.infer<typeof Step>

export const stepFields = `{ key title state message problem ${problemFields} proofs { tried seen passed from } }`

/** The progress of one operation; the first event is its present state, then each change as it happens. */
export const progress = {
  query: `subscription Progress($id: ID!) {
    operation(id: $id) {
      at
      change {
        type
        deployment
        state
        targetState
        message
        step ${stepFields}
      }
      operation {
        state
        isSimulated
        targets { name state waitingFor { message problem ${problemFields} } problems ${problemFields} }
      }
    }
  }`,
  shape: z.object({
    operation: z.object({
      at: z.string(),
      change: z.object({
        type: z.string(),
        deployment: z.string().nullable(),
        state: z.string().nullable(),
        targetState: z.string().nullable(),
        message: z.string(),
        step: Step.nullable(),
      }),
      operation: z.object({
        state: z.string(),
        isSimulated: z.boolean(),
        targets: z.array(
          z.object({
            name: z.string(),
            state: z.string(),
            waitingFor: z.object({ message: z.string(), problem: Problem.nullable() }).nullable(),
            problems: z.array(Problem),
          }),
        ),
      }),
    }),
  }),
}
export type Progress = z.infer<typeof progress.shape>['operation']

/** A whole project over all its clusters in one query, live view included. */
export const overview = {
  query: `query Overview($name: String!) {
    project(name: $name) {
      deployments {
        name
        cluster { name }
        status { headline }
        addresses { url state }
        live { workloads { component image ready desired } services { service type state } }
      }
    }
  }`,
  shape: z.object({
    project: z
      .object({
        deployments: z.array(
          z.object({
            name: z.string(),
            cluster: z.object({ name: z.string() }),
            status: z.object({ headline: z.string() }),
            addresses: z.array(z.object({ url: z.string().nullable(), state: z.string() })),
            live: z
              .object({
                workloads: z.array(z.looseObject({})),
                services: z.array(z.looseObject({})),
              })
              .nullable(),
          }),
        ),
      })
      .nullable(),
  }),
}
