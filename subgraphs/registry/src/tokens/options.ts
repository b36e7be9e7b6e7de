/** What the configuration of the installation says about tokens. */
export type TokenOptions = {
  /** How many days any token may live at most. */
  readonly maximumDays: number
  /** Whose identities can be exchanged, and for whom they have to be made; null: nobody's. */
  readonly ci: { readonly issuers: readonly string[]; readonly audience: string } | null
}
