/** The token may be right; we cannot know. Never answered with 401, which would make clients throw it away. */
export class ProviderAway extends Error {
  override readonly name = 'ProviderAway'
  /** Who cannot be asked, for the client. */
  readonly who: string

  constructor(who: string, options: ErrorOptions) {
    super(`${who} cannot be asked`, options)
    this.who = who
  }
}
