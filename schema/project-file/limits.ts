/** What a project file may hold. Clusters have limits of their own beside these. */
export const fileLimits = {
  bytes: 256 * 1024,
  components: 50,
  services: 50,
  deployments: 50,
  registries: 50,
  members: 500,
  variablesPerComponent: 200,
  valueBytes: 32 * 1024,
  /** Maps and lists inside each other. */
  depth: 20,
  /** Words, signs, blanks and line ends of the YAML text. */
  lexemes: 100_000,
  /** Places that an alias may stand at, and how many values all of them together may bring. */
  aliases: 100,
  aliasedValues: 5000,
  /** Problems that are told at once; a file with more is not a project file. */
  problems: 500,
} as const
