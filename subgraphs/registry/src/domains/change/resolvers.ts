import type { MutationResolvers, Resolvers } from '@operations-manager/schema/generated/registry.ts'
import type { Context } from '../../context.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { projectNameIn } from '../../changes/project-name.ts'
import { topLevel } from '../errors.ts'
import { operationKey } from '../operation/read.ts'
import { acceptHead, shownRepository } from './repository.ts'
import { about, commonOf, direct, payload, submit, type Mutation } from './submit.ts'
import { resetSignIn } from './sign-in.ts'

const applyProjectFile: Mutation<'applyProjectFile'> = async (_, { input }, context) => {
  const name = projectNameIn(input.file)
  if (name !== null) return submit(context, 'APPLY_PROJECT_FILE', name, input)
  const { problems } = context.app.files.read(input.file)
  return payload(context, input, { problems })
}

const createProject: Mutation<'createProject'> = (_, { input }, context) => {
  const { name, displayName, description } = input
  const owner = context.access.email ?? ''
  return submit(context, 'CREATE_PROJECT', name, input, { name, displayName, description, owner })
}

const setSecret: Mutation<'setSecret'> = async (_, { input }, context) => {
  const value = input.value === null || input.value === undefined ? null : new Secret(input.value)
  const { project, sealed = null } = input
  const common = { ...commonOf(input), access: context.access, project, place: input, value, sealed }
  return payload(context, input, await context.app.changes.setSecret(common))
}

const confirmRemoval: Mutation<'confirmRemoval'> = async (_, { input }, context) => {
  const { project, removal } = input
  const confirmation = { ...commonOf(input), access: context.access, project, removal }
  return payload(context, input, await context.app.changes.confirmRemoval(confirmation))
}

/** The mutations that edit a project's file in one place: all of them go the same way. */
const edits = {
  setProjectDetails: (_, { input }, context) => submit(context, 'SET_PROJECT_DETAILS', input.project, input),
  deleteProject: (_, { input }, context) => submit(context, 'DELETE_PROJECT', input.project, input),
  putComponent: (_, { input }, context) => submit(context, 'PUT_COMPONENT', input.project, input),
  removeComponent: (_, { input }, context) => submit(context, 'REMOVE_COMPONENT', input.project, input),
  setImage: (_, { input }, context) => submit(context, 'SET_IMAGE', input.project, input),
  setReplicas: (_, { input }, context) => submit(context, 'SET_REPLICAS', input.project, input),
  setVariable: (_, { input }, context) => submit(context, 'SET_VARIABLE', input.project, input),
  removeVariable: (_, { input }, context) => submit(context, 'REMOVE_VARIABLE', input.project, input),
  removeSecret: (_, { input }, context) => submit(context, 'REMOVE_SECRET', input.project, input),
  putRegistry: (_, { input }, context) => submit(context, 'PUT_REGISTRY', input.project, input),
  removeRegistry: (_, { input }, context) => submit(context, 'REMOVE_REGISTRY', input.project, input),
  putService: (_, { input }, context) => submit(context, 'PUT_SERVICE', input.project, input),
  removeService: (_, { input }, context) => submit(context, 'REMOVE_SERVICE', input.project, input),
  bindService: (_, { input }, context) => submit(context, 'BIND_SERVICE', input.project, input),
  unbindService: (_, { input }, context) => submit(context, 'UNBIND_SERVICE', input.project, input),
  putDeployment: (_, { input }, context) => submit(context, 'PUT_DEPLOYMENT', input.project, input),
  removeDeployment: (_, { input }, context) => submit(context, 'REMOVE_DEPLOYMENT', input.project, input),
  putMember: (_, { input }, context) => submit(context, 'PUT_MEMBER', input.project, input),
  removeMember: (_, { input }, context) => submit(context, 'REMOVE_MEMBER', input.project, input),
} satisfies MutationResolvers<Context>

/** The mutations that ask a cluster for something and change no file. */
const requests = {
  refreshDeployment: (_, { input }, context) => direct(context, 'REFRESH_DEPLOYMENT', input),
  restartComponent: (_, { input }, context) => direct(context, 'RESTART_COMPONENT', input),
  restoreRetained: (_, { input }, context) => direct(context, 'RESTORE_RETAINED', input),
  purgeRetained: (_, { input }, context) => direct(context, 'PURGE_RETAINED', input),
  reissueCredentials: (_, { input }, context) => direct(context, 'REISSUE_CREDENTIALS', input),
} satisfies MutationResolvers<Context>

/** The mutations about an operation. */
const operations = {
  cancelOperation: async (_, { input }, context) =>
    payload(context, input, await context.app.changes.cancel(about(context, operationKey(input.operation), input))),
  retryOperation: async (_, { input }, context) =>
    payload(context, input, await context.app.changes.retry(about(context, operationKey(input.operation), input))),
  revertOperation: async (_, { input }, context) =>
    payload(context, input, await context.app.changes.revert(about(context, operationKey(input.operation), input))),
} satisfies MutationResolvers<Context>

export const changeResolvers: Resolvers<Context> = {
  Query: {
    repository: (_, __, context) => {
      if (!context.access.isOperator) throw topLevel('FORBIDDEN', 'This is for platform operators.')
      return shownRepository(context)
    },
  },
  Mutation: {
    ...edits,
    ...requests,
    ...operations,
    applyProjectFile,
    createProject,
    setSecret,
    confirmRemoval,
    resetSignIn: (_, { input }, context) => resetSignIn(context, input),
    acceptRepositoryHead: (_, { input }, context) => acceptHead(context, input),
  },
}
