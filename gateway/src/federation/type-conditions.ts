import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'

/** Says whether objects of a type fit a type condition; looked up once for each pair. */
export class TypeConditions {
  readonly #schema: GraphQLSchema
  readonly #known = new Map<string, Map<string, boolean>>()

  constructor(schema: GraphQLSchema) {
    this.#schema = schema
  }

  fits(typeName: string, condition: string): boolean {
    if (typeName === condition) return true
    let answers = this.#known.get(condition)
    if (answers === undefined) {
      answers = new Map()
      this.#known.set(condition, answers)
    }
    let answer = answers.get(typeName)
    if (answer === undefined) {
      const [abstract, type] = [this.#schema.getType(condition), this.#schema.getType(typeName)]
      answer =
        isAbstractType(abstract) &&
        (isObjectType(type) || isInterfaceType(type)) &&
        this.#schema.isSubType(abstract, type)
      if (answers.size < 1_000) answers.set(typeName, answer) // a subgraph can name any type it likes
    }
    return answer
  }
}
