import type { z } from 'zod'
import type { LocalText, ServiceStep, ServiceVariable } from './service-type.ts'

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

/**
 * A setting with its name and what it is for, in its JSON Schema: English as `title` and `description`, Dutch under
 * `x-nl`. Forms show these words; without them they know only settings that they have words for themselves.
 */
export function told<Setting extends z.ZodType>(setting: Setting, name: LocalText, text: LocalText): Setting {
  return setting.meta({ title: name.en, description: text.en, 'x-nl': { title: name.nl, description: text.nl } })
}
