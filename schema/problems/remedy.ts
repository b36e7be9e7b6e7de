import type { MutationResolvers } from '../generated/registry.ts'

/** A remedy as it travels: one of a newer backend may name what is not known here. */
export type AnyRemedy = {
  /** A short imperative, for a button: `Set the secret`. */
  title: string
  /** The mutation that mends it, or null where a person has to act elsewhere. */
  mutation: string | null
  /** The input to send with it; what the person has to fill in is absent. */
  input: Record<string, unknown>
}

type Resolvers = Required<MutationResolvers<unknown>>
type InputOf<Name extends keyof Resolvers> =
  Extract<Resolvers[Name], (...asked: never[]) => unknown> extends (...asked: infer Asked) => unknown
    ? Asked extends readonly [unknown, { readonly input: infer Input }, ...unknown[]]
      ? Input
      : never
    : never

type ByMutation = {
  [Name in keyof Resolvers]: {
    readonly title: string
    readonly mutation: Name
    readonly input: Partial<InputOf<Name>>
  }
}[keyof Resolvers]

/**
 * Something a client can do about a problem: a mutation of the public graph with a part of its input, or a text to
 * follow. The compiler holds each against the graph's own SDL.
 */
export type Remedy =
  | ByMutation
  | { readonly title: string; readonly mutation: null; readonly input: Readonly<Record<string, never>> }
