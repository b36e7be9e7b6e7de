import type { ServiceStep, ServiceVariable } from './service-type.ts'

/** A step has ten minutes unless its type knows better. */
export const defaultDeadlineSeconds = 600

/** A step with the usual weight and deadline, that is neither a proof nor part of a removal. */
export function step(
  name: string,
  needs: readonly string[],
  title: ServiceStep['title'],
  more: Partial<Omit<ServiceStep, 'name' | 'needs' | 'title'>> = {},
): ServiceStep {
  return {
    name,
    needs,
    title,
    removalTitle: null,
    weight: 1,
    deadlineSeconds: defaultDeadlineSeconds,
    proof: false,
    ...more,
  }
}

/** A variable whose further names all carry the same output. */
export function variable(
  name: string,
  output: string,
  text: ServiceVariable['text'],
  further: readonly string[] = [],
): ServiceVariable {
  return { name, output, text, further: further.map((furtherName) => ({ name: furtherName, output })) }
}
