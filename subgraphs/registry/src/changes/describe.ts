import type { ChangeRequest } from './request.ts'

/** The first line of the commit that makes a change. Names only validated names and the caller's own short texts. */
export function describeChange({ kind, project, input }: ChangeRequest): string {
  const of = (key: string): string => {
    const value = input[key]
    return typeof value === 'string' ? shorten(value) : ''
  }
  const where = typeof input['deployment'] === 'string' ? ` in ${of('deployment')}` : ''
  const sentences: Record<ChangeRequest['kind'], () => string> = {
    CREATE_PROJECT: () => `Create the project ${project}`,
    APPLY_PROJECT_FILE: () => `Apply the project file of ${project}`,
    SET_PROJECT_DETAILS: () => `Change the details of ${project}`,
    DELETE_PROJECT: () => `Delete the project ${project}`,
    PUT_COMPONENT: () => `Change the component ${of('component')} of ${project}`,
    REMOVE_COMPONENT: () => `Remove the component ${of('component')} from ${project}`,
    SET_IMAGE: () => `Set the image of ${of('component')} in ${project}${where}: ${of('image')}`,
    SET_REPLICAS: () => `Set the replicas of ${of('component')} in ${project}${where}`,
    SET_VARIABLE: () => `Set the variable ${of('name')} of ${of('component')} in ${project}${where}`,
    REMOVE_VARIABLE: () => `Remove the variable ${of('name')} of ${of('component')} in ${project}${where}`,
    SET_SECRET: () => `Seal the secret ${of('name')} of ${project}${where}`,
    REMOVE_SECRET: () => `Remove the secret ${of('name')} from ${project}${where}`,
    PUT_REGISTRY: () => `Change the image registry ${of('registry')} of ${project}`,
    REMOVE_REGISTRY: () => `Remove the image registry ${of('registry')} from ${project}`,
    PUT_SERVICE: () => `Change the service ${of('service')} of ${project}`,
    REMOVE_SERVICE: () => `Remove the service ${of('service')} from ${project}`,
    BIND_SERVICE: () => `Let ${of('component')} of ${project} use ${of('service')}`,
    UNBIND_SERVICE: () => `Take ${of('service')} from ${of('component')} of ${project}`,
    PUT_DEPLOYMENT: () => `Change the deployment ${of('deployment')} of ${project}`,
    REMOVE_DEPLOYMENT: () => `Remove the deployment ${of('deployment')} from ${project}`,
    PUT_MEMBER: () => `Make ${of('email')} ${of('role').toLowerCase()} of ${project}`,
    REMOVE_MEMBER: () => `Remove ${of('email')} from ${project}`,
    REVERT_OPERATION: () => `Undo a change of ${project}`,
  }
  return sentences[kind]()
}

// One line: nothing of a caller's text begins a new one, where it would pass for a trailer.
function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
