/** Called by the framework when the server starts: settings that cannot be used end it here, with every fault named. */
export async function register(): Promise<void> {
  const { checkWebConfig } = await import('./check-config.ts')
  checkWebConfig()
}
